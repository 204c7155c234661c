package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.AuditFinding;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ReservationAudit;
import dev.onhand.engine.orders.ReservationMending;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.model.Sku;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import dev.onhand.store.verification.JdbcFindings;
import dev.onhand.store.verification.JdbcLevelAudit;
import dev.onhand.store.verification.JdbcPurchaseAudit;
import dev.onhand.store.verification.JdbcRegradeAudit;
import dev.onhand.store.verification.JdbcSealAudit;
import dev.onhand.store.verification.JdbcTransferAudit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Damage that was done by hand, past all guards, is found, named and put right (F35). */
class ReservationAuditIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Author AUTHOR = new Author("tester", null);

  private TestShop shop;
  private Orders orders;
  private Holds holds;
  private Verification verification;
  private ReservationAudit audit;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new JdbcOrderStates());
    SellerTransactions transactions = shop.transactions();
    orders = new Orders(shop.ledger());
    holds = new Holds(shop.ledger(), shop.clock());
    JdbcReservationBooks books = new JdbcReservationBooks(transactions, shop.clock());
    JdbcLevelAudit levels = new JdbcLevelAudit(transactions, shop.clock());
    verification =
        new Verification(
            new Verification.Ports(
                levels,
                new JdbcSealAudit(transactions),
                new JdbcTransferAudit(transactions),
                new JdbcPurchaseAudit(transactions),
                new JdbcRegradeAudit(transactions),
                books,
                new JdbcCheckpoints(transactions, 1),
                new JdbcFindings(transactions, shop.clock()),
                new JdbcAlerts(transactions, shop.clock())),
            shop.clock(),
            1);
    ReservationMending mending =
        new ReservationMending(
            books,
            verification,
            orders,
            new LedgerCalls(shop.ledger(), Duration.ofSeconds(30)),
            shop.clock());
    audit = new ReservationAudit(books, levels, mending, shop.clock());
    shop.product("TEE");
    shop.location("berlin");
    shop.location("hamburg");
    shop.record(
        shop.move("TEE", Reason.PURCHASE, 10, "berlin"),
        shop.move("TEE", Reason.PURCHASE, 4, "hamburg"));
    deliver("1", "processing", 3);
    deliver("2", "processing", 2);
  }

  @AfterEach
  void isPutRightForGood() throws Exception {
    run(true);
    long movements = number("select count(*) from movement");
    assertThat(run(false)).as("a second look").isEmpty();
    assertThat(run(true)).isEmpty();
    assertThat(number("select count(*) from movement")).isEqualTo(movements);
    assertThat(nightly(false)).isEmpty();
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    assertThat(
            number(
                """
                select count(*) from sales_order o
                where units_reserved <> (
                  select coalesce(sum(reserved), 0) from order_doing d
                  where d.seller_id = o.seller_id and d.order_id = o.order_id)
                """))
        .as("orders whose sum is not that of their reservations")
        .isZero();
    shop.close();
  }

  private void deliver(String id, String status, long quantity) {
    shop.pass(Duration.ofMillis(1));
    OrderSnapshot snapshot =
        OrderSnapshot.of(
            status,
            new Freshness(null, null, shop.clock().instant()),
            List.of(OrderSnapshot.Line.of("a", "TEE", quantity)));
    TestShop.wait(orders.deliver(shop.seller(), new Order.Name("web", id), snapshot, "tester"));
  }

  private List<String> run(boolean fix) {
    try {
      return audit.run(shop.seller(), fix, AUTHOR).findings().stream()
          .map(ReservationAuditIT::text)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(AuditFinding found) {
    return "%s %s %s: %d, not %d (%s)%s"
        .formatted(
            found.kind().code(),
            found.reference(),
            found.line(),
            found.stored(),
            found.calculated(),
            found.detail(),
            found.fixed() ? " fixed" : "");
  }

  private List<String> nightly(boolean repair) {
    try {
      return verification
          .run(shop.seller(), new VerificationOptions(true, repair, null, null, AUTHOR))
          .discrepancies()
          .stream()
          .map(Discrepancy::text)
          .map(text -> text.replaceAll("(product|location) [0-9]+", "$1"))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private long number(String sql) {
    return shop.transactions()
        .call(shop.seller(), jdbc -> jdbc.sql(sql).query(Long.class).single());
  }

  private long reserved() {
    return number("select sum(reserved) from stock_level");
  }

  /** As the owner, past fences and guards; only rows of this seller. */
  private void damage(String table, String sql) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      int rows = statement.executeUpdate(sql + " and seller_id = " + shop.seller().value());
      assertThat(rows).as("rows of %s that were damaged", table).isPositive();
    }
  }

  private static final String OF_FIRST =
      "order_id = (select min(order_id) from sales_order o where o.external_id = '1' and o.seller_id = %d)";

  private String ofFirst() {
    return OF_FIRST.formatted(shop.seller().value());
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(run(false)).isEmpty();
  }

  @Test
  void findsAReservationThatSaysAnotherNumber() throws SQLException {
    damage("order_doing", "update order_doing set reserved = 7, reserves = 0 where " + ofFirst());
    String found = "mismatched web/1 a: 7, not 3 (the reservation says 7, its movements 3)";
    assertThat(run(false)).containsExactly(found);
    assertThat(nightly(false))
        .containsExactly(
            "reservation, product at location, reserved: order web/1, line a: 7, must be 3");
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(number("select max(reserved) from order_doing")).isEqualTo(3);
    deliver("1", "processing", 5);
    assertThat(reserved()).as("its next movement has a key of its own").isEqualTo(7);
  }

  @Test
  void isPutRightByAVerificationToo() throws SQLException {
    damage("order_doing", "update order_doing set reserved = 1 where " + ofFirst());
    assertThat(nightly(true))
        .containsExactly(
            "reservation, product at location, reserved: order web/1, line a: 1, must be 3 (repaired)");
    assertThat(number("select count(*) from finding where kind = 'reservation' and repaired"))
        .isOne();
    assertThat(nightly(false)).isEmpty();
  }

  @Test
  void takesUpAnOrphanThatItsLineWants() throws SQLException {
    damage(
        "order_doing",
        "update order_doing set reserved = 0, reserved_since = null where " + ofFirst());
    String found = "orphan web/1 a: 0, not 3 (movements reserved 3, and the line holds none)";
    assertThat(run(false)).containsExactly(found);
    long movements = number("select count(*) from movement");
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(number("select count(*) from movement")).isEqualTo(movements);
    assertThat(reserved()).isEqualTo(5);
  }

  @Test
  void releasesAnOrphanThatItsLineDoesNotWant() throws SQLException {
    damage("order_doing", "delete from order_doing where " + ofFirst());
    deliver("1", "cancelled", 3);
    assertThat(run(false))
        .containsExactly(
            "orphan web/1 a: 0, not 3 (movements reserved 3, and the line holds none)");
    run(true);
    assertThat(reserved()).isEqualTo(2);
    assertThat(number("select count(*) from movement where reason = 'release'")).isOne();
  }

  @Test
  void releasesOnceWhatIsReservedForALineThatThereIsNot() throws SQLException {
    damage("order_doing", "delete from order_doing where " + ofFirst());
    damage("order_line", "delete from order_line where " + ofFirst());
    String found =
        "orphan web/1 a: 0, not 3 (movements reserved 3, and there is no such line of an order)";
    String sum = "mismatched web/1 null: 3, not 0 (the order says 3, its reservations 0)";
    assertThat(run(false)).containsExactly(found, sum);
    assertThat(run(true)).containsExactly(found + " fixed", sum + " fixed");
    assertThat(reserved()).isEqualTo(2);
    assertThat(number("select count(*) from movement where key like 'reservation-audit:release/%'"))
        .isOne();
  }

  @Test
  void findsWhatIsHeldPastItsEnd() {
    Hold hold =
        new Hold(
            "cart",
            new Sku("TEE"),
            2,
            null,
            shop.clock().instant().plus(Duration.ofMinutes(5)),
            null);
    TestShop.wait(holds.hold(shop.seller(), hold, "tester"));
    assertThat(run(false)).isEmpty();
    shop.pass(Duration.ofMinutes(5));
    String found =
        "stale hold/cart 1: 2, not 0 (held past its end, %s)".formatted(shop.clock().instant());
    assertThat(run(false)).containsExactly(found);
    assertThat(nightly(false)).as("no projection is wrong").isEmpty();
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(reserved()).isEqualTo(5);
  }

  @Test
  void findsWhatAnOrderDoesNotWant() throws SQLException {
    damage("sales_order", "update sales_order set applied_status = 'cancelled' where " + ofFirst());
    assertThat(run(false)).containsExactly("stale web/1 a: 3, not 0 (status 'cancelled' wants 0)");
  }

  @Test
  void findsALevelThatSaysAnotherNumber() throws SQLException {
    damage("stock_level", "update stock_level set reserved = reserved + 4 where reserved > 0");
    String found = "mismatched null null: 9, not 5 (the level says 9, its movements 5)";
    assertThat(run(false)).containsExactly(found);
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(reserved()).isEqualTo(5);
  }

  @Test
  void findsAnOrderThatSaysAnotherSumThanItsReservations() throws SQLException {
    damage("sales_order", "update sales_order set units_reserved = 0 where " + ofFirst());
    String found = "mismatched web/1 null: 0, not 3 (the order says 0, its reservations 3)";
    assertThat(run(false)).containsExactly(found);
    assertThat(number("select units_reserved from sales_order where " + ofFirst()))
        .as("a look changes nothing")
        .isZero();
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(number("select units_reserved from sales_order where " + ofFirst())).isEqualTo(3);
  }

  @Test
  void leavesAloneWhatPeopleReserved() {
    shop.record(shop.move("TEE", Reason.RESERVE, 2, "berlin"));
    Details ofOrder = Details.of(new Cause(Cause.Kind.ORDER, "web/1", "a"), "tester");
    shop.record(shop.move("TEE", Reason.RESERVE, 1, "berlin", ofOrder));
    assertThat(run(false)).isEmpty();
    assertThat(reserved()).isEqualTo(8);
  }

  @Test
  void reservesAgainWhatPeopleReleasedOfAnOrder() {
    shop.record(shop.move("TEE", Reason.RELEASE, 2, "berlin"));
    String found =
        "mismatched null null: 3, not 5 (2 units that orders hold were released by hand)";
    assertThat(run(false)).containsExactly(found);
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(reserved()).isEqualTo(5);
  }

  @Test
  void followsAReversal() {
    long id = number("select min(movement_id) from movement where reason = 'reserve'");
    Command.Reverse reverse =
        new Command.Reverse(
            new MovementKey("reversed"),
            new MovementId(id),
            Command.Mode.WISH,
            Details.of(Cause.of(Cause.Kind.PERSON), "tester"));
    assertThat(shop.submit(CommandList.each(shop.seller(), List.of(reverse))))
        .allMatch(Outcome.Recorded.class::isInstance);
    String found = "mismatched web/1 a: 3, not 0 (the reservation says 3, its movements 0)";
    assertThat(run(false)).containsExactly(found);
    assertThat(run(true)).containsExactly(found + " fixed");
    assertThat(reserved()).as("the order wants them still").isEqualTo(5);
  }

  @Test
  void repairsNothingFromAJournalThatWasEdited() throws SQLException {
    new Sealing(new JdbcSealer(shop.transactions(), shop.clock())).sealAll(shop.seller());
    damage("order_doing", "update order_doing set reserved = 1 where " + ofFirst());
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.executeUpdate(
          "update movement set note = 'forged' where reason = 'reserve' and seller_id = "
              + shop.seller().value());
    }
    assertThat(nightly(true)).anyMatch(text -> text.endsWith("line a: 1, must be 3"));
    assertThat(number("select min(reserved) from order_doing")).isOne();
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.executeUpdate(
          "update movement set note = null where reason = 'reserve' and seller_id = "
              + shop.seller().value());
    }
  }
}
