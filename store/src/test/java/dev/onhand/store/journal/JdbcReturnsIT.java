package dev.onhand.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter.Times;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ReturnFilter;
import dev.onhand.engine.orders.ReturnRows;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Sku;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcReturnsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final PageRequest FIRST = PageRequest.first(50);

  private TestShop shop;
  private Orders orders;
  private ReturnRows returns;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    returns = new JdbcReturns(shop.transactions());
    shop.location("berlin");
    shop.location("paris");
    shop.product("mug");
    shop.product("tee");
    shop.record(
        shop.move("mug", Reason.PURCHASE, 9, "berlin"),
        shop.move("tee", Reason.PURCHASE, 9, "berlin"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static Command.Move keyed(String key, Command.Move move) {
    return in(null, key, move);
  }

  private static Command.Move in(State state, String key, Command.Move move) {
    return new Command.Move(
        new MovementKey(key),
        move.product(),
        move.reason(),
        move.quantity(),
        move.location(),
        null,
        state,
        move.mode(),
        null,
        move.details());
  }

  /** As somebody books it without an order. */
  private Movement back(String sku, String location, State state) {
    Command.Move move = shop.move(sku, Reason.SALE_RETURN, 1, location);
    return shop.record(in(state, move.key().value(), move)).getFirst();
  }

  /** As the channel shows an order of one line of which so many were shipped and came back. */
  private void deliver(
      String channel, String id, int minute, String sku, long shipped, long returned) {
    Instant morning = Instant.parse("2026-11-21T08:00:00Z");
    OrderSnapshot.Line line =
        new OrderSnapshot.Line("1", Item.of(new Sku(sku)), 5, 0, shipped, returned, null, null);
    orders
        .deliver(
            shop.seller(),
            new Order.Name(channel, id),
            OrderSnapshot.of(
                "shipped",
                new Freshness(morning.plusSeconds(60L * minute), null, morning),
                List.of(line)),
            "tester")
        .join();
  }

  @Test
  void listsReturnsAloneNewestFirstPageByPage() {
    Movement first = back("mug", "berlin", State.AVAILABLE);
    shop.record(shop.move("mug", Reason.SALE, 1, "berlin"));
    Movement second = back("tee", "berlin", State.DAMAGED);
    Movement third = back("mug", "paris", State.AVAILABLE);
    Slice<JournalEntry> newest = list(ReturnFilter.ALL, PageRequest.first(2));
    assertThat(movements(newest)).containsExactly(third, second);
    assertThat(newest.hasMore()).isTrue();
    Slice<JournalEntry> rest =
        list(ReturnFilter.ALL, new PageRequest(2, second.id().value(), null));
    assertThat(movements(rest)).containsExactly(first);
    assertThat(rest.hasMore()).isFalse();
    assertThat(movements(list(ReturnFilter.ALL, new PageRequest(2, null, first.id().value()))))
        .containsExactly(third, second);
  }

  @Test
  void listsByProductLocationAndDisposition() {
    Movement mug = back("mug", "berlin", State.AVAILABLE);
    Movement damaged = back("tee", "berlin", State.DAMAGED);
    Movement paris = back("mug", "paris", State.DAMAGED);
    assertThat(movements(list(filter("mug", null, null), FIRST))).containsExactly(paris, mug);
    assertThat(
            movements(list(filter("mug", null, null), new PageRequest(9, null, mug.id().value()))))
        .containsExactly(paris);
    assertThat(movements(list(filter(null, "paris", null), FIRST))).containsExactly(paris);
    assertThat(movements(list(filter(null, null, State.DAMAGED), FIRST)))
        .containsExactly(paris, damaged);
    assertThat(movements(list(filter("tee", "paris", State.DAMAGED), FIRST))).isEmpty();
  }

  @Test
  void listsByOrderAndChannelWhatTheChannelSays() {
    back("mug", "berlin", State.AVAILABLE);
    deliver("web", "1/7", 1, "mug", 5, 2);
    deliver("web2", "1/7", 1, "mug", 2, 1);
    deliver("web", "2", 1, "tee", 5, 1);
    assertThat(causes(ofOrder("web", "1/7"))).containsExactly("web/1/7");
    assertThat(causes(ofOrder(null, "1/7"))).containsExactly("web2/1/7", "web/1/7");
    assertThat(causes(ofOrder("web", null))).containsExactly("web/2", "web/1/7");
    assertThat(causes(ofOrder("we", null))).isEmpty();
    assertThat(causes(ofOrder("web", "7"))).isEmpty();
  }

  @Test
  void listsWhatWasBookedInASpanOfTime() {
    Instant start = shop.clock().instant();
    back("mug", "berlin", State.AVAILABLE);
    shop.pass(Duration.ofDays(2));
    Movement later = back("mug", "berlin", State.AVAILABLE);
    Instant between = start.plus(Duration.ofDays(1));
    assertThat(movements(list(recorded(between, null), FIRST))).containsExactly(later);
    assertThat(movements(list(recorded(start, between), FIRST))).hasSize(1).doesNotContain(later);
    assertThat(movements(list(recorded(null, start), FIRST))).isEmpty();
  }

  /** As an order does whose units were off the books since it was paid, and is cancelled. */
  @Test
  void whatAnOrderPutsBackThatNeverLeftDidNotComeBack() {
    Command.Move move =
        shop.move(
            "mug",
            Reason.SALE_RETURN,
            1,
            "berlin",
            Details.of(new Cause(Cause.Kind.ORDER, "web/3", "1"), "tester"));
    Movement putBack = shop.record(keyed("order:3:web/3/1:1/put_back/1@1/1", move)).getFirst();
    Movement returned = shop.record(keyed("order:3:web/3/1:1/return/1@1/1", move)).getFirst();
    assertThat(movements(list(ReturnFilter.ALL, FIRST))).containsExactly(returned);
    assertThat(returns.find(shop.seller(), putBack.id())).isEmpty();
  }

  @Test
  void findsAReturnByItsMovementAndNothingElse() {
    Movement sale = shop.record(shop.move("mug", Reason.SALE, 1, "berlin")).getFirst();
    Movement back = back("mug", "berlin", State.QUALITY_CONTROL);
    Movement undone =
        shop.record(
                new Command.Reverse(
                    new MovementKey("undo"),
                    back.id(),
                    Command.Mode.WISH,
                    Details.of(Cause.of(Cause.Kind.PERSON), "tester")))
            .getFirst();
    JournalEntry found = returns.find(shop.seller(), back.id()).orElseThrow();
    assertThat(found.movement()).isEqualTo(back);
    assertThat(found.toLocation()).isEqualTo("berlin");
    assertThat(found.reversedBy()).isEqualTo(undone.id());
    assertThat(returns.find(shop.seller(), sale.id())).isEmpty();
    assertThat(returns.find(shop.seller(), undone.id())).isEmpty();
    assertThat(returns.find(shop.seller(), new MovementId(Long.MAX_VALUE))).isEmpty();
    try (TestShop other = TestShop.open(DATABASE)) {
      assertThat(returns.find(other.seller(), back.id())).isEmpty();
      assertThat(returns.list(other.seller(), ReturnFilter.ALL, FIRST).rows()).isEmpty();
    }
  }

  @Test
  void refusesUnknownNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list(filter("x", null, null), FIRST))
        .withMessage("There is no product 'x'.");
  }

  private static ReturnFilter filter(String sku, String location, State disposition) {
    return new ReturnFilter(
        sku == null ? null : ProductRef.sku(sku),
        location == null ? null : LocationRef.code(location),
        disposition,
        null,
        null,
        Times.ANY);
  }

  private static ReturnFilter ofOrder(String channel, String order) {
    return new ReturnFilter(null, null, null, channel, order, Times.ANY);
  }

  private static ReturnFilter recorded(Instant from, Instant to) {
    return new ReturnFilter(null, null, null, null, null, new Times(from, to));
  }

  private Slice<JournalEntry> list(ReturnFilter filter, PageRequest page) {
    return returns.list(shop.seller(), filter, page);
  }

  private List<String> causes(ReturnFilter filter) {
    return movements(list(filter, FIRST)).stream()
        .map(movement -> movement.cause().reference())
        .toList();
  }

  private static List<Movement> movements(Slice<JournalEntry> page) {
    return page.rows().stream().map(JournalEntry::movement).toList();
  }
}
