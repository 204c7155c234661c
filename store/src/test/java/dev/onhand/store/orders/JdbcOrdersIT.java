package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Effect;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.JdbcOrderFixture;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOrdersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Orders orders;
  private JdbcOrders rows;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    rows = new JdbcOrders(shop.transactions());
    shop.product("TEE");
    shop.product("MUG");
    shop.location("berlin");
    shop.location("hamburg");
    shop.record(shop.move("TEE", Reason.PURCHASE, 10, "berlin"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void findsAnOrderWithItsLinesAndLog() {
    deliver("1001", "processing", OrderSnapshot.Line.of("a", "TEE", 4));
    deliver("1001", "cancelled", OrderSnapshot.Line.of("a", "TEE", 4));
    OrderView view = rows.find(shop.seller(), name("1001")).orElseThrow();
    assertThat(view.order().name()).isEqualTo(name("1001"));
    assertThat(view.order().lines().get("a").doings())
        .singleElement()
        .satisfies(
            doing -> {
              assertThat(view.skus()).containsEntry(doing.product(), "TEE");
              assertThat(view.locations()).containsEntry(doing.location(), "berlin");
              assertThat(doing.counts().releases()).isEqualTo(1);
            });
    assertThat(view.log())
        .extracting(
            entry -> entry.number(),
            entry -> entry.effect(),
            entry -> entry.verdict(),
            entry -> entry.units().reserved(),
            entry -> entry.units().released())
        .containsExactly(
            tuple(1, Effect.RESERVE, Verdict.NEWER, 4L, 0L),
            tuple(2, Effect.RELEASE, Verdict.NEWER, 0L, 4L));
    assertThat(rows.find(shop.seller(), name("1002"))).isEmpty();
    assertThat(rows.find(shop.seller(), new Order.Name("shop", "1001"))).isEmpty();
  }

  @Test
  void keepsTheOrdersOfSellersApart() {
    deliver("1001", "processing", OrderSnapshot.Line.of("a", "MUG", 4));
    try (TestShop other = TestShop.open(DATABASE)) {
      assertThat(rows.find(other.seller(), name("1001"))).isEmpty();
      assertThat(list(other.seller(), OrderFilter.ALL, PageRequest.first(10)).rows()).isEmpty();
      assertThat(new JdbcChannels(shop.transactions()).list(other.seller())).isEmpty();
      assertThat(rows.open(other.seller(), "web", PageRequest.first(10)).rows()).isEmpty();
      assertThat(rows.ready(other.seller(), shop.clock().instant(), 10)).isEmpty();
    }
  }

  @Test
  void listsWhatAFilterAsksForInPages() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "TEE", 1));
    deliver("2", "processing", OrderSnapshot.Line.of("a", "MUG", 1));
    deliver("3", "shipped", OrderSnapshot.Line.of("a", "TEE", 1));
    deliver(
        "4",
        "processing",
        OrderSnapshot.Line.of("a", "MUG", 1),
        OrderSnapshot.Line.of("b", "NEW", 1));
    deliver("5", "processing", OrderSnapshot.Line.of("a", "NEW", 1));
    assertThat(ids(OrderFilter.ALL)).containsExactly("5", "4", "3", "2", "1");
    assertThat(ids(new OrderFilter("web", "shipped", false, false))).containsExactly("3");
    assertThat(ids(new OrderFilter("shop", null, false, false))).isEmpty();
    assertThat(ids(new OrderFilter(null, null, true, false))).containsExactly("4", "2");
    assertThat(ids(new OrderFilter(null, null, false, true))).containsExactly("5", "4");
    assertThat(ids(new OrderFilter(null, null, true, true))).containsExactly("4");
    for (OrderFilter filter :
        List.of(
            OrderFilter.ALL,
            new OrderFilter(null, null, true, false),
            new OrderFilter(null, null, false, true))) {
      List<OrderSummary> all = list(shop.seller(), filter, PageRequest.first(10)).rows();
      Slice<OrderSummary> first = list(shop.seller(), filter, PageRequest.first(1));
      assertThat(first.rows()).containsExactly(all.getFirst());
      assertThat(first.hasMore()).isTrue();
      assertThat(list(shop.seller(), filter, new PageRequest(10, all.getFirst().id(), null)).rows())
          .isEqualTo(all.subList(1, all.size()));
      assertThat(list(shop.seller(), filter, new PageRequest(10, null, all.getLast().id())).rows())
          .isEqualTo(all.subList(0, all.size() - 1));
    }
    OrderSummary fourth = list(shop.seller(), OrderFilter.ALL, PageRequest.first(2)).rows().get(1);
    assertThat(fourth.ordered()).isEqualTo(2);
    assertThat(fourth.missing()).isEqualTo(1);
    assertThat(fourth.linesParked()).isEqualTo(1);
  }

  @Test
  void givesBackordersWhoseProductHasUnitsFreeTheOldestFirst() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "MUG", 2));
    shop.pass(Duration.ofMinutes(1));
    deliver("2", "processing", OrderSnapshot.Line.of("a", "MUG", 2));
    deliver("3", "processing", OrderSnapshot.Line.of("a", "TEE", 11));
    assertThat(ready()).isEmpty();
    shop.record(shop.move("MUG", Reason.PURCHASE, 1, "hamburg"));
    assertThat(ready()).containsExactly("1", "2");
    assertThat(names(rows.ready(shop.seller(), shop.clock().instant(), 1))).containsExactly("1");
    reapply("1");
    assertThat(ready()).isEmpty();
  }

  @Test
  void givesNoBackordersForUnitsWhereNothingIsSoldFrom() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "MUG", 2));
    sql("update location set sellable = false where code = 'hamburg'");
    shop.record(shop.move("MUG", Reason.PURCHASE, 1, "hamburg"));
    assertThat(ready()).isEmpty();
    sql("update location set sellable = true where code = 'hamburg'");
    assertThat(ready()).containsExactly("1");
  }

  @Test
  void givesABackorderOnceTheFloorAllowsIt() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "MUG", 2));
    sql("update product set floor = -5 where sku = 'MUG'");
    sql(
        "update stock_level set floor = -5 where product_id = (select product_id from product where sku = 'MUG')");
    assertThat(ready()).containsExactly("1");
    reapply("1");
    assertThat(ready()).isEmpty();
  }

  @Test
  void leavesWhatIsNotToBeSplitWhereItWasBegun() {
    deliver("0", "new");
    sql("update channel set sourcing = 'first_with_stock'");
    deliver("1", "processing", OrderSnapshot.Line.of("a", "TEE", 12));
    shop.record(shop.move("TEE", Reason.PURCHASE, 5, "hamburg"));
    assertThat(ready()).isEmpty();
    shop.record(shop.move("TEE", Reason.PURCHASE, 5, "berlin"));
    assertThat(ready()).containsExactly("1");
    reapply("1");
    assertThat(ready()).isEmpty();
  }

  @Test
  void givesParkedLinesOnceTheirSkuCanBeSold() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "NEW", 2));
    deliver("2", "processing", OrderSnapshot.Line.of("a", "BLANK", 2));
    shop.product(new ProductData(new Sku("BLANK"), null, "", Tracking.PLACEHOLDER, null));
    assertThat(ready()).isEmpty();
    shop.product("NEW");
    assertThat(ready()).containsExactly("1");
    sql("update location set sellable = false");
    assertThat(ready()).isEmpty();
    sql("update location set sellable = true");
    reapply("1");
    assertThat(ready()).isEmpty();
    assertThat(ids(new OrderFilter(null, null, true, false))).containsExactly("1");
  }

  /** So many names that a look does not get through with them, whatever the lines wait for. */
  @Test
  void goesFromNameToNameThatLinesAreParkedForAndTheNextLookGoesOn() {
    try (JdbcOrderFixture fixture = new JdbcOrderFixture(DATABASE, 1)) {
      fixture.location("berlin");
      ProductId tee = fixture.product("TEE", Tracking.TRACKED, null);
      int last = ParkedOrders.NAMES + 4;
      new Orders(fixture.ledger())
          .deliverAll(
              fixture.seller(),
              IntStream.rangeClosed(0, last).mapToObj(JdbcOrdersIT::ofAnUnknownItem).toList(),
              "tester")
          .forEach(TestShop::wait);
      OrderRows parked = fixture.rows();
      assertThat(ready(fixture, parked)).isEmpty();
      fixture.product(sku(last - 4), Tracking.TRACKED, null);
      fixture.product("by GTIN", Tracking.TRACKED, gtin(last - 3));
      fixture.listing("web", listing(last - 2), tee, 1);
      fixture.listing("web", sku(last - 1), tee, 1);
      for (int i = 0; i < 4; i++) {
        fixture.listing("web", listing(i), tee, 1);
      }
      assertThat(ready(fixture, parked))
          .as("the rest")
          .containsExactly(id(last - 4), id(last - 3), id(last - 2), id(last - 1));
      assertThat(ready(fixture, parked))
          .as("from the start")
          .containsExactly(id(0), id(1), id(2), id(3));
      for (int look = 0; look < 2; look++) {
        assertThat(names(parked.ready(fixture.seller(), fixture.now(), 1)))
            .as("as long as there may be more of these names")
            .containsExactly(id(last - 4));
      }
      for (ParkedOrders.Kind kind : ParkedOrders.Kind.values()) {
        assertThat(plan(fixture, kind))
            .as("%s", kind)
            .anyMatch(line -> line.contains("order_line_parked"))
            .filteredOn(line -> line.contains("Rows Removed by Filter: "))
            .allMatch(line -> line.matches(".* \\d|.* " + (ParkedOrders.NAMES - 1)));
      }
    }
  }

  private static List<String> ready(JdbcOrderFixture fixture, OrderRows parked) {
    return names(parked.ready(fixture.seller(), fixture.now(), 100));
  }

  private static List<String> plan(JdbcOrderFixture fixture, ParkedOrders.Kind kind) {
    return fixture
        .shop()
        .transactions()
        .call(
            fixture.seller(),
            jdbc ->
                jdbc.sql("explain (analyze, costs off, timing off) " + kind.sql)
                    .param("seller", fixture.seller().value())
                    .param("channel", 0L)
                    .param("name", "")
                    .param("names", ParkedOrders.NAMES)
                    .param("placeholder", Gtin.PLACEHOLDER.value())
                    .param("rows", 100)
                    .query(String.class)
                    .list());
  }

  private static Orders.Delivery ofAnUnknownItem(int number) {
    Item item = new Item(listing(number), new Sku(sku(number)), gtin(number));
    return new Orders.Delivery(
        name(id(number)),
        OrderSnapshot.of(
            "processing",
            new Freshness(null, null, Instant.EPOCH),
            List.of(new OrderSnapshot.Line("a", item, 1, 0, 0, 0, null, null))));
  }

  private static String id(int number) {
    return "%05d".formatted(number);
  }

  private static String sku(int number) {
    return "S-%05d".formatted(number);
  }

  private static String listing(int number) {
    return "L-%05d".formatted(number);
  }

  private static Gtin gtin(int number) {
    String digits = "400000%06d".formatted(number);
    int sum =
        IntStream.range(0, 12).map(i -> (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3)).sum();
    return new Gtin(digits + (10 - sum % 10) % 10);
  }

  @Test
  void givesHoldsThatAreOver() {
    deliver("0", "new");
    sql("update channel set preset = 'hold_then_pay', hold_minutes = 30");
    deliver("1", "Pending", OrderSnapshot.Line.of("a", "TEE", 2));
    deliver("2", "pending", OrderSnapshot.Line.of("a", "TEE", 2));
    deliver("2", "paid", OrderSnapshot.Line.of("a", "TEE", 2));
    shop.pass(Duration.ofMinutes(29));
    assertThat(ready()).isEmpty();
    shop.pass(Duration.ofMinutes(1));
    assertThat(ready()).containsExactly("1");
    reapply("1");
    assertThat(ready()).isEmpty();
    OrderView view = rows.find(shop.seller(), name("1")).orElseThrow();
    assertThat(view.order().reservations()).isEmpty();
    assertThat(view.log().getLast().verdict()).isNull();
  }

  @Test
  void knowsWhichOrdersOfAChannelAreNotDoneWith() {
    deliver("1", "processing", OrderSnapshot.Line.of("a", "TEE", 1));
    deliver("2", "shipped", OrderSnapshot.Line.of("a", "TEE", 1));
    deliver("3", "what?", OrderSnapshot.Line.of("a", "TEE", 1));
    deliver("4", "processing", OrderSnapshot.Line.of("a", "no such", 1));
    orders.deliver(shop.seller(), new Order.Name("b", "5"), snapshot("new"), "tester").join();
    PageRequest two = PageRequest.first(2);
    Slice<OrderRows.Named> page = rows.open(shop.seller(), "web", two);
    assertThat(page.rows()).extracting(OrderRows.Named::name).containsExactly(name("1"), name("3"));
    assertThat(page.hasMore()).isTrue();
    PageRequest rest = new PageRequest(2, page.rows().getLast().id(), null);
    assertThat(rows.open(shop.seller(), "web", rest).rows())
        .extracting(OrderRows.Named::name)
        .containsExactly(name("4"));
  }

  @Test
  void listsChannelsByCode() {
    orders.deliver(shop.seller(), new Order.Name("b", "1"), snapshot("new"), "tester").join();
    orders.deliver(shop.seller(), new Order.Name("a", "1"), snapshot("new"), "tester").join();
    assertThat(new JdbcChannels(shop.transactions()).list(shop.seller()))
        .extracting(ChannelSetup::code)
        .containsExactly("a", "b");
  }

  private static Order.Name name(String id) {
    return new Order.Name("web", id);
  }

  private void deliver(String id, String status, OrderSnapshot.Line... lines) {
    shop.pass(Duration.ofMillis(1));
    orders.deliver(shop.seller(), name(id), snapshot(status, lines), "tester").join();
  }

  private OrderSnapshot snapshot(String status, OrderSnapshot.Line... lines) {
    return OrderSnapshot.of(
        status, new Freshness(null, null, shop.clock().instant()), List.of(lines));
  }

  private void reapply(String id) {
    orders.reapply(shop.seller(), name(id), "tester").join();
  }

  private List<String> ready() {
    return names(rows.ready(shop.seller(), shop.clock().instant(), 100));
  }

  private static List<String> names(List<Order.Name> names) {
    return names.stream().map(Order.Name::externalId).toList();
  }

  private List<String> ids(OrderFilter filter) {
    return names(
        list(shop.seller(), filter, PageRequest.first(10)).rows().stream()
            .map(OrderSummary::name)
            .toList());
  }

  private Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page) {
    return rows.list(seller, filter, page);
  }

  private void sql(String statement) {
    shop.transactions().run(shop.seller(), jdbc -> jdbc.sql(statement).update());
  }
}
