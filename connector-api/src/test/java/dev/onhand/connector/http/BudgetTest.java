package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-27");
  private static final Duration TO_MIDNIGHT = Duration.ofHours(12);

  private final Pacer pacer = new Pacer(new Limits(1, List.of(), Duration.ofSeconds(10)));

  @Test
  void spendsNoMoreInADayAndGoesOnTheNext() {
    pacer.spendWithin(new Budget(null, 10, TODAY, 8));

    assertThat(take(Purpose.PUSH, NOON)).isEmpty();
    assertThat(take(Purpose.ORDERS_POLL, NOON)).isEmpty();
    assertThat(take(Purpose.PUSH, NOON)).contains(TO_MIDNIGHT);
    assertThat(pacer.leftRatio(NOON)).isZero();
    assertThat(take(Purpose.PUSH, NOON.plus(TO_MIDNIGHT))).isEmpty();
    assertThat(pacer.leftRatio(NOON.plus(TO_MIDNIGHT))).isEqualTo(0.9);
  }

  /** So that a day of reading never keeps an oversold listing as it is. */
  @Test
  void leavesAFifthOfADayToWhatIsNoReadingOfListings() {
    pacer.spendWithin(new Budget(null, 10, TODAY, 8));

    assertThat(take(Purpose.LISTINGS_READ, NOON)).contains(TO_MIDNIGHT);
    assertThat(take(Purpose.LISTING_READ, NOON)).contains(TO_MIDNIGHT);
    assertThat(take(Purpose.LOGIN, NOON)).isEmpty();
  }

  @Test
  void spendsNoMoreInASecond() {
    pacer.spendWithin(new Budget(2, null, TODAY, 0));

    assertThat(take(Purpose.PUSH, NOON)).isEmpty();
    assertThat(take(Purpose.PUSH, NOON.plusMillis(400))).isEmpty();
    assertThat(take(Purpose.PUSH, NOON.plusMillis(900))).contains(Duration.ofMillis(100));
    assertThat(take(Purpose.PUSH, NOON.plusMillis(1000))).isEmpty();
  }

  /** It is told anew what was spent at each step. */
  @Test
  void countsTheLastSecondOnWhereItIsToldAnew() {
    pacer.spendWithin(new Budget(1, 100, TODAY, 0));
    take(Purpose.PUSH, NOON);
    pacer.spendWithin(new Budget(1, 100, TODAY, 1));

    assertThat(take(Purpose.PUSH, NOON)).contains(Duration.ofSeconds(1));
  }

  @Test
  void forgetsNothingThatLeftSinceTheDaysCallsWereRead() {
    pacer.spendWithin(new Budget(null, 2, TODAY, 0));
    take(Purpose.PUSH, NOON);
    take(Purpose.PUSH, NOON);
    pacer.spendWithin(new Budget(null, 2, TODAY, 0));

    assertThat(take(Purpose.PUSH, NOON)).contains(TO_MIDNIGHT);
  }

  @Test
  void whatWasSpentYesterdayDoesNotCount() {
    pacer.spendWithin(new Budget(null, 10, TODAY.minusDays(1), 10));

    assertThat(take(Purpose.PUSH, NOON)).isEmpty();
  }

  private Optional<Duration> take(Purpose purpose, Instant at) {
    return pacer.take(Map.of(), purpose, at);
  }
}
