package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.orders.Returns.Result;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.store.journal.JdbcJournal;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReturnsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Order.Name NAME = new Order.Name("web", "1001");
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

  private TestShop shop;
  private Orders orders;
  private Returns returns;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    returns =
        new Returns(
            shop.ledger(),
            new JdbcJournal(shop.transactions()),
            new JdbcOrders(shop.transactions()));
    shop.product("TEE");
    shop.location("berlin");
    shop.location("hamburg");
    shop.ledger()
        .submit(
            CommandList.each(
                shop.seller(),
                List.of(
                    shop.move("TEE", Reason.PURCHASE, 3, "berlin"),
                    shop.move("TEE", Reason.PURCHASE, 7, "hamburg"))))
        .join();
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  /** As the channel shows it. */
  private void deliver(int minute, String status, long quantity, long shipped, long returned) {
    OrderSnapshot.Line line =
        new OrderSnapshot.Line(
            "1", Item.of(new Sku("TEE")), quantity, 0, shipped, returned, null, null);
    orders
        .deliver(
            shop.seller(),
            NAME,
            OrderSnapshot.of(
                status,
                new Freshness(MORNING.plusSeconds(60L * minute), null, MORNING),
                List.of(line)),
            "tester")
        .join();
  }

  private Result book(String key, long units, State state) {
    return submit(key, units, state).join();
  }

  private CompletableFuture<Result> submit(String key, long units, State state) {
    return returns.book(shop.seller(), NAME, received(key, units, state));
  }

  private static Returning.Received received(String key, long units, State state) {
    return new Returning.Received(
        "1",
        Quantity.of(units),
        null,
        state,
        new MovementKey(key),
        "tester",
        "box was open",
        MORNING);
  }

  private long sum(String state) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc ->
                jdbc.sql("select coalesce(sum(%s), 0) from stock_level".formatted(state))
                    .query(Long.class)
                    .single());
  }

  @Test
  void theChannelSaysLaterWhatTheWarehouseBooked() {
    deliver(1, "shipped", 5, 5, 0);
    assertThat(book("rma-1", 1, State.DAMAGED)).isEqualTo(new Result.Booked(false));
    assertThat(book("rma-2", 1, State.AVAILABLE)).isEqualTo(new Result.Booked(false));
    assertThat(new JdbcOrders(shop.transactions()).find(shop.seller(), NAME).orElseThrow().log())
        .extracting(LogEntry::note)
        .containsExactly(null, "line 1: damaged", "line 1: available");
    deliver(2, "shipped", 5, 5, 2);
    assertThat(sum("damaged")).isEqualTo(1);
    assertThat(sum("available")).isEqualTo(6);
    deliver(3, "shipped", 5, 5, 3);
    assertThat(sum("available")).as("one more that only the channel knows of").isEqualTo(7);
  }

  @Test
  void theWarehouseBooksWhatTheChannelDidNotSayYet() {
    deliver(1, "shipped", 5, 5, 2);
    assertThat(sum("available")).isEqualTo(7);
    assertThat(book("rma-1", 3, State.QUALITY_CONTROL)).isEqualTo(new Result.Booked(false));
    assertThat(book("rma-2", 1, State.AVAILABLE)).isEqualTo(new Result.TooMany(0));
    assertThat(sum("available") + sum("quality_control")).isEqualTo(10);
  }

  @Test
  void aRefundMovesNothing() {
    deliver(1, "shipped", 5, 5, 0);
    deliver(2, "refunded", 5, 5, 0);
    assertThat(sum("available")).isEqualTo(5);
    assertThat(book("rma-1", 5, State.AVAILABLE)).isEqualTo(new Result.Booked(false));
    assertThat(sum("available")).isEqualTo(10);
  }

  @Test
  void theSameReturnAgainChangesNothing() {
    deliver(1, "shipped", 5, 5, 0);
    assertThat(book("rma-1", 2, State.AVAILABLE)).isEqualTo(new Result.Booked(false));
    assertThat(book("rma-1", 2, State.AVAILABLE)).isEqualTo(new Result.Booked(true));
    book("rma-2", 3, State.DAMAGED);
    assertThat(book("rma-1", 2, State.AVAILABLE))
        .as("though nothing is left to come back")
        .isEqualTo(new Result.Booked(true));
    assertThat(book("rma-2", 3, State.DAMAGED)).isEqualTo(new Result.Booked(true));
    assertThat(sum("available")).isEqualTo(7);
    assertThat(sum("damaged")).isEqualTo(3);
    assertThat(
            returns.movements(shop.seller(), received("rma-2", 3, State.DAMAGED)).stream()
                .mapToLong(entry -> entry.movement().quantity().units())
                .sum())
        .isEqualTo(3);
  }

  @Test
  void aKeyOfSomethingElseIsRefused() {
    deliver(1, "shipped", 5, 5, 0);
    book("rma-1", 1, State.AVAILABLE);
    assertThatThrownBy(() -> book("rma-1", 1, State.DAMAGED))
        .cause()
        .isInstanceOf(PlanRefusedException.class)
        .hasMessageContaining("rma-1");
    assertThatThrownBy(() -> book("rma-1", 2, State.AVAILABLE))
        .cause()
        .isInstanceOf(PlanRefusedException.class);
    book("rma-2", 4, State.AVAILABLE);
    assertThatThrownBy(() -> book("rma-1", 2, State.AVAILABLE))
        .as("though nothing is left to come back")
        .cause()
        .isInstanceOf(PlanRefusedException.class);
    assertThat(sum("damaged")).isZero();
  }

  @Test
  void racingReturnsNeverBookMoreThanLeft() {
    deliver(1, "shipped", 5, 5, 0);
    List<CompletableFuture<Result>> answers =
        IntStream.range(0, 64).mapToObj(i -> submit("rma-" + i % 16, 1, State.AVAILABLE)).toList();
    List<Result> results = answers.stream().map(CompletableFuture::join).toList();
    assertThat(Collections.frequency(results, new Result.TooMany(0))).isEqualTo(11 * 4);
    assertThat(sum("available")).isEqualTo(10);
  }

  @Test
  void aLineThatIsNotThereIsTold() {
    deliver(1, "shipped", 5, 5, 0);
    Returning.Received other =
        new Returning.Received(
            "2",
            Quantity.of(1),
            null,
            State.AVAILABLE,
            new MovementKey("rma-1"),
            "tester",
            null,
            null);
    assertThat(returns.book(shop.seller(), NAME, other).join()).isEqualTo(new Result.UnknownLine());
  }
}
