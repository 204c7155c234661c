package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.State;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.InboxFailures;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.kaufland.Kaufland;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What came back by a channel's list of returns, in time that stands still. */
class ReturnPollsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 10);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aReturnIsBookedOnceForSomebodyToLookAt() throws InterruptedException {
    Account shop = kaufland("quality_control");
    Order order = shipped(shop, 3);
    assertThat(units(State.AVAILABLE)).isEqualTo(7);

    shop.shop().takeBack(order.id(), order.lines().getFirst().number(), 2);
    later(Duration.ofMinutes(16));
    assertThat(units(State.QUALITY_CONTROL)).isEqualTo(2);
    assertThat(units(State.AVAILABLE)).isEqualTo(7);

    rig.replaceWorker(); // it remembers nothing of what was read
    later(Duration.ofMinutes(16));
    assertThat(units(State.QUALITY_CONTROL)).isEqualTo(2);
    assertThat(units(State.AVAILABLE)).isEqualTo(7);
  }

  @Test
  void aReturnThatTheListCouldNotTellIsMetAgain() throws InterruptedException {
    Account shop = kaufland("available");
    Order order = shipped(shop, 3);
    shop.faults().rate(Fault.SERVER_ERROR, Purpose.ORDER_READ, 1);
    shop.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    later(Duration.ofMinutes(16));
    assertThat(units(State.AVAILABLE)).isEqualTo(7);

    shop.faults().stop(Fault.SERVER_ERROR);
    later(Duration.ofMinutes(16));
    assertThat(units(State.AVAILABLE)).isEqualTo(8);
  }

  @Test
  void aReturnIsNotLostByARestartAfterHoursOfFailures() throws InterruptedException {
    Account shop = kaufland("available");
    Order order = shipped(shop, 3);
    shop.faults().rate(Fault.SERVER_ERROR, Purpose.ORDER_READ, 1);
    shop.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    later(Duration.ofHours(3));
    assertThat(units(State.AVAILABLE)).isEqualTo(7);

    rig.replaceWorker();
    shop.faults().stop(Fault.SERVER_ERROR);
    later(Duration.ofMinutes(16));
    assertThat(units(State.AVAILABLE)).isEqualTo(8);
  }

  @Test
  void aReturnThatCannotBeBookedIsTriedAgainAndThenLeftToBeSeen() throws InterruptedException {
    Account shop = kaufland("available");
    Listing listing = shop.shop().list(Item.of("CASE"), 10); // of no product here
    Order order = shop.shop().sell(listing.id(), 3).orElseThrow();
    shop.shop().ship(order.id());
    shop.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    later(Duration.ofMinutes(16));
    InboxEvent kept = only(InboxEvent.State.WAITING);
    assertThat(kept.error()).startsWith("return ");

    later(Duration.ofHours(2));
    InboxEvent failed = only(InboxEvent.State.FAILED);
    assertThat(failed.id()).isEqualTo(kept.id());
    assertThat(rig.alerts.open(rig.shop.seller(), InboxFailures.ALERT)).hasSize(1);

    rig.inbox.retry(rig.shop.seller(), failed.id(), rig.shop.clock().instant());
    later(Duration.ofMinutes(2));
    assertThat(only(InboxEvent.State.WAITING).attempts()).as("it is tried again").isPositive();
  }

  /** A worker that begins anew reads the list an hour back, and by now it could book it. */
  @Test
  void aReturnThatAPersonGaveUpIsNotBookedAnyMore() throws InterruptedException {
    Account shop = kaufland("available");
    Listing listing = shop.shop().list(Item.of("CASE"), 10);
    Order order = shop.shop().sell(listing.id(), 3).orElseThrow();
    shop.shop().ship(order.id());
    shop.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    later(Duration.ofMinutes(45));
    long failed = only(InboxEvent.State.FAILED).id();
    InboxFailures failures =
        new InboxFailures(rig.inbox, rig.accounts, rig.alerts, rig.shop.clock());

    InboxEvent dismissed =
        failures.dismiss(rig.shop.seller(), failed, "token:admin", "booked by hand").orElseThrow();

    assertThat(dismissed.state()).isEqualTo(InboxEvent.State.DONE);
    assertThat(dismissed.error()).isEqualTo("given up by token:admin: booked by hand");
    assertThat(rig.inbox.body(rig.shop.seller(), dismissed)).isEmpty();
    assertThat(rig.alerts.open(rig.shop.seller(), InboxFailures.ALERT)).isEmpty();
    assertThat(failures.dismiss(rig.shop.seller(), failed, "token:admin", "again")).isEmpty();

    rig.stock("CASE", 5);
    rig.replaceWorker();
    later(Duration.ofMinutes(2));
    assertThat(returns()).isZero();
  }

  private long returns() {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql("select count(*) from movement where reason = 'sale_return'")
                    .query(Long.class)
                    .single());
  }

  private InboxEvent only(InboxEvent.State state) {
    List<InboxEvent> events =
        rig.inbox.list(rig.shop.seller(), null, state, PageRequest.first(10)).rows();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  @Test
  void aReturnOfAnOrderThatIsNotKnownMovesNothing() throws InterruptedException {
    Account shop = rig.sandbox.open("shop", Kaufland.withKeys("client-key-1", "secret-key-1"));
    Listing listing = shop.shop().list(Item.of("PHONE"), 10);
    Order order = shop.shop().sell(listing.id(), 3).orElseThrow();
    shop.shop().ship(order.id());
    rig.shop.pass(Duration.ofDays(40));
    joined(shop);
    rig.run();
    assertThat(units(State.AVAILABLE)).isEqualTo(10);
  }

  private void joined(Account shop) throws InterruptedException {
    rig.join("shop", shop, "kaufland", settings("available"));
    rig.accounts.setState(
        rig.shop.seller(),
        rig.account("shop").channel(),
        dev.onhand.engine.channels.Account.State.ACTIVE,
        null,
        rig.shop.clock().instant());
  }

  private Account kaufland(String returns) throws InterruptedException {
    Account shop =
        rig.connect(
            "shop",
            Kaufland.withKeys("client-key-1", "secret-key-1"),
            "kaufland",
            settings(returns));
    shop.shop().list(Item.of("PHONE"), 10);
    rig.run();
    return shop;
  }

  private static Map<String, String> settings(String returns) {
    return Map.of(
        "address",
        "BASE/v2",
        "client_key",
        "client-key-1",
        "secret_key",
        "secret-key-1",
        "returns",
        returns);
  }

  private Order shipped(Account shop, int units) throws InterruptedException {
    Listing listing = shop.shop().listings().getFirst();
    Order order = shop.shop().sell(listing.id(), units).orElseThrow();
    shop.shop().ship(order.id());
    later(Duration.ofMinutes(2));
    return order;
  }

  private void later(Duration time) throws InterruptedException {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; ) {
      rig.shop.pass(Duration.ofMinutes(1));
      passed = passed.plusMinutes(1);
      rig.run();
    }
  }

  /** Of all products, at the one location. */
  private long units(State state) {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        "select sum(available) as available, sum(quality_control) as quality_control from stock_level")
                    .query((row, number) -> row.getLong(state.code()))
                    .single());
  }
}
