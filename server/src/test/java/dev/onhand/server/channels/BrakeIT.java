package dev.onhand.server.channels;

import static dev.onhand.server.channels.ManyListings.COUNT;
import static dev.onhand.server.channels.ManyListings.sku;
import static dev.onhand.server.channels.ManyListings.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Brake;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChange.Counts;
import dev.onhand.engine.channels.HeldChange.State;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.imports.JdbcImportRuns;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrakeIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ManyListings many;
  private ChannelRig rig;

  @BeforeEach
  void open() throws InterruptedException {
    many = new ManyListings(DATABASE);
    rig = many.rig;
  }

  @AfterEach
  void close() {
    many.close();
  }

  /** Who lets an account work sees what that will push. */
  @Test
  void letsListingsPassThatWereNeverTold() {
    assertThat(many.shown(7)).isEqualTo(units(7));
    assertThat(many.held(State.WAITING)).isEmpty();
  }

  @Test
  void letsEverydayChangesPass() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      many.correct(Reason.DAMAGE, i, units(i));
    }
    many.correct(Reason.PURCHASE, 20, 50);
    many.run();

    assertThat(many.shown(9)).isZero();
    assertThat(many.shown(20)).isEqualTo(units(20) + 50);
    assertThat(many.openAlerts()).isEmpty();
  }

  @Test
  void holdsARuleThatStopsAllSales() throws InterruptedException {
    Map<String, Integer> before = many.shown();
    stopSelling(true);
    many.run();

    assertThat(many.shown()).isEqualTo(before);
    assertThat(many.waiting().counts()).isEqualTo(new Counts(0, COUNT, COUNT, 0, total(), COUNT));
    assertThat(many.openAlerts()).containsExactly("channel.held");

    stopSelling(false);
    many.run();
    assertThat(many.shown()).isEqualTo(before);
    assertThat(many.held(State.OVER)).hasSize(1);
    assertThat(many.openAlerts()).isEmpty();
  }

  @Test
  void tellsWhatIsApprovedOnce() throws InterruptedException {
    stopSelling(true);
    many.run();
    HeldChange change = many.waiting();

    assertThat(many.approve(change)).isTrue();
    assertThat(many.approve(change)).as("again").isFalse();
    many.run();
    assertThat(many.shown().values()).containsOnly(0);
    assertThat(many.openAlerts()).isEmpty();
    assertThat(rig.held.find(rig.shop.seller(), change.id()).orElseThrow())
        .satisfies(
            one -> {
              assertThat(one.state()).isEqualTo(State.APPROVED);
              assertThat(one.decidedBy()).isEqualTo("tester");
              assertThat(one.counts().holding()).isZero();
            });
  }

  @Test
  void looksAnewAtWhatIsMoreByNowThanWasApproved() throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      many.correct(Reason.PURCHASE, i, 60);
    }
    many.run();
    for (int i = 0; i < COUNT; i++) {
      many.correct(Reason.PURCHASE, i, 40);
    }
    Map<String, Integer> before = many.shown();
    many.approve(many.waiting());
    many.run();

    assertThat(many.shown()).isEqualTo(before);
    assertThat(many.waiting().counts().unitsRaised()).isEqualTo(COUNT * 100L);
  }

  @Test
  void holdsWhatIsRejectedWhateverItMovesBy() throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      many.correct(Reason.PURCHASE, i, 9_999);
    }
    many.run();
    HeldChange change = many.waiting();
    assertThat(many.reject(change)).isTrue();
    many.correct(Reason.DAMAGE, 0, 1);
    rig.shop.pass(Duration.ofHours(3));
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0));
    assertThat(many.openAlerts()).as("is to be undone").containsExactly("channel.rejected");

    many.correct(Reason.DAMAGE, 0, 9_999);
    many.run();
    assertThat(many.shown(0)).as("less than it shows").isEqualTo(units(0) - 1);
    assertThat(many.shown(1)).isEqualTo(units(1));

    assertThat(many.approve(change)).as("after all").isTrue();
    many.run();
    assertThat(many.shown(1)).isEqualTo(units(1) + 9_999);
    assertThat(many.openAlerts()).isEmpty();
  }

  /** Who sells out elsewhere oversells here, if this waits. */
  @Test
  void neverHoldsWhatOrdersDid() throws InterruptedException {
    var other = many.connect("other");
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      theirs.add(other.shop().list(Item.of(sku(i)), 0).id());
    }
    rig.shop.pass(Duration.ofHours(1));
    many.run();
    for (int i = 0; i < COUNT; i++) {
      assertThat(other.shop().find(theirs.get(i)).orElseThrow().quantity()).isEqualTo(units(i));
      other.shop().sell(theirs.get(i), units(i)).orElseThrow();
    }
    rig.shop.pass(Duration.ofMinutes(2));
    many.run();
    for (int i = 0; i < COUNT; i++) {
      rig.tellListings(sku(i));
    }
    many.run();

    assertThat(many.shown().values()).containsOnly(0);
    assertThat(many.held(State.WAITING)).isEmpty();
    assertThat(many.explained()).as("looked at once, however few are told at a time").isPositive();
  }

  /** It came between the number's being computed and its being told. */
  @Test
  void holdsNoOrderThatCameAfterTheNumberWasComputed() throws InterruptedException {
    many.brake(new Brake(0, 0, 0, 0, 0));
    many.run(); // reads all, after which all is computed anew
    many.order("1", 0, 3);
    rig.tellListings(sku(0));
    rig.shop.pass(Duration.ofSeconds(1));
    many.order("2", 0, 2);
    many.step();
    assertThat(many.shown(0)).isEqualTo(units(0) - 3);
    many.run();

    assertThat(many.shown(0)).isEqualTo(units(0) - 5);
    assertThat(many.held(State.WAITING)).isEmpty();
    many.correct(Reason.PURCHASE, 0, 5);
    many.run();
    assertThat(many.held(State.WAITING)).as("those orders explain no more").hasSize(1);
  }

  @Test
  void addsUpWhatComesOneByOne() throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      many.correct(Reason.DAMAGE, i, units(i));
      many.run();
    }
    assertThat(many.shown().values().stream().filter(shown -> shown == 0))
        .as("ten are everyday")
        .hasSize(10);
    assertThat(many.waiting().counts().holding()).isEqualTo(COUNT - 10L);
  }

  /** A count of two shelves, item by item, is no change of the whole channel. */
  @Test
  void countsAListingOnceHoweverOftenItIsRaised() throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      many.correct(Reason.PURCHASE, i % 2, 1);
      many.run();
    }
    assertThat(many.shown(0)).isEqualTo(units(0) + COUNT / 2);
    assertThat(many.held(State.WAITING)).isEmpty();
  }

  /** Its first thousands would be told before the others are known. */
  @Test
  void tellsWhatAnImportRaisesWhenItIsAtItsEnd() throws InterruptedException {
    JdbcImportRuns imports = new JdbcImportRuns(rig.shop.transactions());
    long run =
        imports.begin(
            rig.shop.seller(),
            ImportRun.Beginning.of(
                "movements", "stock.csv", "00".repeat(32), "tester", rig.shop.clock().instant()));
    many.correct(Reason.PURCHASE, 0, 5);
    many.correct(Reason.DAMAGE, 1, 5);
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0));
    assertThat(many.shown(1)).as("less is told").isEqualTo(units(1) - 5);

    imports.end(rig.shop.seller(), run, "{}", rig.shop.clock().instant());
    rig.shop.pass(Duration.ofSeconds(3));
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0) + 5);
  }

  @Test
  void isTheSellersToSet() throws InterruptedException {
    many.brake(new Brake(0, 0, 0, 0, 0));
    many.correct(Reason.PURCHASE, 0, 1);
    many.run();

    assertThat(many.shown(0)).isEqualTo(units(0));
    assertThat(rig.held.lines(rig.shop.seller(), many.waiting().id(), PageRequest.first(5)).rows())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.sku()).isEqualTo(sku(0));
              assertThat(line.from()).isEqualTo(units(0));
              assertThat(line.to()).isEqualTo(units(0) + 1);
              assertThat(line.isHeld()).isTrue();
            });
  }

  @Test
  void holdsASmallCutOnceAndUntilTheBetterPartOfItIsUndone() throws InterruptedException {
    many.brake(new Brake(0, 0, 0, 0, 0));
    many.correct(Reason.DAMAGE, 0, 20);
    many.run();
    many.correct(Reason.PURCHASE, 0, 10);
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0));
    assertThat(many.waiting().counts()).isEqualTo(new Counts(0, 1, 0, 0, 20, 1));
    assertThat(many.openAlerts()).containsExactly("channel.held");
    assertThat(many.held(State.OVER)).isEmpty();

    many.brake(Brake.USUAL);
    many.correct(Reason.PURCHASE, 0, 1);
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0) - 9);
    assertThat(many.openAlerts()).isEmpty();
  }

  /** What it should show meanwhile is another change, at which the brake looks anew. */
  @Test
  void doesNotHoldOnToAChangeThatTurned() throws InterruptedException {
    many.brake(new Brake(0, 0, 0, 0, 0));
    many.correct(Reason.DAMAGE, 0, 20);
    many.correct(Reason.PURCHASE, 1, 20);
    many.run();
    many.brake(Brake.USUAL);
    many.correct(Reason.PURCHASE, 0, 30);
    many.correct(Reason.DAMAGE, 1, 20 + units(1));
    many.run();

    assertThat(many.shown(0)).isEqualTo(units(0) + 10);
    assertThat(many.shown(1)).as("what is sold out is told").isZero();
    assertThat(many.held(State.WAITING)).isEmpty();
  }

  /** The switch that stops all writes to a channel at once. */
  @Test
  void tellsNothingOfWhatIsInTheQueueWhileItIsPaused() throws InterruptedException {
    many.correct(Reason.DAMAGE, 0, 5);
    set(Account.State.PAUSED);
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0));

    set(Account.State.ACTIVE);
    many.run();
    assertThat(many.shown(0)).isEqualTo(units(0) - 5);
  }

  private void set(Account.State state) {
    rig.accounts.setState(
        rig.shop.seller(), many.channel(), state, "stop", rig.shop.clock().instant());
  }

  private void stopSelling(boolean stops) {
    rig.rules.set(
        rig.shop.seller(),
        many.channel(),
        new ScopedRule.Scope.Channel(),
        new ListingRule(stops, 0, 100, null, null, 0),
        many.edit());
    many.tellListings();
  }

  private static long total() {
    long total = 0;
    for (int i = 0; i < COUNT; i++) {
      total += units(i);
    }
    return total;
  }
}
