package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.HoldResult;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.ResourceResult;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Holds holds;
  private Orders orders;
  private JdbcOrders rows;
  private JdbcReservations reservations;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    holds = new Holds(shop.ledger(), shop.clock());
    orders = new Orders(shop.ledger());
    rows = new JdbcOrders(shop.transactions());
    reservations = new JdbcReservations(shop.transactions());
    shop.product("TEE");
    shop.location("berlin");
    shop.location("hamburg");
    shop.record(
        shop.move("TEE", Reason.PURCHASE, 6, "berlin"),
        shop.move("TEE", Reason.PURCHASE, 4, "hamburg"));
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  private Hold wish(String reference, long quantity) {
    return new Hold(
        reference,
        new Sku("TEE"),
        quantity,
        null,
        shop.clock().instant().plus(Duration.ofMinutes(15)),
        "for Ann");
  }

  private HoldResult hold(Hold hold) {
    return TestShop.wait(holds.hold(shop.seller(), hold, "tester"));
  }

  private List<Reservation> open(ReservationFilter filter) {
    return reservations.list(shop.seller(), filter, PageRequest.first(10)).rows();
  }

  private long count(String table) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc ->
                switch (table) {
                  case "movement" ->
                      jdbc.sql("select count(*) from movement").query(Long.class).single();
                  default ->
                      jdbc.sql("select count(*) from sales_order").query(Long.class).single();
                });
  }

  @Test
  void holdsInFullAndSaysWhereUntilWhenAndWhy() {
    assertThat(hold(wish("cart-1", 8)))
        .isInstanceOfSatisfying(HoldResult.Held.class, held -> assertThat(held.isNew()).isTrue());
    assertThat(open(ReservationFilter.ALL))
        .extracting(
            Reservation::location, Reservation::units, Reservation::note, Reservation::until)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "hamburg", 2L, "for Ann", shop.clock().instant().plus(Duration.ofMinutes(15))),
            org.assertj.core.groups.Tuple.tuple(
                "berlin", 6L, "for Ann", shop.clock().instant().plus(Duration.ofMinutes(15))));
  }

  @Test
  void leavesNoTraceOfWhatCannotBeHeldInFull() {
    long movements = count("movement");
    assertThat(hold(wish("cart-1", 11))).isEqualTo(new HoldResult.TooFew(10, 11));
    assertThat(hold(new Hold("cart-2", new Sku("TEE"), 7, "berlin", null, null)))
        .isEqualTo(new HoldResult.TooFew(6, 7));
    assertThat(hold(new Hold("cart-3", new Sku("NO"), 1, null, null, null)))
        .isEqualTo(new HoldResult.Refused(new Outcome.UnknownProduct(ProductRef.sku("NO"))));
    assertThat(hold(new Hold("cart-4", new Sku("TEE"), 1, "mars", null, null)))
        .isEqualTo(new HoldResult.Refused(new Outcome.UnknownLocation(LocationRef.code("mars"))));
    assertThat(count("movement")).isEqualTo(movements);
    assertThat(count("sales_order")).isZero();
    assertThat(rows.list(shop.seller(), OrderFilter.ALL, PageRequest.first(1)).rows()).isEmpty();
    assertThat(hold(wish("cart-1", 10)))
        .as("the same reference")
        .isInstanceOf(HoldResult.Held.class);
  }

  @Test
  void isTheSameHoldUnderTheSameReference() {
    hold(wish("cart-1", 2));
    long movements = count("movement");
    shop.pass(Duration.ofMinutes(1));
    assertThat(hold(wish("cart-1", 2)))
        .isInstanceOfSatisfying(
            HoldResult.Held.class,
            held -> {
              assertThat(held.isNew()).isFalse();
              assertThat(held.order().order().holdUntil())
                  .isEqualTo(shop.clock().instant().plus(Duration.ofMinutes(14)));
            });
    assertThat(hold(wish("cart-1", 3))).isEqualTo(new HoldResult.UsedDifferently());
    assertThat(hold(new Hold("cart-1", new Sku("TEE"), 2, "hamburg", null, null)))
        .isEqualTo(new HoldResult.UsedDifferently());
    assertThat(count("movement")).isEqualTo(movements);
  }

  @Test
  void givesBackWhatIsReleasedOrOver() {
    hold(wish("cart-1", 2));
    hold(wish("cart-2", 3));
    holds.release(shop.seller(), "cart-1", "tester").join();
    assertThat(holds.release(shop.seller(), "cart-1", "tester").join().moved().isNone()).isTrue();
    assertThat(hold(wish("cart-1", 2))).isEqualTo(new HoldResult.Over());
    assertThat(open(ReservationFilter.ALL)).hasSize(1);

    shop.pass(Duration.ofMinutes(15));
    assertThat(rows.ready(shop.seller(), shop.clock().instant(), 10))
        .containsExactly(Holds.name("cart-2"));
    assertThat(hold(wish("cart-2", 3))).isEqualTo(new HoldResult.Over());
    orders.reapply(shop.seller(), Holds.name("cart-2"), "tester").join();
    assertThat(open(ReservationFilter.ALL)).isEmpty();
    assertThat(hold(wish("cart-3", 10))).isInstanceOf(HoldResult.Held.class);
  }

  @Test
  void neverHoldsMoreThanThereIsHoweverManyWant() {
    List<CompletableFuture<HoldResult>> wishes = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      wishes.add(holds.hold(shop.seller(), wish("cart-" + i, 3), "tester"));
    }
    long held =
        wishes.stream().map(TestShop::wait).filter(HoldResult.Held.class::isInstance).count();
    assertThat(held).isEqualTo(3);
    assertThat(open(ReservationFilter.ALL).stream().mapToLong(Reservation::units).sum())
        .isEqualTo(9);
    assertThat(count("sales_order")).isEqualTo(3);
  }

  @Test
  void listsWhatAFilterAsksForInPages() {
    hold(wish("cart-1", 1));
    shop.pass(Duration.ofHours(1));
    for (String id : List.of("1", "2", "3")) {
      deliver(id, 1);
    }
    Order.Name second = new Order.Name("web", "2");
    assertThat(open(new ReservationFilter(null, null, "web", "2", null, null)))
        .extracting(Reservation::order)
        .containsExactly(second);
    assertThat(open(new ReservationFilter(null, null, null, "2", null, null))).hasSize(1);
    assertThat(open(new ReservationFilter(null, null, "hold", "2", null, null))).isEmpty();
    assertThat(open(new ReservationFilter(null, null, "hold", null, null, null))).hasSize(1);
    assertThat(
            open(new ReservationFilter(null, LocationRef.code("hamburg"), null, null, null, null)))
        .isEmpty();
    ProductRef tee = ProductRef.sku("TEE");
    assertThat(
            open(new ReservationFilter(tee, LocationRef.code("berlin"), "web", null, null, null)))
        .hasSize(3);
    assertThat(open(new ReservationFilter(ProductRef.sku("NO"), null, null, null, null, null)))
        .isEmpty();
    var now = shop.clock().instant();
    assertThat(open(new ReservationFilter(null, null, null, null, now, null)))
        .extracting(Reservation::order)
        .containsExactly(Holds.name("cart-1"));
    assertThat(open(new ReservationFilter(null, null, null, null, null, now))).hasSize(1);
    assertThat(open(new ReservationFilter(null, null, null, null, null, now.minusSeconds(3600))))
        .isEmpty();
    assertPages(ReservationFilter.ALL);
    assertPages(new ReservationFilter(tee, null, null, null, null, null));
  }

  private void assertPages(ReservationFilter filter) {
    var first = reservations.list(shop.seller(), filter, PageRequest.first(3));
    assertThat(first.hasMore()).isTrue();
    assertThat(first.rows()).extracting(r -> r.order().externalId()).containsExactly("3", "2", "1");
    long last = first.rows().getLast().id();
    var second = reservations.list(shop.seller(), filter, new PageRequest(3, last, null));
    assertThat(second.rows()).extracting(r -> r.order().externalId()).containsExactly("cart-1");
    long before = second.rows().getFirst().id();
    var back = reservations.list(shop.seller(), filter, new PageRequest(2, null, before));
    assertThat(back.rows()).extracting(r -> r.order().externalId()).containsExactly("2", "1");
    assertThat(back.hasMore()).isTrue();
  }

  private void deliver(String id, long quantity) {
    OrderSnapshot snapshot =
        OrderSnapshot.of(
            "processing",
            new Freshness(null, null, shop.clock().instant()),
            List.of(OrderSnapshot.Line.of("1", "TEE", quantity)));
    orders.deliver(shop.seller(), new Order.Name("web", id), snapshot, "tester").join();
  }

  @Test
  void reservesALineSomewhereElseInOneStep() {
    deliver("1", 3);
    Order.Name name = new Order.Name("web", "1");
    long id = open(ReservationFilter.ALL).getFirst().id();
    assertThat(resource(name, "hamburg", 2L)).isInstanceOf(ResourceResult.Done.class);
    assertThat(open(ReservationFilter.ALL))
        .extracting(Reservation::location, Reservation::units)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("berlin", 1L),
            org.assertj.core.groups.Tuple.tuple("hamburg", 2L));
    deliver("1", 3);
    resource(name, "berlin", null);
    assertThat(open(ReservationFilter.ALL))
        .as("the id is that of line, product and location")
        .extracting(Reservation::id)
        .containsExactly(id);
    var log = rows.find(shop.seller(), name).orElseThrow().log();
    assertThat(log).hasSize(3);
    assertThat(log.get(1).note()).isEqualTo("2 of line 1 to hamburg");
    assertThat(log.get(1).units().released()).isEqualTo(2);

    assertThat(resource(name, "mars", null))
        .isEqualTo(
            new ResourceResult.Refused(new Outcome.UnknownLocation(LocationRef.code("mars"))));
    assertThat(resource(new Order.Name("web", "none"), "berlin", null))
        .isEqualTo(new ResourceResult.UnknownOrder());
    assertThat(count("sales_order")).as("nothing is made of what was not found").isOne();
  }

  @Test
  void movesNothingToWhereTooFewAreFree() {
    deliver("1", 5);
    assertThat(resource(new Order.Name("web", "1"), "hamburg", null))
        .isInstanceOfSatisfying(
            ResourceResult.Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Outcome.InsufficientStock.class));
    assertThat(open(ReservationFilter.ALL))
        .extracting(Reservation::location)
        .containsExactly("berlin");
  }

  private ResourceResult resource(Order.Name name, String to, Long units) {
    return TestShop.wait(orders.resource(shop.seller(), name, "1", null, to, units, "tester"));
  }
}
