package dev.onhand.store.purchase;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order.Component;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Receipt;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.transfer.JdbcTransferRows;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Purchase orders in PostgreSQL. */
public final class JdbcPurchaseRows implements PurchaseRows {

  private final SellerTransactions transactions;
  private final JdbcTransferRows names;

  public JdbcPurchaseRows(SellerTransactions transactions) {
    this.transactions = transactions;
    this.names = new JdbcTransferRows(transactions);
  }

  /** The lines may be newer than the head; who rests on both checks the version. */
  @Override
  public Optional<PurchaseOrder> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            PurchaseReads.heads(jdbc, seller, List.of(id)).stream()
                .findFirst()
                .map(head -> new PurchaseOrder(head, PurchaseReads.lines(jdbc, seller, id))));
  }

  @Override
  public Optional<Long> findId(SellerId seller, String reference) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select purchase_order_id from purchase_order
                    where seller_id = :seller and reference = :reference
                    """)
                .param("seller", seller.value())
                .param("reference", reference)
                .query(Long.class)
                .optional());
  }

  @Override
  public Slice<Head> list(SellerId seller, PurchaseFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Slice<Long> ids = Slice.of(page, PurchasePages.ids(jdbc, seller, filter, page));
          return new Slice<>(PurchaseReads.heads(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  @Override
  public List<Receipt> receipts(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> PurchaseReads.receipts(jdbc, seller, id));
  }

  @Override
  public Optional<PurchaseOrder> create(SellerId seller, PurchaseOrder order) {
    return transactions.call(
        seller,
        jdbc ->
            insert(jdbc, seller, order.head())
                .map(
                    id -> {
                      PurchaseOrder made = withId(order, id);
                      transactions.onConnection(
                          seller,
                          connection -> {
                            PurchaseWrites.lines(connection, seller, made);
                            return made;
                          });
                      return made;
                    }));
  }

  private static Optional<Long> insert(JdbcClient jdbc, SellerId seller, Head head) {
    return jdbc.sql(
            """
            insert into purchase_order (seller_id, kind, reference, supplier, location_id, expected_at, note, status,
              units_expected, units_received, units_incoming, lines_differing, actor, created_at, updated_at, version)
            values (:seller, :kind, :reference, :supplier, :location, :expectedAt, :note, :status,
              :expected, 0, :incoming, 0, :actor, :now, :now, 1)
            on conflict (seller_id, reference) do nothing
            returning purchase_order_id
            """)
        .param("seller", seller.value())
        .param("kind", head.kind().code())
        .param("reference", head.reference())
        .param("supplier", head.supplier(), Types.VARCHAR)
        .param("location", head.location().id().value())
        .param("expectedAt", SqlTimes.toSqlOrNull(head.expectedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("note", head.note(), Types.VARCHAR)
        .param("status", head.status().code())
        .param("expected", head.totals().expected())
        .param("incoming", head.totals().incoming())
        .param("actor", head.actor())
        .param("now", SqlTimes.toSql(head.createdAt()))
        .query(Long.class)
        .optional();
  }

  private static PurchaseOrder withId(PurchaseOrder order, long id) {
    Head head = order.head();
    return new PurchaseOrder(
        new Head(
            id,
            head.kind(),
            head.reference(),
            head.supplier(),
            head.location(),
            head.expectedAt(),
            head.note(),
            head.status(),
            head.reason(),
            head.totals(),
            head.receipts(),
            head.actor(),
            head.createdAt(),
            head.updatedAt(),
            head.version()),
        order.lines());
  }

  @Override
  public boolean save(SellerId seller, PurchaseOrder order) {
    return transactions.call(
        seller,
        jdbc ->
            transactions.onConnection(
                seller,
                connection -> {
                  boolean isSaved = PurchaseWrites.head(connection, seller, order.head());
                  if (isSaved) {
                    PurchaseWrites.removeOtherLines(connection, seller, order);
                    PurchaseWrites.lines(connection, seller, order);
                  }
                  return isSaved;
                }));
  }

  @Override
  public Map<LocationRef, Place> findPlaces(SellerId seller, Collection<LocationRef> refs) {
    List<Long> ids = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    for (LocationRef ref : refs) {
      switch (ref) {
        case LocationId id -> ids.add(id.value());
        case LocationRef.ByCode byCode -> codes.add(byCode.code());
      }
    }
    Map<LocationRef, Place> places = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select location_id, code from location
                    where seller_id = :seller and (location_id = any (:ids) or code = any (:codes))
                    """)
                .param("seller", seller.value())
                .param("ids", ids.toArray(Long[]::new))
                .param("codes", codes.toArray(String[]::new))
                .query(
                    row -> {
                      Place place =
                          new Place(
                              new LocationId(row.getLong("location_id")), row.getString("code"));
                      places.put(place.id(), place);
                      places.put(LocationRef.code(place.code()), place);
                    }));
    return places;
  }

  @Override
  public Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs) {
    return names.findProducts(seller, refs);
  }

  @Override
  public Map<ProductId, List<Component>> components(
      SellerId seller, Collection<ProductId> products) {
    Map<ProductId, List<Component>> components = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select bundle_id, component_id, units from bundle_component
                    where seller_id = :seller and bundle_id = any (:products)
                    order by bundle_id, component_id
                    """)
                .param("seller", seller.value())
                .param("products", products.stream().map(ProductId::value).toArray(Long[]::new))
                .query(
                    row -> {
                      components
                          .computeIfAbsent(
                              new ProductId(row.getLong("bundle_id")), id -> new ArrayList<>())
                          .add(
                              new Component(
                                  new ProductId(row.getLong("component_id")),
                                  row.getLong("units")));
                    }));
    return components;
  }
}
