package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.PushOutcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Drift;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Breaker;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Push;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a channel is called: within the account's budget, and not at all while it fails. */
class BudgetIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int MINUTES_OF_DAY = 24 * 60;

  private ChannelRig rig;
  private Account market;
  private dev.onhand.sandbox.shop.Listing there;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 1_000);
    market =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    there = market.shop().list(Item.of("PHONE"), 3);
    rig.run();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void spendsNoMoreCallsInADayThanItsBudgetAndGoesOnTheNext() throws InterruptedException {
    budget(new AccountBudget(null, 100, null));
    midnight();
    long before = all();
    while (!openAlerts().contains("channel.budget")) {
      minutes(1);
    }
    assertThat(budgetAlert()).startsWith("9").contains(" of the day's 100 calls are spent");
    minutes(300);
    assertThat(spentToday()).isEqualTo(100);
    assertThat(all() - before).isEqualTo(100);
    assertThat(budgetAlert())
        .startsWith("The 100 calls of the day are spent: 'bm' is neither asked for orders nor")
        .contains(" 00:00 UTC");

    midnight();
    rig.run();
    assertThat(spentToday()).isPositive().isLessThan(100);
    assertThat(openAlerts()).doesNotContain("channel.budget");

    budget(new AccountBudget(null, 1, null)); // lower than what is spent: no call follows
    minutes(5);
    assertThat(openAlerts()).contains("channel.budget");
  }

  private String budgetAlert() {
    return rig.alerts.open(rig.shop.seller(), "channel.budget").getFirst().detail();
  }

  /** As eBay documents some, though of more calls than a test can make. */
  @Test
  void saysThatALimitOfADayThatTheChannelDocumentsIsNearlySpent() throws InterruptedException {
    rig.dressed = BudgetIT::allowingHundredADay;
    rig.replaceWorker();
    minutes(80);
    assertThat(openAlerts()).doesNotContain("channel.budget");
    minutes(15);
    assertThat(budgetAlert())
        .matches("9\\d of the 100 calls of 'calls' that the channel allows in 24 hours .*");

    rig.shop.pass(Duration.ofHours(24));
    rig.run();
    assertThat(openAlerts()).doesNotContain("channel.budget");
  }

  static ConnectorFactory allowingHundredADay(ConnectorFactory factory) {
    ConnectorDescriptor as = factory.descriptor();
    ConnectorDescriptor less =
        new ConnectorDescriptor(
            as.type(),
            as.title(),
            as.settings(),
            as.access(),
            as.behaviors(),
            as.semantics(),
            new Limits(
                as.limits().batchMax(),
                as.limits().rates().stream()
                    .map(rate -> new Limits.Rate(rate.name(), 100, Duration.ofDays(1)))
                    .toList(),
                as.limits().throttledWait()),
            as.statuses(),
            as.documentation());
    return (ConnectorFactory)
        Proxy.newProxyInstance(
            ConnectorFactory.class.getClassLoader(),
            new Class<?>[] {ConnectorFactory.class},
            (proxy, method, arguments) ->
                method.getName().equals("descriptor") ? less : method.invoke(factory, arguments));
  }

  /** What another process spent counts, and so does what one spent that is gone. */
  @Test
  void spendsNoMoreAfterAnotherProcessTookOver() throws InterruptedException {
    budget(new AccountBudget(null, 60, null));
    midnight();
    for (int minute = 0; minute < 120; minute++) {
      if (minute % 25 == 24) {
        rig.replaceWorker();
        rig.shop.pass(Duration.ofMinutes(2));
      }
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
    assertThat(spentToday()).isEqualTo(60);
  }

  @Test
  void goesOnAtOnceWhereAPersonAllowsMore() throws InterruptedException {
    budget(new AccountBudget(null, 1, null));
    rig.shop.pass(Duration.ofMinutes(5));
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    assertThat(shown()).as("the day's calls are spent").isEqualTo(1_000);

    budget(AccountBudget.NONE);
    rig.run();
    assertThat(shown()).isEqualTo(996);
  }

  /** An order's own intake may have computed it before: the channel is woken all the same. */
  @Test
  void saysThatAListingIsDueUntilItWasTold() throws InterruptedException {
    rig.record(Reason.DAMAGE, "PHONE", 4);
    assertThat(rig.tellListings("PHONE")).containsExactly(rig.account("bm").channel());

    rig.run();
    assertThat(rig.tellListings("PHONE")).isEmpty();
  }

  /** What was wanted later, but can be oversold by more. */
  @Test
  void tellsFirstWhatShowsMostTooMany() throws InterruptedException {
    rig.stock("CASE", 1_000);
    market.shop().list(Item.of("CASE"), 3);
    rig.shop.pass(Duration.ofHours(1));
    rig.run();

    rig.record(Reason.DAMAGE, "CASE", 1);
    rig.shop.pass(Duration.ofSeconds(1));
    rig.record(Reason.DAMAGE, "PHONE", 50);
    rig.run();

    List<String> pushed =
        market.shop().journal().stream()
            .filter(entry -> entry.cause() == dev.onhand.sandbox.shop.Cause.PUSHED)
            .map(entry -> entry.after().sku() + " " + entry.after().quantity())
            .toList();
    assertThat(pushed.subList(pushed.size() - 2, pushed.size()))
        .containsExactly("PHONE 950", "CASE 999");
  }

  /** It is worked every second. */
  @Test
  void looksUpWhatIsSpentOnceAMinute() {
    budget(new AccountBudget(null, 100, null));
    AtomicInteger asked = new AtomicInteger();
    Accounts counting =
        (Accounts)
            Proxy.newProxyInstance(
                Accounts.class.getClassLoader(),
                new Class<?>[] {Accounts.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("spentOn")) {
                    asked.incrementAndGet();
                  }
                  return method.invoke(rig.accounts, arguments);
                });
    try (Connectors connectors = rig.connectors(counting)) {
      for (int second = 0; second < 60; second++) {
        connectors.open(rig.account("bm"));
        rig.shop.pass(Duration.ofSeconds(1));
      }
      assertThat(asked).hasValue(1);

      connectors.open(rig.account("bm"));
      assertThat(asked).hasValue(2);
      budget(new AccountBudget(null, 200, null));
      connectors.open(rig.account("bm"));
      assertThat(asked).as("a person set another budget").hasValue(3);
    }
  }

  @Test
  void tellsAListingNoMoreOftenThanItsBudget() throws InterruptedException {
    budget(new AccountBudget(null, null, 3));
    for (int i = 0; i < 6; i++) {
      rig.shop.pass(Duration.ofMinutes(10));
      rig.record(Reason.DAMAGE, "PHONE", 1);
      rig.run();
    }
    assertThat(market.calls().of(Purpose.PUSH)).isEqualTo(3);
    assertThat(ours().trouble().retryAt()).isNotNull();

    rig.shop.pass(Duration.ofHours(24));
    rig.run();
    assertThat(shown()).as("the newest of the numbers that waited").isEqualTo(994);
    assertThat(market.calls().of(Purpose.PUSH)).isEqualTo(4);
  }

  @Test
  void opensAfterFailuresAndLetsOneKindOfCallThroughUntilItAnswers() throws InterruptedException {
    rig.record(Reason.DAMAGE, "PHONE", 1);
    market.faults().during(Fault.UNAVAILABLE, Duration.ofHours(24));
    minutes(10);
    assertThat(breaker()).isEqualTo(Breaker.OPEN);
    assertThat(openAlerts()).contains("channel.failing");
    long pushes = market.calls().of(Purpose.PUSH);
    long polls = market.calls().of(Purpose.ORDER_POLL);

    for (int minute = 0; minute < MINUTES_OF_DAY - 60; minute++) {
      rig.shop.pass(Duration.ofMinutes(1));
      if (minute % 60 == 0) {
        rig.record(Reason.DAMAGE, "PHONE", 1);
      }
      rig.run();
    }
    assertThat(market.faults().fired(Fault.UNAVAILABLE)).isGreaterThan(100);
    assertThat(market.calls().of(Purpose.PUSH)).as("no push is a probe").isEqualTo(pushes);
    assertThat(market.calls().of(Purpose.ORDER_POLL) - polls)
        .as("one probe in five minutes")
        .isBetween(200L, 290L);
    assertThat(ours().trouble().refused()).as("the channel fails, not the listing").isNull();

    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    rig.shop.pass(Duration.ofMinutes(6));
    rig.run();
    assertThat(breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(shown()).isEqualTo(1_000 - 1 - 23);
    assertThat(market.calls().of(Purpose.PUSH)).as("one number for all").isEqualTo(pushes + 1);
    assertThat(openAlerts()).doesNotContain("channel.failing");
  }

  @Test
  void saysAtOnceThatAListingIsRefusedUntilAPersonLetsItBeToldAgain() throws InterruptedException {
    market.faults().rate(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 1);
    rig.run();
    assertThat(ours().trouble().refused()).isNotNull();
    assertThat(openAlerts()).as("at once, without a full read").contains("listing.refused");
    assertThat(rig.listings.backlog(rig.shop.seller(), rig.account("bm").channel()).dead()).isOne();

    market.faults().stop();
    rig.listings.unblock(
        rig.shop.seller(), ours().id(), new Edit("tester", rig.shop.clock().instant(), null));
    rig.run();
    assertThat(shown()).isEqualTo(999);
    assertThat(rig.listings.backlog(rig.shop.seller(), rig.account("bm").channel()).dead())
        .isZero();
  }

  /** What fails of itself is not tried for ever. */
  @Test
  void givesUpAListingThatFailsTwelveTimes() {
    for (int i = 0; i < 11; i++) {
      assertThat(fail(Push.KnownBy.ANSWER)).isFalse();
    }
    assertThat(fail(Push.KnownBy.ANSWER)).as("a person must act").isTrue();
    assertThat(ours().trouble().refused()).isEqualTo("given_up");
    assertThat(ours().trouble().refusedDetail()).isEqualTo("failed 12 times in a row: boom");

    rig.record(Reason.DAMAGE, "PHONE", 1);
    assertThat(ours().trouble().refused()).as("another number is tried").isNull();
  }

  @Test
  void doesNotCountToAListingThatItsChannelFails() {
    for (int i = 0; i < 30; i++) {
      assertThat(fail(Push.KnownBy.CALL)).isFalse();
    }
    assertThat(ours().trouble().failures()).isZero();
  }

  private boolean fail(Push.KnownBy by) {
    rig.record(Reason.DAMAGE, "PHONE", ours().desired().quantity() == 1_000 ? 1 : 0);
    rig.shop.pass(Duration.ofMinutes(20));
    var account = rig.account("bm");
    var now = rig.shop.clock().instant();
    var lease =
        rig.accounts
            .lease(rig.shop.seller(), account.channel(), "test", Duration.ofMinutes(1))
            .orElseThrow();
    Push push = rig.listings.take(rig.shop.seller(), account.channel(), lease, 1, now).getFirst();
    return rig.listings.answered(
        rig.shop.seller(),
        account.channel(),
        lease,
        List.of(
            new Push.Answered(
                push,
                new PushOutcome.Deferred(Cause.UNEXPECTED, Duration.ZERO, "boom"),
                by,
                now,
                now)));
  }

  @Test
  void proposesToReadLessOftenAfterSevenCleanDays() throws InterruptedException {
    hours(6 * 24);
    assertThat(openAlerts()).doesNotContain("channel.hourly_read");
    hours(2 * 24);
    assertThat(openAlerts()).contains("channel.hourly_read");

    market.shop().edit(there.id(), 3);
    hours(2);
    assertThat(openAlerts())
        .as("it would have been found a day late")
        .doesNotContain("channel.hourly_read");
  }

  /** A reconciliation notes them too, each time: they are no reason to read more often. */
  @Test
  void proposesThatAlsoWhereListingsShowWhatTheyAreBelievedToAndShouldNot()
      throws InterruptedException {
    market.faults().rate(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 1);
    for (int day = 0; day < 8; day++) {
      rig.reconciliations.want(
          rig.shop.seller(),
          rig.account("bm").channel(),
          Reconciliation.Purpose.DAILY,
          "tester",
          rig.shop.clock().instant());
      hours(24);
    }
    assertThat(
            rig.reconciliations
                .differences(
                    rig.shop.seller(),
                    new Difference.Filter("bm", null, false),
                    PageRequest.first(50))
                .rows())
        .extracting(Difference::cause)
        .hasSizeGreaterThan(6)
        .containsOnly(Drift.REFUSED);

    assertThat(openAlerts()).contains("channel.hourly_read");
  }

  @Test
  void seesWithinAQuarterOfAnHourThatWhatTheChannelTookIsNotShown() throws InterruptedException {
    put(AccountBudget.NONE, false);
    minutes(20);
    market.faults().next(Fault.NOT_APPLIED, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 1);
    rig.run();
    assertThat(market.faults().fired(Fault.NOT_APPLIED)).isOne();
    assertThat(ours().shown().quantity()).as("as the channel said").isEqualTo(999);
    assertThat(shown()).isEqualTo(1_000);

    long reads = market.calls().of(Purpose.LISTING_READ);
    minutes(17);
    assertThat(shown()).as("it was seen, and told again").isEqualTo(999);
    minutes(60);
    assertThat(market.calls().of(Purpose.LISTING_READ) - reads)
        .as("once after each of the two pushes")
        .isEqualTo(2);
  }

  @Test
  void readsOnceADayWhereAPersonAccepts() throws InterruptedException {
    put(AccountBudget.NONE, false);
    minutes(20); // what it was told first is seen
    long before = market.calls().of(Purpose.LISTING_READ);
    hours(48);

    assertThat(market.calls().of(Purpose.LISTING_READ) - before).isEqualTo(2);
  }

  private void minutes(int minutes) throws InterruptedException {
    for (int i = 0; i < minutes; i++) {
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
  }

  private void hours(int hours) throws InterruptedException {
    for (int i = 0; i < hours; i++) {
      rig.shop.pass(Duration.ofHours(1));
      rig.run();
    }
  }

  private void midnight() {
    var now = rig.shop.clock().instant();
    var next =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    rig.shop.pass(Duration.between(now, next));
  }

  private void budget(AccountBudget budget) {
    put(budget, true);
  }

  private void put(AccountBudget budget, boolean readsHourly) {
    var account = rig.account("bm");
    rig.accounts.put(
        rig.shop.seller(),
        "bm",
        new AccountData(
            account.type(),
            account.settings(),
            rig.accounts.secrets(rig.shop.seller(), account.channel()),
            account.locations(),
            account.semantics(),
            account.pollEvery(),
            budget,
            readsHourly),
        new Edit("tester", rig.shop.clock().instant(), null));
  }

  private long all() {
    return List.of(Purpose.values()).stream().mapToLong(market.calls()::of).sum();
  }

  private long spentToday() {
    return rig.accounts.spentOn(
        rig.shop.seller(),
        rig.account("bm").channel(),
        LocalDate.ofInstant(rig.shop.clock().instant(), ZoneOffset.UTC));
  }

  private Breaker breaker() {
    return Breaker.of(rig.account("bm").health(), rig.shop.clock().instant());
  }

  private int shown() {
    return market.shop().find(there.id()).orElseThrow().quantity();
  }

  private Listing ours() {
    return rig.listing("bm", "PHONE");
  }

  private List<String> openAlerts() {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows().stream()
        .map(alert -> alert.kind())
        .toList();
  }
}
