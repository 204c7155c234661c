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
