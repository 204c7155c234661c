package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.Account.State;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that a person paused: nothing is asked of it but what people ask for since. */
class PausesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int SOME_PAGES = 120;

  private ChannelRig rig;
  private Account market;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 10);
    market =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    market.shop().list(Item.of("PHONE"), 3);
    for (int i = 0; i < SOME_PAGES; i++) {
      market.shop().list(Item.of("CASE-" + i), 3);
    }
    rig.run();
    rig.shop.pass(Duration.ofMinutes(1));
    rig.run();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void leavesUntilItWorksAgainWhatItWasAskedForBefore() throws InterruptedException {
    askForAll();
    set(State.PAUSED);
    long calls = market.calls().total();
    minutes(30);
    assertThat(market.calls().total()).isEqualTo(calls);

    long reads = market.calls().of(Purpose.LISTING_READ);
    refresh("PHONE");
    minutes(1);
    assertThat(market.calls().of(Purpose.LISTING_READ)).as("asked for since").isEqualTo(reads + 1);
    refresh("CASE-1");
    set(State.ACTIVE);
    long polls = market.calls().of(Purpose.ORDER_POLL);
    rig.run();
    assertThat(market.calls().of(Purpose.LISTING_READ)).isGreaterThan(reads + 2);
    assertThat(market.calls().of(Purpose.ORDER_POLL)).isGreaterThan(polls);
    assertThat(rig.account("bm").reading().dueAt()).as("all were read").isNull();
  }

  @Test
  void readsNoFurtherPageUntilItWorksAgainOrAPersonAsks() throws InterruptedException {
    for (boolean isAsked : List.of(false, true)) {
      beginToRead();
      set(State.PAUSED);
      long calls = market.calls().total();
      minutes(30);
      assertThat(market.calls().total()).isEqualTo(calls);

      if (isAsked) {
        want();
      } else {
        set(State.ACTIVE);
      }
      rig.run();
      assertThat(rig.account("bm").reading().cursor()).isNull();
      set(State.ACTIVE);
    }
  }

  /** A read that is due by the schedule, of which the first page is in. */
  private void beginToRead() throws InterruptedException {
    rig.shop.pass(Duration.ofHours(1));
    for (int steps = 0; rig.account("bm").reading().cursor() == null; steps++) {
      assertThat(steps).isLessThan(100);
      rig.step("bm");
      rig.shop.pass(Duration.ofMillis(50));
    }
  }

  @Test
  void isAtRestThoughListingsAreToBeToldAnotherNumber() throws InterruptedException {
    set(State.PAUSED);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.tellListings("PHONE");
    assertThat(isAnyWaiting()).isFalse();

    set(State.ACTIVE);
    assertThat(isAnyWaiting()).isTrue();
    rig.shadowing.begin(rig.account("bm"));
    assertThat(isAnyWaiting()).as("it is told nothing").isFalse();
    refresh("PHONE");
    assertThat(isAnyWaiting()).isTrue();
  }

  private boolean isAnyWaiting() {
    return rig.accounts.waiting(rig.account("bm"), rig.shop.clock().instant()).isAny();
  }

  @Test
  void endsTheAlertThatItFailsAndRaisesNone() throws InterruptedException {
    market.faults().during(Fault.UNAVAILABLE, Duration.ofHours(24));
    minutes(15);
    assertThat(failing()).isTrue();

    set(State.PAUSED);
    rig.run();
    assertThat(failing()).isFalse();
    want();
    minutes(60);
    assertThat(rig.account("bm").health().failures()).isGreaterThan(10);
    assertThat(raised()).as("it was asked for by a person, who is told").isOne();
    assertThat(failing()).isFalse();

    set(State.ACTIVE);
    minutes(15);
    assertThat(failing()).isTrue();
  }

  private boolean failing() {
    return !rig.alerts.open(rig.shop.seller(), "channel.failing").isEmpty();
  }

  private void askForAll() {
    want();
    refresh("PHONE");
    refresh("CASE-0");
  }

  /** How often that alert was. */
  private long raised() {
    return rig
        .alerts
        .list(rig.shop.seller(), false, PageRequest.first(PageRequest.LIMIT_MAX))
        .rows()
        .stream()
        .filter(alert -> alert.kind().equals("channel.failing"))
        .count();
  }

  private void want() {
    var now = rig.shop.clock().instant();
    rig.accounts.want(rig.shop.seller(), rig.account("bm").channel(), now, now);
  }

  private void refresh(String sku) {
    rig.wishes.refresh(
        rig.shop.seller(), List.of(rig.listing("bm", sku).id()), rig.shop.clock().instant());
  }

  private void set(State state) {
    rig.shop.pass(Duration.ofSeconds(1));
    rig.accounts.setState(
        rig.shop.seller(), rig.account("bm").channel(), state, null, rig.shop.clock().instant());
    rig.shop.pass(Duration.ofSeconds(1));
  }

  private void minutes(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
  }
}
