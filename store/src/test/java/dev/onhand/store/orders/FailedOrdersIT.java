package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailedOrdersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant ASKED = Instant.parse("2026-11-21T08:00:00Z");

  private TestShop shop;
  private JdbcOrderFailures rows;
  private JdbcAlerts alerts;
  private FailedOrders failed;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 1, new JdbcOrderStates());
    rows = new JdbcOrderFailures(shop.transactions());
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    failed =
        new FailedOrders(
            rows,
            new Orders(shop.ledger()),
            new LedgerCalls(shop.ledger(), Duration.ofSeconds(30)),
            alerts,
            Outcome.Refused::detail,
            shop.clock());
    shop.product("TEE");
    shop.location("berlin");
    shop.ledger()
        .submit(
            CommandList.each(
                shop.seller(), List.of(shop.move("TEE", Reason.PURCHASE, 9, "berlin"))))
        .join();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static OrderSnapshot snapshot(Instant askedAt) {
    return new OrderSnapshot(
        "processing",
        new Freshness(ASKED, 7L, askedAt),
        List.of(
            new OrderSnapshot.Line(
                "1",
                new Item(new Sku("TEE"), new Gtin("4006381333931")),
                3,
                1,
                1,
                1,
                "berlin",
                new OrderSnapshot.ReturnedTo("berlin", State.DAMAGED))),
        ASKED.plusSeconds(60),
        new OrderSnapshot.ShipTo(52.5, 13.4),
        5);
  }

  private static FailedOrder.Failure failure(String id) {
    return failure(id, ASKED);
  }

  private static FailedOrder.Failure failure(String id, Instant askedAt) {
    return new FailedOrder.Failure(
        new Orders.Delivery(
            new Order.Name("web", id), snapshot(askedAt), List.of("cart-1", "cart-2")),
        "limit_exceeded",
        "Too many.",
        "tester");
  }

  /** A file brought it, and the books refused it. */
  private FailedOrder keep(FailedOrder.Failure failure) {
    failed.refused(shop.seller(), Bringer.FILE, failure);
    return open(true).stream()
        .filter(one -> one.failure().name().equals(failure.name()))
        .findFirst()
        .orElseThrow();
  }

  private List<FailedOrder> open(boolean openOnly) {
    return rows.list(shop.seller(), openOnly, new PageRequest(50, null, null)).rows();
  }

  private long openAlerts() {
    return alerts.list(shop.seller(), true, new PageRequest(50, null, null)).rows().stream()
        .map(Alert::kind)
        .filter(FailedOrders.ALERT_KIND::equals)
        .count();
  }

  @Test
  void takesOverItsHoldsWhenItIsTriedAgain() {
    Hold cart = new Hold("cart-2", new Sku("TEE"), 2, null, null, null);
    TestShop.wait(new Holds(shop.ledger(), shop.clock()).hold(shop.seller(), cart, "tester"));
    FailedOrder kept = keep(failure("1"));
    shop.pass(Duration.ofSeconds(1));
    assertThat(failed.retry(shop.seller(), kept).orElseThrow().holdsTaken())
        .containsExactly("cart-2");
  }

  @Test
  void keepsTheSnapshotAsItWas() {
    keep(failure("1"));
    assertThat(open(true)).singleElement().extracting(FailedOrder::failure).isEqualTo(failure("1"));
    assertThat(openAlerts()).isEqualTo(1);
  }

  @Test
  void countsTheSameAgainAsATryAndWaitsLonger() {
    FailedOrder first = keep(failure("1"));
    FailedOrder second = keep(failure("1"));
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.tries()).isEqualTo(2);
    assertThat(first.retryAt()).isEqualTo(shop.clock().instant().plus(Duration.ofMinutes(1)));
    assertThat(second.retryAt()).isEqualTo(shop.clock().instant().plus(Duration.ofMinutes(5)));
    for (int i = 0; i < 5; i++) {
      second = keep(failure("1"));
    }
    assertThat(second.retryAt()).as("in the end only a person tries it").isNull();
  }

  @Test
  void theSameSeenAgainLaterIsAFurtherTryOfOneRow() {
    keep(failure("1"));
    shop.pass(Duration.ofSeconds(10));
    FailedOrder again = keep(failure("1", ASKED.plusSeconds(3_600)));
    assertThat(open(false)).singleElement().extracting(FailedOrder::tries).isEqualTo(2);
    assertThat(again.failure().snapshot().freshness().askedAt())
        .as("it is as new as it was seen last")
        .isEqualTo(ASKED.plusSeconds(3_600));
    keep(failure("1", ASKED));
    assertThat(open(true))
        .singleElement()
        .extracting(one -> one.failure().snapshot().freshness().askedAt())
        .isEqualTo(ASKED.plusSeconds(3_600));
  }

  @Test
  void nothingIsKeptOfWhatACallerWasToldOf() {
    failed.refused(shop.seller(), Bringer.CALLER, failure("1"));
    assertThat(open(false)).isEmpty();
    assertThat(openAlerts()).isZero();
    shop.pass(Duration.ofDays(2));
    assertThat(failed.retryDue(shop.seller())).isEmpty();
    assertThat(new JdbcOrders(shop.transactions()).find(shop.seller(), new Order.Name("web", "1")))
        .as("though the books would take it now")
        .isEmpty();
  }

  @Test
  void appliesWhatIsDueAndClosesTheAlert() {
    keep(failure("1"));
    assertThat(failed.retryDue(shop.seller())).as("not yet").isEmpty();
    shop.pass(Duration.ofMinutes(2));
    assertThat(failed.retryDue(shop.seller())).hasSize(1);
    assertThat(open(true)).isEmpty();
    assertThat(open(false)).singleElement().extracting(FailedOrder::settledAt).isNotNull();
    assertThat(openAlerts()).isZero();
    assertThat(new JdbcOrders(shop.transactions()).find(shop.seller(), new Order.Name("web", "1")))
        .get()
        .extracting(view -> view.order().lines().get("1").shipped())
        .isEqualTo(1L);
    assertThat(failed.retryDue(shop.seller())).isEmpty();
  }

  @Test
  void oneIsGivenUpAndTheOtherStaysOpen() {
    FailedOrder first = keep(failure("1"));
    keep(failure("2"));
    failed.giveUp(shop.seller(), first, "ann");
    assertThat(open(true)).singleElement().matches(one -> one.failure().equals(failure("2")));
    assertThat(openAlerts()).isEqualTo(1);
    assertThat(rows.find(shop.seller(), first.id()).orElseThrow().settledBy()).isEqualTo("ann");
  }
}
