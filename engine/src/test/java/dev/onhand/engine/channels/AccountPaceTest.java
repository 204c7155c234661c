package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of an account's pace is written down. */
class AccountPaceTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant BEFORE = NOON.minusSeconds(60);
  private static final Instant AFTER = NOON.plusSeconds(60);

  private static Account.Pace still(@Nullable Instant until) {
    return new Account.Pace(until, 1, List.of());
  }

  @Test
  void aPauseIsAsLongAsItLasts() {
    assertThat(still(AFTER).isNews(still(null), NOON)).isTrue();
    assertThat(still(AFTER).isNews(still(BEFORE), NOON)).isTrue();
    assertThat(still(AFTER).isNews(still(AFTER), NOON)).isFalse();
    assertThat(still(BEFORE).isNews(still(null), NOON)).isFalse();
  }

  /** Who begins after that would wait for a time that was over. */
  @Test
  void aPauseThatWasOverIsTakenBackWhereTheClockWasSetBack() {
    assertThat(still(BEFORE).isNews(still(AFTER), NOON)).isTrue();
    assertThat(still(null).isNews(still(AFTER), NOON)).isTrue();
  }
}
