package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lines that name what was sold by its GTIN: F11. */
class GtinLinesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Gtin PENCIL = new Gtin("4006381333931");

  private TestShop shop;
  private Orders orders;
  private JdbcOrders rows;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    rows = new JdbcOrders(shop.transactions());
    shop.location("berlin");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void reservesByGtinAndKnowsTheLineAgain() {
    product("PEN", PENCIL, 10);
    assertThat(deliver("1", Item.of(PENCIL)).reservedCount()).isEqualTo(1);
    Order.Line kept = rows.find(shop.seller(), name("1")).orElseThrow().order().lines().get("a");
    assertThat(kept.item()).isEqualTo(Item.of(PENCIL));
    assertThat(kept.soldAs()).extracting(Order.Sold::item).isEqualTo(Item.of(PENCIL));
    assertThat(deliver("1", new Item(new Sku("NONE"), PENCIL)).moved().isNone()).isTrue();
    assertThat(units("PEN", "reserved")).isEqualTo(2);
  }

  @Test
  void findsOrdersParkedForAGtinOnceAProductHasIt() {
    OrderResult parked = deliver("1", Item.of(PENCIL));
    assertThat(parked.skipped())
        .containsExactly(new OrderResult.Skipped("a", Item.of(PENCIL), 0, "unknown_gtin"));
    deliver("2", Item.of(Gtin.PLACEHOLDER));
    deliver("3", new Item(new Sku("PEN"), Gtin.PLACEHOLDER));
    assertThat(ready()).isEmpty();
    product("PEN", PENCIL, 10);
    assertThat(ready()).containsExactly("1", "3");
    reapply("1");
    reapply("1");
    reapply("3");
    assertThat(ready()).isEmpty();
    assertThat(units("PEN", "reserved")).as("each once").isEqualTo(4);
  }

  @Test
  void appliesALineOnceWhoseSkuIsUnknownWhenAProductHasItsGtin() {
    OrderResult parked = deliver("1", new Item(new Sku("NONE"), PENCIL));
    assertThat(parked.skipped())
        .extracting(OrderResult.Skipped::reason)
        .containsExactly("unknown_sku");
    assertThat(ready()).isEmpty();
    product("PEN", PENCIL, 10);
    assertThat(ready()).containsExactly("1");
    reapply("1");
    reapply("1");
    deliver("1", new Item(new Sku("NONE"), PENCIL));
    assertThat(ready()).isEmpty();
    assertThat(units("PEN", "reserved")).as("once").isEqualTo(2);
  }

  @Test
  void waitsWhereSeveralProductsHaveTheGtin() {
    product("PEN", PENCIL, 10);
    product("PEN-USED", PENCIL, 10);
    assertThat(deliver("1", Item.of(PENCIL)).skipped())
        .containsExactly(new OrderResult.Skipped("a", Item.of(PENCIL), 0, "ambiguous_gtin"));
    assertThat(ready()).isEmpty();
    sql("update product set gtin = null where sku = 'PEN-USED'");
    assertThat(ready()).containsExactly("1");
    reapply("1");
    assertThat(units("PEN", "reserved")).isEqualTo(2);
  }

  @Test
  void reservesTheComponentsOfABundleSoldByItsGtin() {
    product("PEN", null, 10);
    product("BOX", PENCIL, 1);
    sql(
        """
        insert into bundle_component (seller_id, bundle_id, component_id, units)
        select b.seller_id, b.product_id, c.product_id, 3
        from product as b join product as c on c.seller_id = b.seller_id
        where b.sku = 'BOX' and c.sku = 'PEN'
        """);
    deliver("1", new Item(new Sku("BOX"), PENCIL));
    deliver("2", Item.of(PENCIL));
    assertThat(units("PEN", "reserved")).isEqualTo(10);
    assertThat(units("BOX", "reserved")).isZero();
  }

  private void product(String sku, @Nullable Gtin gtin, long units) {
    shop.product(new ProductData(new Sku(sku), gtin, sku, Tracking.TRACKED, 0L));
    shop.record(shop.move(sku, Reason.PURCHASE, units, "berlin"));
  }

  private OrderResult deliver(String id, Item item) {
    shop.pass(Duration.ofMillis(1));
    return TestShop.wait(
        orders.deliver(
            shop.seller(),
            name(id),
            OrderSnapshot.of(
                "processing",
                new Freshness(null, null, shop.clock().instant()),
                List.of(new OrderSnapshot.Line("a", item, 2, 0, 0, 0, null, null))),
            "test"));
  }

  private void reapply(String id) {
    TestShop.wait(orders.reapply(shop.seller(), name(id), "test"));
  }

  private List<String> ready() {
    return rows.ready(shop.seller(), shop.clock().instant(), 10).stream()
        .map(Order.Name::externalId)
        .toList();
  }

  private static Order.Name name(String id) {
    return new Order.Name("letzshop", id);
  }

  private void sql(String sql) {
    int rows = shop.transactions().call(shop.seller(), jdbc -> jdbc.sql(sql).update());
    assertThat(rows).isOne();
  }

  private long units(String sku, String state) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc ->
                jdbc.sql(
                        "select coalesce(sum(%s), 0) from stock_level join product using (seller_id, product_id) where sku = '%s'"
                            .formatted(state, sku))
                    .query(Long.class)
                    .single());
  }
}
