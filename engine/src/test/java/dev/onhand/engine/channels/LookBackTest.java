package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookBackTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(5);

  /** After a long poll at noon. */
  private static LookBack afterLong(long orders) {
    return LookBack.NONE.after(NOON, NOON.minus(LONG), orders);
  }

  /** After a long poll at noon, and one at once, of the last half minute. */
  private static LookBack afterShort(long orders) {
    return afterLong(0).after(NOON, NOON.minusSeconds(30), orders);
  }

  @Test
  void looksBackFarAtFirstAndOnceAMinute() {
    assertThat(LookBack.NONE.by(NOON)).isEqualTo(LONG);
    LookBack polled = afterLong(0);
    assertThat(polled.by(NOON.plusSeconds(59))).isEqualTo(LookBack.SHORT);
    assertThat(polled.by(NOON.plusSeconds(60))).isEqualTo(LONG);
    // A short one in between does not put it off.
    LookBack again = polled.after(NOON.plusSeconds(59), NOON.plusSeconds(29), 0);
    assertThat(again.by(NOON.plusSeconds(60))).isEqualTo(LONG);
  }

  /** What was interrupted did not look all the way back. */
  @Test
  void looksBackFarAfterAShortOneThatWentOnAfterwards() {
    LookBack goneOn = LookBack.NONE.after(NOON, NOON.minusSeconds(30), 5);
    assertThat(goneOn.by(NOON.plusSeconds(1))).isEqualTo(LONG);
  }

  @Test
  void looksBackFarWhereTheClockWasSetBack() {
    assertThat(afterLong(0).by(NOON.minusSeconds(1))).isEqualTo(LONG);
  }

  @Test
  void readsFewOrdersAgainOfABusyShop() {
    Instant next = NOON.plusSeconds(1);
    assertThat(afterShort(180).by(next)).isEqualTo(LookBack.SHORT);
    assertThat(afterShort(600).by(next)).isEqualTo(Duration.ofSeconds(10));
    assertThat(afterShort(3_750).by(next)).isEqualTo(LookBack.SHORTEST);
  }

  /** Seldom, and then so far that what was shown four minutes late is found all the same. */
  @Test
  void looksBackLessOftenAndFartherWhereThatReadsManyAgain() {
    LookBack busy = afterLong(5_000);
    assertThat(busy.by(NOON.plusSeconds(149))).isLessThanOrEqualTo(LookBack.SHORT);
    assertThat(busy.by(NOON.plusSeconds(150))).isEqualTo(LookBack.LATE.plusSeconds(150));
    LookBack busiest = afterLong(1_000_000);
    assertThat(busiest.by(NOON.plusSeconds(239))).isEqualTo(LookBack.SHORTEST);
    assertThat(busiest.by(NOON.plusSeconds(240))).isEqualTo(Duration.ofMinutes(8));
    assertThat(busiest.by(NOON.plusSeconds(86_400))).isEqualTo(Duration.ofMinutes(8));
  }

  /** When it is busy no longer its polls would read a minute's orders again, each second. */
  @Test
  void looksBackNoFartherThanTheOneBeforeBegan() {
    LookBack busy = afterShort(3_750).after(NOON.plusSeconds(1), NOON.minusSeconds(2), 400);
    LookBack quiet = busy.after(NOON.plusSeconds(2), NOON.minusSeconds(1), 0);
    assertThat(quiet.by(NOON.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(afterLong(1_000_000).after(NOON.plusSeconds(62), NOON, 0).by(NOON.plusSeconds(63)))
        .isEqualTo(LookBack.SHORT);
  }

  /** Two polls within the same instant say nothing of how many there are in a second. */
  @Test
  void doesNotDivideByNoTime() {
    assertThat(afterShort(600).after(NOON, NOON, 5).by(NOON.plusSeconds(1)))
        .isEqualTo(LookBack.SHORT);
  }
}
