package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Limits LIMITS =
      new Limits(
          1,
          List.of(
              new Limits.Rate("calls", 20, Duration.ofSeconds(10)),
              new Limits.Rate("lines", 30, Duration.ofHours(1))),
          Duration.ofSeconds(10));

  private final Pacer pacer = new Pacer(LIMITS);

  @Test
  void letsThroughWhatTheLimitsAllowAndSaysHowLongToWaitThen() {
    for (int i = 0; i < 20; i++) {
      assertThat(take(1, NOON.plusMillis(i * 100L))).isEmpty();
    }

    assertThat(take(1, NOON.plusSeconds(2))).contains(Duration.ofSeconds(8));
    assertThat(take(1, NOON.plusSeconds(10))).isEmpty();
    assertThat(take(1, NOON.plusSeconds(10))).contains(Duration.ofMillis(100));
  }

  @Test
  void goesAtThePaceThatTheChannelTellsFromThenOn() {
    for (int i = 0; i < 20; i++) {
      assertThat(take(1, NOON)).isEmpty();
    }
    pacer.learn(Map.of("calls", 10.0));
    assertThat(take(1, NOON)).as("20 in 2 s").contains(Duration.ofSeconds(2));
    pacer.learn(Map.of("calls", 0.5));
    assertThat(take(1, NOON)).as("20 in 40 s").contains(Duration.ofSeconds(40));
  }

  @Test
  void believesNoPaceThatIsNone() {
    for (double none : new double[] {0, -1, Double.NaN}) {
      assertThat(LIMITS.rates().getFirst().at(none)).isEqualTo(LIMITS.rates().getFirst());
    }
    assertThat(LIMITS.rates().getFirst().at(1e-9).window()).isEqualTo(Duration.ofDays(1));
    assertThat(LIMITS.rates().getFirst().at(1e9).window()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void sendsNothingWhenTheChannelSaysThatNothingIsLeftAndGoesOnAtTheSameRate() {
    pacer.rest(NOON.plusSeconds(3));
    pacer.rest(NOON.plusSeconds(1));

    assertThat(take(1, NOON)).contains(Duration.ofSeconds(3));
    assertThat(pacer.holds(Purpose.PUSH, NOON)).isEqualTo(Duration.ofSeconds(3));
    assertThat(pacer.leftRatio(NOON)).isZero();
    assertThat(take(1, NOON.plusSeconds(3))).isEmpty();
    assertThat(pacer.share()).isEqualTo(1);
    assertThat(pacer.stillUntil()).isEmpty();
  }

  @Test
  void waitsNoLongerWhereTheClockIsSetBack() {
    for (int i = 0; i < 20; i++) {
      assertThat(take(1, NOON)).isEmpty();
    }
    Instant earlier = NOON.minus(Duration.ofHours(1));
    pacer.setBack(Duration.ofHours(1));

    assertThat(take(1, earlier)).as("what left counts").contains(Duration.ofSeconds(10));
    assertThat(pacer.stillUntil()).isEmpty();
    pacer.throttled(Optional.of(Duration.ofSeconds(30)), earlier);
    pacer.rest(earlier.plusSeconds(40));
    pacer.setBack(Duration.ofHours(1));
    assertThat(take(1, earlier.minus(Duration.ofHours(1)))).contains(Duration.ofSeconds(40));
    assertThat(pacer.stillUntil()).contains(earlier.minus(Duration.ofHours(1)).plusSeconds(30));
  }

  @Test
  void countsNothingForACallThatHasToWait() {
    assertThat(pacer.take(Map.of("calls", 1L, "lines", 30L), Purpose.PUSH, NOON)).isEmpty();
    assertThat(pacer.take(Map.of("calls", 1L, "lines", 1L), Purpose.PUSH, NOON))
        .contains(Duration.ofHours(1));

    assertThat(pacer.left("calls", NOON)).isEqualTo(19);
  }

  @Test
  void neverHasMoreInAnyStretchOfTimeThanTheRateAllows() {
    long seed = 20261127;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Instant> sent = new ArrayList<>();
    Instant now = NOON;
    for (int i = 0; i < 5_000; i++) {
      now = now.plusMillis(random.nextInt(400));
      if (take(1, now).isEmpty()) {
        sent.add(now);
      }
    }

    for (int i = 0; i + 20 < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i), sent.get(i + 20)))
          .as("calls %d to %d, seed %d", i, i + 20, seed)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(sent).as("it is not idle either").hasSizeGreaterThan(1_900);
  }

  @Test
  void keepsStillAfterTooManyAndTwiceAsLongTheNextTime() {
    assertThat(pacer.throttled(Optional.empty(), NOON)).isEqualTo(Duration.ofSeconds(10));
    assertThat(take(1, NOON.plusSeconds(4))).contains(Duration.ofSeconds(6));

    Instant later = NOON.plusSeconds(10);
    assertThat(take(1, later)).isEmpty();
    assertThat(pacer.throttled(Optional.empty(), later)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void waitsAsLongAsTheChannelSaysIfThatIsLonger() {
    assertThat(pacer.throttled(Optional.of(Duration.ofSeconds(42)), NOON))
        .isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void takesCallsThatWereUnderWayForOneWarning() {
    pacer.throttled(Optional.empty(), NOON);
    pacer.throttled(Optional.empty(), NOON.plusMillis(5));

    Instant later = NOON.plusSeconds(31);
    assertThat(pacer.throttled(Optional.empty(), later)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void goesAtHalfTheRateAfterTooManyAndFindsItsWayBack() {
    pacer.throttled(Optional.empty(), NOON);
    Instant later = NOON.plusSeconds(60);
    assertThat(pacer.left("calls", later)).isEqualTo(10);

    for (int i = 0; i < 100; i++) {
      pacer.answered();
    }
    assertThat(pacer.left("calls", later)).isEqualTo(20);
  }

  @Test
  void goesOnWhereThePacerBeforeItWas() {
    pacer.throttled(Optional.empty(), NOON);
    Pacer next = new Pacer(LIMITS);
    next.goOn(pacer.stillUntil().orElseThrow(), pacer.share());

    assertThat(next.take(Map.of("calls", 1L), Purpose.PUSH, NOON.plusSeconds(4)))
        .contains(Duration.ofSeconds(6));
    assertThat(next.left("calls", NOON.plusSeconds(60))).isEqualTo(10);
  }

  @Test
  void saysWhatLeftOfTheLimitOfADayThatIsNearest() {
    assertThat(pacer.spentOfDay(NOON)).as("there is none").isEmpty();
    Duration day = Duration.ofDays(1);
    Pacer ofDays =
        new Pacer(
            new Limits(
                1,
                List.of(
                    new Limits.Rate("few", 1, day),
                    new Limits.Rate("calls", 100, day),
                    new Limits.Rate("orders", 10, day)),
                Duration.ofSeconds(10)));
    ofDays.take(Map.of("few", 1L, "calls", 50L), Purpose.PUSH, NOON);
    ofDays.take(Map.of("orders", 4L), Purpose.PUSH, NOON.plusSeconds(9));
    assertThat(ofDays.spentOfDay(NOON.plusSeconds(9))).contains(new Pacer.Spent("calls", 50, 100));
    assertThat(ofDays.spentOfDay(NOON.plus(day))).contains(new Pacer.Spent("orders", 4, 10));
  }

  private static final Limits OF_A_DAY =
      new Limits(
          1,
          List.of(
              new Limits.Rate("files", 1, Duration.ofDays(1)),
              new Limits.Rate("calls", 2_000, Duration.ofHours(1)),
              new Limits.Rate("burst", 5, Duration.ofMinutes(1))),
          Duration.ofSeconds(10));

  @Test
  void whatLeftOfALongLimitOutlivesARestart() {
    Pacer before = new Pacer(OF_A_DAY);
    before.take(Map.of("files", 1L, "calls", 1_500L, "burst", 5L), Purpose.PUSH, NOON);
    Pacer after = new Pacer(OF_A_DAY);
    Instant later = NOON.plusSeconds(1);
    after.goOn(before.stretches(later), later);

    assertThat(after.left("burst", later)).as("soon over").isEqualTo(5);
    assertThat(after.left("calls", later)).isEqualTo(500);
    assertThat(after.left("files", NOON.plus(Duration.ofHours(23)))).isZero();
    assertThat(after.left("files", NOON.plus(Duration.ofHours(26)))).isEqualTo(1);
    after.take(Map.of("calls", 100L), Purpose.PUSH, later);
    after.goOn(before.stretches(later), later);
    assertThat(after.left("calls", later)).as("it knows more by itself").isEqualTo(400);
  }

  @Test
  void whatLeftIsSaidSeldom() {
    Pacer some = new Pacer(OF_A_DAY);
    List<Pacer.Stretch> kept = some.stretches(NOON);
    assertThat(some.hasMoreThan(kept, NOON)).isFalse();
    some.take(Map.of("calls", 1L, "burst", 1L), Purpose.PUSH, NOON);
    assertThat(some.hasMoreThan(kept, NOON)).as("one of 2,000").isFalse();
    some.take(Map.of("calls", 1L), Purpose.PUSH, NOON);
    assertThat(some.hasMoreThan(kept, NOON)).isTrue();
    kept = some.stretches(NOON);
    assertThat(some.hasMoreThan(kept, NOON)).isFalse();
    some.take(Map.of("files", 1L), Purpose.PUSH, NOON);
    assertThat(some.hasMoreThan(kept, NOON)).isTrue();
  }

  /** However much leaves, some instants of a window stand for all of them, none of them early. */
  @Test
  void whatLeavesWithinAThousandthOfAWindowLeavesItTogether() {
    Pacer hour = new Pacer(OF_A_DAY);
    for (int second = 0; second < 4; second++) {
      hour.take(Map.of("calls", 500L), Purpose.PUSH, NOON.plusSeconds(second));
    }
    Instant next = NOON.plus(Duration.ofHours(1));
    assertThat(hour.left("calls", next.plusSeconds(2))).isZero();
    assertThat(hour.left("calls", next.plusSeconds(3))).isEqualTo(2_000);
  }

  @Test
  void refusesARateThatTheLimitsDoNotHave() {
    assertThatThrownBy(() -> pacer.take(Map.of("nonsense", 1L), Purpose.PUSH, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense");
  }

  private Optional<Duration> take(long calls, Instant at) {
    return pacer.take(Map.of("calls", calls), Purpose.PUSH, at);
  }
}
