package dev.onhand.server.channels;

import static dev.onhand.core.listing.DriftPolicy.Action.ACCEPT;
import static dev.onhand.core.listing.DriftPolicy.Action.ASK;
import static dev.onhand.core.listing.DriftPolicy.Action.IGNORE;
import static dev.onhand.core.listing.DriftPolicy.Action.PUSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Reconciler;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReconciliationsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final String CODE = "bm";
  private static final int LISTINGS = 4;

  private ChannelRig rig;
  private Reconciling runs;
  private Account market;
  private final List<Listing> there = new ArrayList<>();

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261128);
    runs = new Reconciling(rig, CODE);
    market =
        rig.connect(
            CODE,
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    for (int i = 0; i < LISTINGS; i++) {
      rig.stock(sku(i), 10);
      there.add(market.shop().list(Item.of(sku(i)), 0));
    }
    rig.run();
    runs.run(); // sees what it set
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void saysThatAllIsEqual() throws InterruptedException {
    Reconciliation run = runs.run();

    assertThat(run.state()).isEqualTo(Reconciliation.State.DONE);
    assertThat(run.counts())
        .isEqualTo(new Reconciliation.Counts(LISTINGS, LISTINGS, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(runs.differences(run)).isEmpty();
  }

  @Test
  void pushesOursOverAnEditAndSettlesItWhenItIsShown() throws InterruptedException {
    edit(0, 99);
    Reconciliation run = runs.run();

    assertThat(shown(0)).isEqualTo(10);
    assertThat(run.counts().differing()).isOne();
    assertThat(run.counts().equal()).isEqualTo(LISTINGS - 1);
    assertThat(run.counts().share()).isEqualTo(0.25);
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.EDITED_ON_CHANNEL);
              assertThat(one.desired()).isEqualTo(10);
              assertThat(one.believed()).isEqualTo(10);
              assertThat(one.observed()).isEqualTo(99);
              assertThat(one.action()).isEqualTo(PUSH);
              assertThat(one.settledAt()).isNotNull();
            });
    assertThat(openAlerts()).isEmpty();
  }

  @Test
  void asksAndTellsNothingUntilAPersonDecides() throws InterruptedException {
    policy(ASK, 10, 5);
    edit(0, 99);
    Reconciliation run = runs.run();
    rig.record(Reason.DAMAGE, sku(0), 1);
    rig.run();

    assertThat(shown(0)).as("a person is asked").isEqualTo(99);
    assertThat(run.state()).isEqualTo(Reconciliation.State.DONE);
    assertThat(run.counts().open()).isOne();
    assertThat(openAlerts()).containsExactly("listing.differs");

    decide(runs.only(run), PUSH);
    rig.run();
    assertThat(shown(0)).isEqualTo(9);
    assertThat(runs.only(run).settledBy()).isEqualTo("tester");
    assertThat(openAlerts()).isEmpty();
  }

  @Test
  void takesAnEditOverAsAMovementOnce() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    edit(0, 13);
    Reconciliation run = runs.run();

    assertThat(available(0)).isEqualTo(13);
    assertThat(shown(0)).isEqualTo(13);
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.settledAt()).isNotNull();
              assertThat(one.movement()).isNotNull();
            });

    runs.run();
    assertThat(available(0)).as("it counts once").isEqualTo(13);
  }

  /** Who set it there to what the books say as well, took nothing and added nothing. */
  @Test
  void makesNothingOfANumberThatIsRightByNow() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    var account = rig.account(CODE);
    rig.accounts.setState(
        rig.shop.seller(),
        account.channel(),
        dev.onhand.engine.channels.Account.State.PAUSED,
        null,
        rig.shop.clock().instant());
    rig.record(Reason.PURCHASE, sku(0), 3);
    edit(0, 13);
    Reconciliation run = runs.run();

    assertThat(available(0)).isEqualTo(13);
    assertThat(runs.only(run).settledAt()).isNotNull();
    assertThat(runs.only(run).movement()).isNull();
  }

  @Test
  void takesALowerNumberOverToo() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    edit(0, 4);
    runs.run();

    assertThat(available(0)).isEqualTo(4);
    assertThat(shown(0)).isEqualTo(4);
  }

  /** What was sold there is an order, however its number fell. */
  @Test
  void takesASaleForNoEdit() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    market.shop().sell(there.getFirst().id(), 3).orElseThrow();
    Reconciliation run = runs.run();

    assertThat(available(0)).isEqualTo(7);
    assertThat(shown(0)).isEqualTo(7);
    assertThat(run.counts().differing()).isZero();
  }

  @Test
  void makesNoEditOfASaleWhenTheChannelTurnsAwayWhoAsksForOrders() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    market.shop().sell(there.getFirst().id(), 3).orElseThrow();
    market.faults().next(Fault.THROTTLED, dev.onhand.sandbox.Purpose.ORDER_POLL, 1);
    Reconciliation run = runs.run();
    assertThat(run.finishedAt()).as("it waits until orders are in").isNull();

    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    assertThat(market.faults().fired(Fault.THROTTLED)).isOne();
    assertThat(runs.found(run).counts().differing()).isZero();
    assertThat(runs.differences(run)).isEmpty();
    assertThat(available(0)).isEqualTo(7);
  }

  @Test
  void asksWhereItsRuleHidesHowMuchChanged() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    rig.rules.set(
        rig.shop.seller(),
        rig.account(CODE).channel(),
        new dev.onhand.engine.channels.ScopedRule.Scope.Channel(),
        new dev.onhand.core.listing.ListingRule(false, 0, 50, null, null, 0),
        runs.edit());
    rig.run();
    runs.run();
    edit(0, 9);
    Reconciliation run = runs.run();

    assertThat(shown(0)).isEqualTo(9);
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(ASK);
              assertThat(one.decidedAt()).isNull();
              assertThat(one.notes()).contains("would show 7 and not 9");
            });
  }

  @Test
  void asksWhereTheBooksDoNotHaveWhatIsTakenAway() throws InterruptedException {
    policy(ASK, 10, 5);
    edit(0, 1);
    Reconciliation run = runs.run();
    rig.record(Reason.DAMAGE, sku(0), 4);
    decide(runs.only(run), ACCEPT);

    assertThat(available(0)).isEqualTo(6);
    assertThat(undecided())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(ASK);
              assertThat(one.notes()).isNotBlank();
            });
  }

  @Test
  void leavesAnIgnoredDifferenceUntilWhatItShouldShowChanges() throws InterruptedException {
    policy(IGNORE, 10, 5);
    edit(0, 12);
    runs.run();
    rig.run();
    assertThat(shown(0)).isEqualTo(12);
    assertThat(openAlerts()).isEmpty();

    rig.record(Reason.DAMAGE, sku(0), 1);
    rig.run();
    assertThat(shown(0)).isEqualTo(9);
  }

  @Test
  void stagesWhatWouldRaiseSoManyAndPushesWhatIsApproved() throws InterruptedException {
    policy(PUSH, 1, 5);
    for (int i = 0; i < LISTINGS; i++) {
      edit(i, 0);
    }
    Reconciliation run = runs.run();
    rig.run();

    assertThat(run.state()).isEqualTo(Reconciliation.State.STAGED);
    assertThat(run.counts().raising()).isEqualTo(LISTINGS);
    assertThat(shown(0)).as("nothing is told before").isZero();
    assertThat(openAlerts()).containsExactlyInAnyOrder("listing.differs", "reconciliation.staged");

    long first = rig.listing(CODE, sku(0)).id();
    approve(run, List.of(first));
    rig.run();
    assertThat(shown(0)).isEqualTo(10);
    assertThat(shown(1)).isZero();

    approve(run, null);
    rig.run();
    assertThat(shown(1)).isEqualTo(10);
    assertThat(runs.found(run).state()).isEqualTo(Reconciliation.State.DONE);
    assertThat(openAlerts()).isEmpty();
  }

  @Test
  void forgetsADifferenceThatWasUndoneThere() throws InterruptedException {
    policy(ASK, 10, 5);
    edit(0, 99);
    Reconciliation run = runs.run();
    edit(0, 50);
    runs.run();
    assertThat(runs.only(run).observed()).isEqualTo(50);

    edit(0, 10);
    runs.run();
    assertThat(runs.only(run).settledBy()).isEqualTo("channel");
    assertThat(openAlerts()).isEmpty();
  }

  @Test
  void keepsWhatWasChangedThereApartFromWhatWasSoldSince() throws InterruptedException {
    policy(ASK, 10, 5);
    edit(0, 15);
    Reconciliation run = runs.run();
    rig.shop.pass(Duration.ofMinutes(2));
    market.shop().sell(there.getFirst().id(), 2).orElseThrow();
    runs.run();

    decide(runs.only(run), ACCEPT);
    rig.run();
    assertThat(available(0)).as("ten, five found, two sold").isEqualTo(13);
    assertThat(shown(0)).isEqualTo(13);
  }

  @Test
  void namesTheCauseOfANumberThatWasTakenAndNotApplied() throws InterruptedException {
    market.faults().next(Fault.NOT_APPLIED, dev.onhand.sandbox.Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, sku(0), 3);
    rig.run();
    assertThat(shown(0)).isEqualTo(10);
    Reconciliation run = runs.run();

    assertThat(market.faults().fired(Fault.NOT_APPLIED)).isOne();
    assertThat(runs.only(run).cause()).isEqualTo(Drift.ACCEPTED_NOT_APPLIED);
    assertThat(shown(0)).isEqualTo(7);
  }

  @Test
  void listsWhatIsNotToldYet() throws InterruptedException {
    var account = rig.account(CODE);
    rig.accounts.setState(
        rig.shop.seller(),
        account.channel(),
        dev.onhand.engine.channels.Account.State.PAUSED,
        "inventory",
        rig.shop.clock().instant());
    rig.record(Reason.DAMAGE, sku(0), 3);
    Reconciliation run = runs.run();

    assertThat(run.counts().pending()).isOne();
    assertThat(runs.only(run).cause()).isEqualTo(Drift.NOT_YET_PUSHED);
    assertThat(openAlerts()).isEmpty();
  }

  @Test
  void saysWhichAreGone() throws InterruptedException {
    market.shop().delete(there.getFirst().id());
    runs.run();
    runs.run();
    Reconciliation run = runs.run();

    assertThat(run.counts().missing()).isOne();
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.GONE);
              assertThat(one.observed()).isNull();
            });
  }

  @Test
  void takesNoSaleForAnEditWhereClocksDiffer() throws InterruptedException {
    policy(ACCEPT, 10, 5);
    market.shop().skew(Duration.ofMinutes(7));
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    market.shop().sell(there.getFirst().id(), 3).orElseThrow();
    runs.run();
    edit(1, 12);
    runs.run();

    assertThat(available(0)).isEqualTo(7);
    assertThat(available(1)).isEqualTo(12);
    assertThat(shown(0)).isEqualTo(7);
    assertThat(shown(1)).isEqualTo(12);
  }

  @Test
  void waitsOnceHoweverOftenItIsAskedFor() {
    Reconciliation first = runs.want();
    assertThat(runs.want().id()).isEqualTo(first.id());
  }

  @Test
  void leavesAloneWhatIsSettledUntilItsLeaseIsAnother() throws InterruptedException {
    policy(ASK, 10, 5);
    Reconciler ours = rig.reconciler();
    ours.follow(rig.account(CODE), new Lease(1));
    edit(0, 99);
    runs.run(); // by another node
    rig.alerts.close(rig.shop.seller(), Reconciler.DIFFERS_ALERT, CODE, "tester");

    ours.follow(rig.account(CODE), new Lease(1));
    assertThat(openAlerts()).as("nobody else finds anything under this lease").isEmpty();
    ours.follow(rig.account(CODE), new Lease(2));
    assertThat(openAlerts()).containsExactly("listing.differs");
  }

  private List<Difference> undecided() {
    return rig.reconciliations
        .differences(
            rig.shop.seller(), new Difference.Filter(CODE, null, true), PageRequest.first(50))
        .rows();
  }

  private void policy(DriftPolicy.Action edited, long above, int percent) {
    runs.setPolicy(new DriftPolicy(edited, PUSH, PUSH, above, percent));
  }

  private void decide(Difference one, DriftPolicy.Action action) {
    decide(null, null, one.id(), action);
  }

  private void approve(Reconciliation run, @Nullable List<Long> listings) {
    decide(run.id(), listings, null, null);
  }

  private void decide(
      @Nullable Long run,
      @Nullable List<Long> listings,
      @Nullable Long drift,
      DriftPolicy.@Nullable Action action) {
    rig.reconciliations.decide(
        rig.shop.seller(),
        new Reconciliations.Decision(
            run, listings, drift, action, null, "tester", rig.shop.clock().instant()));
    rig.reconciler().follow(rig.account(CODE));
  }

  private static String sku(int i) {
    return "PHONE-" + i;
  }

  private void edit(int i, int quantity) {
    market.shop().edit(there.get(i).id(), quantity);
  }

  private int shown(int i) {
    return market.shop().find(there.get(i).id()).orElseThrow().quantity();
  }

  /** What may be promised: what the listing should show, without a rule. */
  private long available(int i) {
    rig.tellListings(sku(i));
    return Objects.requireNonNull(rig.listing(CODE, sku(i)).desired()).quantity();
  }

  private List<String> openAlerts() {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows().stream()
        .map(Alert::kind)
        .toList();
  }
}
