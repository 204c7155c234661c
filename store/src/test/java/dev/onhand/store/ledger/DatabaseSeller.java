package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.testing.LedgerFixture.ContractSeller;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A seller in PostgreSQL, set up and looked at beside the committer. */
final class DatabaseSeller implements ContractSeller {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final SellerId id;
  private final Ledger ledger;
  private final SellerTransactions transactions;

  private DatabaseSeller(SellerId id, Ledger ledger, SellerTransactions transactions) {
    this.id = id;
    this.ledger = ledger;
    this.transactions = transactions;
  }

  /** Makes a new one. */
  static DatabaseSeller add(DataSource platform, DataSource app, Ledger ledger) {
    return add("contract-" + NUMBER.incrementAndGet(), platform, app, ledger);
  }

  /** Makes a new one of that code. */
  static DatabaseSeller add(String code, DataSource platform, DataSource app, Ledger ledger) {
    long id =
        JdbcClient.create(platform)
            .sql(
                """
                insert into seller (code, name, time_zone, created_at)
                values (:code, 'Test', 'UTC', now())
                returning seller_id
                """)
            .param("code", code)
            .query(Long.class)
            .single();
    JdbcClient.create(platform)
        .sql("insert into seller_head (seller_id) values (:id)")
        .param("id", id)
        .update();
    return new DatabaseSeller(new SellerId(id), ledger, new SellerTransactions(app));
  }

  /** The one of that code, if there is one. */
  static Optional<DatabaseSeller> find(
      String code, DataSource platform, DataSource app, Ledger ledger) {
    return JdbcClient.create(platform)
        .sql("select seller_id from seller where code = :code")
        .param("code", code)
        .query(Long.class)
        .optional()
        .map(id -> new DatabaseSeller(new SellerId(id), ledger, new SellerTransactions(app)));
  }

  /** The same seller on another ledger. */
  DatabaseSeller on(Ledger other) {
    return new DatabaseSeller(id, other, transactions);
  }

  @Override
  public SellerId id() {
    return id;
  }

  @Override
  public ProductId addProduct(String sku, Stocked.Tracking tracking, @Nullable Long floor) {
    return transactions.call(
        id,
        jdbc ->
            new ProductId(
                jdbc.sql(
                        """
                        insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor,
                          created_at, updated_at)
                        values (:seller, :sku, lower(:sku), :sku, lower(:sku), :tracking, :floor, now(), now())
                        returning product_id
                        """)
                    .param("seller", id.value())
                    .param("sku", sku)
                    .param("tracking", tracking.code())
                    .param("floor", floor)
                    .query(Long.class)
                    .single()));
  }

  @Override
  public LocationId addLocation(String code) {
    return transactions.call(
        id,
        jdbc ->
            new LocationId(
                jdbc.sql(
                        """
                        insert into location (seller_id, code, name, kind, created_at, updated_at)
                        values (:seller, :code, :code, 'warehouse', now(), now())
                        returning location_id
                        """)
                    .param("seller", id.value())
                    .param("code", code)
                    .query(Long.class)
                    .single()));
  }

  @Override
  public void setFloor(ProductId product, LocationId location, @Nullable Long floor) {
    transactions.run(
        id,
        jdbc ->
            jdbc.sql(
                    """
                    insert into stock_level as present (seller_id, product_id, location_id, floor, floor_is_own, updated_at)
                    values (:seller, :product, :location, :floor, true, now())
                    on conflict (seller_id, product_id, location_id) do update
                    set floor = excluded.floor,
                      floor_is_own = true,
                      below_floor_since = case when present.available < excluded.floor then now() end,
                      version = present.version + 1
                    """)
                .param("seller", id.value())
                .param("product", product.value())
                .param("location", location.value())
                .param("floor", floor)
                .update());
  }

  @Override
  public void rename(ProductId product, String sku) {
    transactions.run(
        id,
        jdbc ->
            jdbc.sql(
                    """
                    update product set sku = :sku, sku_folded = lower(:sku), version = version + 1
                    where seller_id = :seller and product_id = :product
                    """)
                .param("seller", id.value())
                .param("product", product.value())
                .param("sku", sku)
                .update());
  }

  @Override
  public void edit(ProductId product) {
    transactions.run(
        id,
        jdbc ->
            jdbc.sql(
                    """
                    update product set name = name || '.', version = version + 1
                    where seller_id = :seller and product_id = :product
                    """)
                .param("seller", id.value())
                .param("product", product.value())
                .update());
  }

  @Override
  public List<Outcome> submit(
      List<Command> commands, boolean atomic, Map<ProductId, Long> versions) {
    List<VersionCheck> checks =
        versions.entrySet().stream()
            .map(
                entry ->
                    new VersionCheck(
                        VersionCheck.Table.PRODUCT, entry.getKey().value(), entry.getValue()))
            .toList();
    CommandList list =
        atomic ? CommandList.allOrNone(id, commands) : CommandList.each(id, commands);
    return ledger.submit(list.with(checks)).join();
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    return transactions.call(
        id,
        jdbc ->
            jdbc.sql(
                    """
                    select available, reserved, damaged, quality_control, set_aside, in_transit,
                      floor, below_floor_since, version
                    from stock_level
                    where seller_id = :seller and product_id = :product and location_id = :location
                    """)
                .param("seller", id.value())
                .param("product", product.value())
                .param("location", location.value())
                .query((row, number) -> level(row))
                .optional()
                .orElse(Level.empty(null)));
  }

  private static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"),
        MovementRows.longOrNull(row, "floor"),
        MovementRows.instantOrNull(row, "below_floor_since"),
        row.getLong("version"));
  }

  @Override
  public List<Movement> movements() {
    return transactions.call(
        id,
        jdbc ->
            jdbc.sql("select * from movement where seller_id = :seller order by movement_id")
                .param("seller", id.value())
                .query((row, number) -> MovementRows.map(row))
                .list());
  }

  @Override
  public List<String> notes() {
    return transactions.call(
        id,
        jdbc ->
            jdbc.sql("select text from note where seller_id = :seller order by note_id")
                .param("seller", id.value())
                .query(String.class)
                .list());
  }

  @Override
  public String toString() {
    return "seller " + id.value();
  }
}
