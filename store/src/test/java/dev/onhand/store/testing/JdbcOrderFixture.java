package dev.onhand.store.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.testing.OrderFixture;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JdbcJournal;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.orders.JdbcOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders in PostgreSQL, of a seller of their own. */
public final class JdbcOrderFixture implements OrderFixture {

  private final TestShop shop;

  public JdbcOrderFixture(TestDatabase database, int lanes) {
    this.shop = TestShop.openWithLanes(database, lanes, new JdbcOrderStates());
  }

  public TestShop shop() {
    return shop;
  }

  @Override
  public SellerId seller() {
    return shop.seller();
  }

  @Override
  public PlanningLedger ledger() {
    return shop.ledger();
  }

  @Override
  public OrderRows rows() {
    return new JdbcOrders(shop.transactions());
  }

  @Override
  public Journal journal() {
    return new JdbcJournal(shop.transactions());
  }

  @Override
  public Instant now() {
    return shop.clock().instant();
  }

  @Override
  public void pass(Duration time) {
    shop.pass(time);
  }

  @Override
  public LocationId location(String code) {
    return shop.location(code);
  }

  @Override
  public ProductId product(String sku, Stocked.Tracking tracking, @Nullable Gtin gtin) {
    Long floor = tracking == Stocked.Tracking.TRACKED ? Long.valueOf(0) : null;
    return shop.product(new ProductData(new Sku(sku), gtin, sku, tracking, floor));
  }

  @Override
  public void bundle(String sku, Map<ProductId, Long> components) {
    JdbcBundles bundles =
        new JdbcBundles(shop.transactions(), new JdbcProducts(shop.transactions()));
    saved(bundles.set(seller(), ProductRef.sku(sku), components, edit()));
  }

  @Override
  public void listing(String channel, String name, ProductId product, long units) {
    shop.transactions()
        .run(
            seller(),
            jdbc ->
                jdbc.sql(
                        """
                        with account as (
                          insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back,
                            quantity_max, created_at, updated_at)
                          select :seller, channel_id, 'backmarket', '{}', :now, 'at_order', 'yes', 1000, :now, :now
                          from channel where seller_id = :seller and code = :channel
                          on conflict (seller_id, channel_id) do update set updated_at = excluded.updated_at
                          returning channel_id),
                        listed as (
                          insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, units, matched_by,
                            shown_from, shown_to, shown_changed_at, created_at, updated_at)
                          select :seller, channel_id, :name, '', 'active', :product, :units, 'hand', :now, :now, :now, :now, :now
                          from account
                          returning channel_id, listing_id)
                        insert into listing_name (seller_id, channel_id, name, listing_id)
                        select :seller, channel_id, :name, listing_id from listed
                        """)
                    .param("seller", seller().value())
                    .param("channel", channel)
                    .param("name", name)
                    .param("product", product.value())
                    .param("units", units)
                    .param("now", SqlTimes.toSql(now()))
                    .update());
  }

  @Override
  public void channel(String code, ChannelData data) {
    saved(new JdbcChannels(shop.transactions()).put(seller(), code, data, edit()));
  }

  private Edit edit() {
    return new Edit("tester", now(), null);
  }

  private static void saved(Saving<?> saving) {
    if (!(saving instanceof Saving.Saved<?>)) {
      throw new IllegalStateException("not saved: " + saving);
    }
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    return shop.transactions()
        .call(
            seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select available, reserved, damaged, quality_control, set_aside, in_transit
                        from stock_level
                        where seller_id = :seller and product_id = :product and location_id = :location
                        """)
                    .param("seller", seller().value())
                    .param("product", product.value())
                    .param("location", location.value())
                    .query(
                        (row, number) ->
                            new Level(
                                row.getLong("available"),
                                row.getLong("reserved"),
                                row.getLong("damaged"),
                                row.getLong("quality_control"),
                                row.getLong("set_aside"),
                                row.getLong("in_transit"),
                                0L,
                                null,
                                0))
                    .optional()
                    .orElseGet(() -> Level.empty(0L)));
  }

  @Override
  public void close() {
    shop.close();
  }
}
