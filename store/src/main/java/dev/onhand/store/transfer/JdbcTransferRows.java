package dev.onhand.store.transfer;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.Transfer.Line;
import dev.onhand.engine.transfer.Transfer.Place;
import dev.onhand.engine.transfer.Transfer.Status;
import dev.onhand.engine.transfer.TransferRows;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers read from PostgreSQL. */
public final class JdbcTransferRows implements TransferRows {

  private final SellerTransactions transactions;

  public JdbcTransferRows(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Transfer> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> load(jdbc, seller, List.of(id)).stream().findFirst());
  }

  @Override
  public Optional<Transfer> findByReference(SellerId seller, String reference) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select transfer_id from transfer
                    where seller_id = :seller and reference = :reference
                    """)
                .param("seller", seller.value())
                .param("reference", reference)
                .query((row, number) -> row.getLong("transfer_id"))
                .optional()
                .flatMap(id -> load(jdbc, seller, List.of(id)).stream().findFirst()));
  }

  @Override
  public Slice<Transfer> list(SellerId seller, @Nullable Status status, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Slice<Long> ids =
              Slice.of(
                  page,
                  page.backwards()
                      ? newer(jdbc, seller, status, page)
                      : older(jdbc, seller, status, page));
          return new Slice<>(load(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  private static List<Long> older(
      JdbcClient jdbc, SellerId seller, @Nullable Status status, PageRequest page) {
    return jdbc.sql(
            """
            select transfer_id from transfer
            where seller_id = :seller
              and (cast(:after as bigint) is null or transfer_id < :after)
              and (cast(:status as text) is null or status = :status)
            order by transfer_id desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("after", page.after(), Types.BIGINT)
        .param("status", status == null ? null : status.code(), Types.VARCHAR)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("transfer_id"))
        .list();
  }

  private static List<Long> newer(
      JdbcClient jdbc, SellerId seller, @Nullable Status status, PageRequest page) {
    return jdbc.sql(
            """
            select transfer_id from transfer
            where seller_id = :seller and transfer_id > :before
              and (cast(:status as text) is null or status = :status)
            order by transfer_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("before", page.before())
        .param("status", status == null ? null : status.code(), Types.VARCHAR)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("transfer_id"))
        .list();
  }

  /** The transfers of these ids, newest first. */
  private static List<Transfer> load(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    Map<Long, List<Line>> lines = lines(jdbc, seller, ids);
    return jdbc.sql(
            """
            select t.transfer_id, t.reference, t.status, t.note, t.actor, t.created_at, t.updated_at, t.version,
              t.from_location_id, f.code as from_code, t.to_location_id, d.code as to_code
            from unnest(:ids) as wanted (transfer_id)
            join transfer t on t.seller_id = :seller and t.transfer_id = wanted.transfer_id
            join location f on f.seller_id = :seller and f.location_id = t.from_location_id
            join location d on d.seller_id = :seller and d.location_id = t.to_location_id
            order by t.transfer_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> transfer(row, lines))
        .list();
  }

  private static Transfer transfer(ResultSet row, Map<Long, List<Line>> lines) throws SQLException {
    long id = row.getLong("transfer_id");
    return new Transfer(
        id,
        row.getString("reference"),
        new Place(new LocationId(row.getLong("from_location_id")), row.getString("from_code")),
        new Place(new LocationId(row.getLong("to_location_id")), row.getString("to_code")),
        Status.find(row.getString("status")).orElseThrow(),
        row.getString("note"),
        row.getString("actor"),
        lines.getOrDefault(id, List.of()),
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private record LineRow(long transfer, Line line) {}

  private static Map<Long, List<Line>> lines(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc
        .sql(
            """
            select l.transfer_id, l.product_id, p.sku, l.sent, l.received, l.lost, l.sent_back
            from unnest(:ids) as wanted (transfer_id)
            join transfer_line l on l.seller_id = :seller and l.transfer_id = wanted.transfer_id
            join product p on p.seller_id = :seller and p.product_id = l.product_id
            order by l.transfer_id, l.product_id
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> new LineRow(row.getLong("transfer_id"), line(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                LineRow::transfer, Collectors.mapping(LineRow::line, Collectors.toList())));
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        row.getLong("sent"),
        row.getLong("received"),
        row.getLong("lost"),
        row.getLong("sent_back"));
  }

  @Override
  public Optional<Place> findPlace(SellerId seller, LocationRef ref) {
    Long id = ref instanceof LocationId location ? location.value() : null;
    String code = ref instanceof LocationRef.ByCode byCode ? byCode.code() : null;
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select location_id, code from location
                    where seller_id = :seller and (location_id = :id or code = :code)
                    """)
                .param("seller", seller.value())
                .param("id", id, Types.BIGINT)
                .param("code", code, Types.VARCHAR)
                .query(
                    (row, number) ->
                        new Place(
                            new LocationId(row.getLong("location_id")), row.getString("code")))
                .optional());
  }

  @Override
  public Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs) {
    List<Stocked> found =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select p.product_id, p.sku, p.tracking, p.floor
                        from unnest(:skus) as wanted (sku)
                        join product p on p.seller_id = :seller and p.sku = wanted.sku
                        union
                        select p.product_id, p.sku, p.tracking, p.floor
                        from unnest(:ids) as wanted (product_id)
                        join product p on p.seller_id = :seller and p.product_id = wanted.product_id
                        """)
                    .param("seller", seller.value())
                    .param("skus", skus(refs))
                    .param("ids", ids(refs))
                    .query((row, number) -> stocked(row))
                    .list());
    Map<ProductRef, Stocked> byName = new HashMap<>();
    for (Stocked product : found) {
      byName.put(product.id(), product);
      byName.put(new ProductRef.BySku(product.sku()), product);
    }
    return byName;
  }

  private static String[] skus(Collection<ProductRef> refs) {
    return refs.stream()
        .filter(ProductRef.BySku.class::isInstance)
        .map(ref -> ((ProductRef.BySku) ref).sku().value())
        .toArray(String[]::new);
  }

  private static Long[] ids(Collection<ProductRef> refs) {
    return refs.stream()
        .filter(ProductId.class::isInstance)
        .map(ref -> ((ProductId) ref).value())
        .toArray(Long[]::new);
  }

  private static Stocked stocked(ResultSet row) throws SQLException {
    return new Stocked(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
        row.getObject("floor", Long.class));
  }
}
