package dev.onhand.store.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.QuietHours;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.AlertText;
import dev.onhand.engine.alerts.Courier;
import dev.onhand.model.Secret;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertDeliveryIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Watched watched;
  private Seller seller;
  private final Letters letters = new Letters();

  /** Keeps what was brought, unless it is told to fail. */
  private static final class Letters implements Courier {

    private final List<String> brought = Collections.synchronizedList(new ArrayList<>());
    private String lastBody = "";
    private @Nullable RuntimeException crash;
    private @Nullable String failure;

    @Override
    public void bring(AlertTarget target, Secret address, AlertText text, String id)
        throws UndeliveredException {
      if (failure != null) {
        throw new UndeliveredException(failure);
      }
      brought.add(target.data().name() + ": " + text.subject());
      lastBody = text.body();
      if (crash != null) {
        throw crash;
      }
    }
  }

  @BeforeEach
  void open() {
    watched = new Watched(DATABASE);
    seller =
        new JdbcSellers(DATABASE.database().platform()).find(watched.shop.seller()).orElseThrow();
  }

  @AfterEach
  void close() {
    watched.close();
  }

  private void raise(Severity severity, String subject) {
    watched.alerts.raise(seller.id(), severity, "test.kind", subject, "Something is wrong.");
  }

  private AlertDelivery delivery() {
    return new AlertDelivery(
        watched.messages,
        watched.targets,
        watched.alerts,
        new JdbcSellers(DATABASE.database().platform()),
        letters,
        (kind, isTold) -> {},
        watched.shop.clock());
  }

  private List<String> deliver() throws InterruptedException {
    delivery().deliver(seller);
    return List.copyOf(letters.brought);
  }

  private AlertTarget.Data data(String name, @Nullable QuietHours quiet, int gatherMinutes) {
    return new AlertTarget.Data(
        name,
        AlertTarget.Kind.EMAIL,
        name + "@shop.example",
        Severity.WARNING,
        quiet,
        gatherMinutes,
        false);
  }

  @Test
  void eachOpeningIsToldEachTargetOnce() throws Exception {
    watched.target("jo");
    watched.target("kim");
    raise(Severity.WARNING, "a");
    assertThat(deliver())
        .containsExactly(
            "jo: Onhand: test.kind (warning, Shop)", "kim: Onhand: test.kind (warning, Shop)");
    raise(Severity.WARNING, "a");
    assertThat(deliver()).as("seen again is not opened again").hasSize(2);
  }

  @Test
  void whatOpensTogetherIsOneMessage() throws Exception {
    watched.target("jo");
    for (int i = 0; i < 60; i++) {
      raise(i == 30 ? Severity.ERROR : Severity.WARNING, "s" + i);
    }
    assertThat(deliver())
        .containsExactly("jo: Onhand: 60 alerts, the worst: test.kind (error, Shop)");
  }

  @Test
  void isNotToldWhatIsLessBadOverOrKnownOrOnlyForThePage() throws Exception {
    watched.target("jo");
    raise(Severity.INFO, "a");
    raise(Severity.ERROR, "over");
    watched.alerts.close(seller.id(), "test.kind", "over", "x");
    raise(Severity.ERROR, "known");
    watched.alerts.acknowledge(seller.id(), alert("known").id(), "jo");
    watched.rule(AlertKind.JOB_FAILED, null, null, null, Mode.PAGE);
    watched.alerts.raise(seller.id(), Severity.CRITICAL, "job.failed", "x", "It failed.");
    assertThat(deliver()).isEmpty();
    assertThat(watched.open()).contains("test.kind: known", "job.failed: x");
  }

  private Alert alert(String subject) {
    return watched.rows(true).stream()
        .filter(one -> one.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsWatchedForThePageAloneIsTheresAndNotTold() throws Exception {
    watched.target("jo");
    var tea = watched.shop.product("TEA");
    watched.shop.location("berlin");
    watched.rule(AlertKind.STOCK_LOW, null, null, 5L, Mode.PAGE);
    watched.receive("TEA", 3, "berlin");
    assertThat(watched.lookAt(tea)).hasSize(1);
    assertThat(deliver()).isEmpty();
    watched.rule(AlertKind.STOCK_LOW, null, null, 1L, Mode.TOLD);
    watched.look();
    watched.sell("TEA", 2, "berlin");
    watched.look();
    assertThat(deliver()).containsExactly("jo: Onhand: Stock runs low (warning, Shop)");
  }

  @Test
  void twoNodesAtOnceTellOnce() throws Exception {
    watched.target("jo");
    for (int round = 0; round < 10; round++) {
      raise(Severity.WARNING, "s" + round);
      CountDownLatch start = new CountDownLatch(1);
      try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
        List<Future<?>> both = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
          both.add(
              nodes.submit(
                  () -> {
                    start.await();
                    delivery().deliver(seller);
                    return null;
                  }));
        }
        start.countDown();
        for (Future<?> one : both) {
          one.get();
        }
      }
      assertThat(letters.brought).as("round %d", round).hasSize(round + 1);
    }
  }

  @Test
  void aNodeThatDiesBeforeItSendsLosesNothing() throws Exception {
    AlertTarget jo = watched.target("jo");
    raise(Severity.WARNING, "a");
    watched.messages.plan(seller.id(), watched.shop.clock().instant());
    watched.messages.begin(
        seller.id(),
        jo.id(),
        (target, waiting) -> waiting,
        watched.shop.clock().instant(),
        watched.shop.clock().instant().plus(Duration.ofMinutes(2)));
    assertThat(deliver()).as("another is at it").isEmpty();
    watched.shop.pass(Duration.ofMinutes(2));
    assertThat(deliver()).hasSize(1);
    watched.shop.pass(Duration.ofMinutes(2));
    assertThat(deliver()).hasSize(1);
  }

  @Test
  void aNodeThatDiesAfterItSentTellsAtMostOnceMore() throws Exception {
    watched.target("jo");
    raise(Severity.WARNING, "a");
    letters.crash = new IllegalArgumentException("the node dies");
    try {
      deliver();
    } catch (IllegalArgumentException dead) {
      letters.crash = null;
    }
    assertThat(deliver()).hasSize(1);
    watched.shop.pass(Duration.ofMinutes(2));
    assertThat(deliver()).hasSize(2);
    watched.shop.pass(Duration.ofMinutes(5));
    assertThat(deliver()).hasSize(2);
  }

  @Test
  void whoCannotBeToldIsTriedLaterEachTimeAndIsAnAlertForTheOthers() throws Exception {
    AlertTarget jo = watched.target("jo");
    raise(Severity.WARNING, "a");
    letters.failure = "the mail server says no";
    deliver();
    watched.shop.pass(Duration.ofSeconds(59));
    deliver();
    assertThat(health(jo).failures()).isEqualTo(1);
    watched.shop.pass(Duration.ofSeconds(1));
    deliver();
    watched.shop.pass(Duration.ofMinutes(2));
    deliver();
    assertThat(health(jo)).matches(health -> health.failures() == 3);
    assertThat(health(jo).failure()).isEqualTo("the mail server says no");
    assertThat(watched.open()).contains("alert.target_failing: jo");

    letters.failure = null;
    watched.target("kim");
    watched.shop.pass(Duration.ofMinutes(4));
    assertThat(deliver())
        .containsExactlyInAnyOrder(
            "jo: Onhand: test.kind (warning, Shop)",
            "kim: Onhand: over by now: People cannot be told (error, Shop)");
    assertThat(watched.open()).doesNotContain("alert.target_failing: jo");
  }

  private AlertTarget.Health health(AlertTarget target) {
    return watched.targets.find(seller.id(), target.id()).orElseThrow().health();
  }

  @Test
  void quietHoursHoldBackAllThatIsNotUrgentAndThenTellItTogether() throws Exception {
    watched.target(data("jo", new QuietHours(LocalTime.of(8, 0), LocalTime.of(10, 0)), 0));
    raise(Severity.WARNING, "a");
    raise(Severity.ERROR, "b");
    raise(Severity.CRITICAL, "c");
    assertThat(deliver()).containsExactly("jo: Onhand: test.kind (critical, Shop)");
    watched.shop.pass(Duration.ofMinutes(59));
    assertThat(deliver()).hasSize(1);
    watched.shop.pass(Duration.ofMinutes(1));
    assertThat(deliver().getLast())
        .isEqualTo("jo: Onhand: 2 alerts, the worst: test.kind (error, Shop)");
    assertThat(letters.lastBody)
        .as("what waited, each once, and not what was told at once")
        .containsSubsequence("ERROR: test.kind [test.kind b]", "WARNING: test.kind [test.kind a]")
        .doesNotContain("CRITICAL");
    watched.shop.pass(Duration.ofHours(1));
    assertThat(deliver()).hasSize(2);
  }

  @Test
  void whatCameAndWentInQuietHoursIsToldWithThatItIsOver() throws Exception {
    watched.target(data("jo", new QuietHours(LocalTime.of(8, 0), LocalTime.of(10, 0)), 0));
    for (int time = 0; time < 3; time++) {
      raise(Severity.ERROR, "a");
      deliver();
      watched.alerts.close(seller.id(), "test.kind", "a", "x");
    }
    raise(Severity.WARNING, "b");
    assertThat(deliver()).isEmpty();
    watched.shop.pass(Duration.ofHours(1));
    assertThat(deliver())
        .containsExactly(
            "jo: Onhand: 2 alerts, 1 over by now, the worst: test.kind (warning, Shop)");
  }

  @Test
  void afterAMessageTheNextIsGathered() throws Exception {
    watched.target(data("jo", null, 5));
    raise(Severity.WARNING, "a");
    deliver();
    raise(Severity.WARNING, "b");
    raise(Severity.WARNING, "c");
    assertThat(deliver()).hasSize(1);
    watched.shop.pass(Duration.ofMinutes(5));
    assertThat(deliver()).hasSize(2);
  }

  @Test
  void whatOpensAgainWithinAQuarterOfAnHourIsNotToldAgain() throws Exception {
    watched.target("jo");
    raise(Severity.WARNING, "a");
    deliver();
    watched.alerts.close(seller.id(), "test.kind", "a", "x");
    raise(Severity.WARNING, "a");
    assertThat(deliver()).hasSize(1);
    watched.alerts.close(seller.id(), "test.kind", "a", "x");
    watched.shop.pass(Duration.ofMinutes(15));
    raise(Severity.WARNING, "a");
    assertThat(deliver()).hasSize(2);
  }

  @Test
  void aSnoozedAlertIsNotSeenAndToldWhenItsTimeIsOver() throws Exception {
    watched.target("jo");
    raise(Severity.WARNING, "a");
    long id = alert("a").id();
    watched.alerts.snooze(
        seller.id(), id, watched.shop.clock().instant().plus(Duration.ofHours(1)));
    assertThat(deliver()).isEmpty();
    assertThat(watched.open()).isEmpty();
    watched.shop.pass(Duration.ofHours(1));
    assertThat(watched.open()).containsExactly("test.kind: a");
    assertThat(deliver()).hasSize(1);
    assertThat(deliver()).hasSize(1);
  }

  @Test
  void forgetsWhatWasToldLongAgo() throws Exception {
    watched.target("jo");
    raise(Severity.WARNING, "a");
    deliver();
    assertThat(watched.messages.forgetBefore(seller.id(), watched.shop.clock().instant())).isZero();
    watched.shop.pass(Duration.ofSeconds(1));
    assertThat(watched.messages.forgetBefore(seller.id(), watched.shop.clock().instant())).isOne();
  }
}
