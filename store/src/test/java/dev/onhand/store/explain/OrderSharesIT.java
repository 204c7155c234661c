package dev.onhand.store.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.explain.Difference;
import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.explain.Part;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.testing.RandomOrders;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import dev.onhand.store.verification.JdbcDuplicates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What orders hold, had shipped and miss, as it is explained and looked through for duplicates. */
class OrderSharesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int ORDERS = 12;

  private TestShop shop;
  private Orders orders;
  private Explaining explaining;
  private Duplicates duplicates;
  private ProductId tee;
  private ProductId mug;

  static LongStream seeds() {
    Long one = Long.getLong("onhand.seed");
    return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 20);
  }

  @BeforeEach
  void open() throws SQLException {
    shop = TestShop.openWithLanes(DATABASE, 1, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    explaining = new Explaining(new JdbcStockFacts(shop.transactions()));
    duplicates = new JdbcDuplicates(shop.transactions());
    tee = shop.product("TEE");
    mug = shop.product("MUG");
    ProductId set = shop.product("SET");
    shop.location("berlin");
    shop.location("hamburg");
    bundle(set, tee, 2);
    bundle(set, mug, 1);
    fulfilAtProcessing("shop");
    shop.record(
        shop.move("TEE", Reason.PURCHASE, 9, "berlin"),
        shop.move("TEE", Reason.PURCHASE, 300, "hamburg"),
        shop.move("MUG", Reason.PURCHASE, 15, "berlin"),
        shop.move("MUG", Reason.PURCHASE, 8, "hamburg"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void bundle(ProductId bundle, ProductId component, long units) throws SQLException {
    execute(
        "insert into bundle_component (seller_id, bundle_id, component_id, units) values (%d, %d, %d, %d)"
            .formatted(shop.seller().value(), bundle.value(), component.value(), units));
  }

  /** A channel that takes goods off the books before they are known to have left. */
  private void fulfilAtProcessing(String channel) throws SQLException {
    execute(
        """
        insert into channel (seller_id, code, name, preset, created_at, updated_at)
        values (%1$d, '%2$s', '%2$s', 'fulfil_at_processing', now(), now())
        """
            .formatted(shop.seller().value(), channel));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Splits over locations, bundles, swaps, put-backs, re-ships, reopened orders and returns. */
  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void agreeWithWhatOrdersHaveOnRecord(long seed) {
    RandomOrders histories =
        new RandomOrders(
            seed,
            List.of("TEE", "MUG", "SET"),
            List.of("berlin", "hamburg"),
            shop.clock().instant().minus(Duration.ofHours(1)));
    for (int i = 0; i < ORDERS; i++) {
      Order.Name name = new Order.Name(i % 3 == 0 ? "shop" : "web", "o" + i);
      for (OrderSnapshot snapshot : histories.history()) {
        orders.deliver(shop.seller(), name, snapshot, "tester").join();
      }
    }
    for (String sku : List.of("TEE", "MUG")) {
      for (String channel : List.of("web", "shop")) {
        Explanation explanation = explain(sku, channel);
        assertThat(explanation.differences()).isEmpty();
        assertThat(explanation.channel())
            .extracting(Part::name, Part::units)
            .containsExactly(
                tuple("reserved", onRecord("reserved", sku, channel)),
                tuple("fulfilled", onRecord("fulfilled", sku, channel)),
                tuple("returned", onRecord("returned", sku, channel)),
                tuple("missing", missing(sku, channel)));
      }
    }
    assertThat(duplicates.find(shop.seller(), null, 200).groups()).isEmpty();
  }

  private long onRecord(String what, String sku, String channel) {
    return number(
        """
        select coalesce(sum(d.%s), 0)
        from order_doing d join sales_order using (seller_id, order_id) join channel c using (seller_id, channel_id)
        join product p using (seller_id, product_id)
        where p.sku = '%s' and c.code = '%s'
        """
            .formatted(what, sku, channel));
  }

  private long missing(String sku, String channel) {
    return number(
        """
        select coalesce(sum(k.missing), 0)
        from order_component k join sales_order using (seller_id, order_id) join channel c using (seller_id, channel_id)
        join product p using (seller_id, product_id)
        where p.sku = '%s' and c.code = '%s'
        """
            .formatted(sku, channel));
  }

  private long number(String sql) {
    return shop.transactions()
        .call(shop.seller(), jdbc -> jdbc.sql(sql).query(Long.class).single());
  }

  @Test
  void findsASaleByHandForALineThatHasShipped() {
    ship("1001");
    assertThat(duplicates.find(shop.seller(), null, 10).groups()).isEmpty();
    shop.record(sale("web/1001", "1"));
    assertThat(duplicates.find(shop.seller(), null, 10).groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.cause()).isEqualTo(new Cause(Cause.Kind.ORDER, "web/1001", "1"));
              assertThat(group.reason()).isEqualTo(Reason.SALE);
              assertThat(group.movements()).hasSize(2);
              assertThat(group.quantity()).isEqualTo(5);
              assertThat(group.expected()).isEqualTo(2);
            });
  }

  @Test
  void findsASaleByHandThatNamesTheOrderAlone() {
    ship("1001");
    shop.record(sale("web/1001", null));
    assertThat(duplicates.find(shop.seller(), null, 10).groups())
        .singleElement()
        .satisfies(group -> assertThat(group.expected()).isZero());
  }

  @Test
  void takesTwoShipmentsOfALineForWhatTheyAre() {
    deliver("1001", 1, "processing", shipped(5, 2, "berlin"));
    deliver("1001", 2, "processing", shipped(5, 5, "hamburg"));
    assertThat(number("select count(*) from movement where reason = 'sale'")).isEqualTo(2);
    assertThat(duplicates.find(shop.seller(), null, 10).groups()).isEmpty();
  }

  @Test
  void takesWhatWasPutBackAndShippedAgainForWhatItIs() {
    OrderSnapshot.Line line = OrderSnapshot.Line.of("1", "TEE", 4);
    deliver("shop", "1001", 1, "processing", line);
    deliver("shop", "1001", 2, "cancelled", line);
    assertThat(explain("TEE", "shop").channel()).extracting(Part::units).containsOnly(0L);
    deliver("shop", "1001", 3, "processing", line);
    assertThat(number("select count(*) from movement where key like '%put_back%'")).isEqualTo(1);
    assertThat(explain("TEE", "shop").channel())
        .extracting(Part::units)
        .containsExactly(0L, 4L, 0L, 0L);
    assertThat(duplicates.find(shop.seller(), null, 10).groups()).isEmpty();
  }

  @Test
  void namesWhatAnOrderTellsOtherwise() throws SQLException {
    deliver("1001", 1, "processing", OrderSnapshot.Line.of("1", "TEE", 4));
    execute("update order_doing set reserved = 3 where seller_id = " + shop.seller().value());
    assertThat(explain("TEE", null).differences())
        .containsExactly(
            new Difference(
                Difference.Kind.RESERVATION,
                List.of("on_hand", "berlin", "reserved", "web/1001 line 1"),
                Part.By.CAUSE,
                3,
                4));
  }

  @Test
  void showsWhatWaitsAndWhichComponentLimits() {
    deliver("1001", 1, "processing", OrderSnapshot.Line.of("1", "MUG", 30));
    assertThat(explain("MUG", null).waiting())
        .extracting(Part::name, Part::units)
        .containsExactly(tuple("backordered", 7L));
    Explanation set = explain("SET", null);
    assertThat(set.bundle()).isNotNull();
    assertThat(set.bundle().canMake().units()).isZero();
    assertThat(set.bundle().places().getFirst().components())
        .extracting(Explanation.Component::sku, Explanation.Component::isLimiting)
        .containsExactly(tuple("MUG", true), tuple("TEE", false));
  }

  @Test
  void refusesAChannelThatIsNotThere() {
    assertThatThrownBy(() -> explain("TEE", "nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channel 'nope' is not known");
  }

  private Explanation explain(String sku, @Nullable String channel) {
    return explaining
        .explain(shop.seller(), ProductRef.sku(sku), new Question(null, channel, 3))
        .orElseThrow();
  }

  private dev.onhand.core.ledger.Command sale(String reference, @Nullable String line) {
    return shop.move(
        "TEE",
        Reason.SALE,
        3,
        "hamburg",
        Details.of(new Cause(Cause.Kind.ORDER, reference, line), "tester"));
  }

  private void ship(String id) {
    deliver(id, 1, "shipped", OrderSnapshot.Line.of("1", "TEE", 2));
  }

  private static OrderSnapshot.Line shipped(long quantity, long shipped, String from) {
    OrderSnapshot.Line line = OrderSnapshot.Line.of("1", "TEE", quantity);
    return new OrderSnapshot.Line("1", line.item(), quantity, 0, shipped, 0, from, null);
  }

  private void deliver(String id, int minute, String status, OrderSnapshot.Line line) {
    deliver("web", id, minute, status, line);
  }

  private void deliver(
      String channel, String id, int minute, String status, OrderSnapshot.Line line) {
    java.time.Instant at = shop.clock().instant().minusSeconds(3600 - 60L * minute);
    orders
        .deliver(
            shop.seller(),
            new Order.Name(channel, id),
            OrderSnapshot.of(status, new Freshness(at, null, at), List.of(line)),
            "tester")
        .join();
  }
}
