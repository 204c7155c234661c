package dev.onhand.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.alert.Telling.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-20T23:00:00Z");
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final Waiting USUAL = new Waiting(1, false);
  private static final Waiting URGENT = new Waiting(2, true);
  private static final List<Waiting> BOTH = List.of(USUAL, URGENT);

  private final Telling nights =
      new Telling(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)), Duration.ofMinutes(5));

  @Test
  void whatWaitsGoesTogether() {
    assertThat(nights.due(BOTH, null, NOON, ZONE)).isEqualTo(BOTH);
    assertThat(nights.due(List.of(), null, NOON, ZONE)).isEmpty();
  }

  @Test
  void afterAMessageTheNextIsGatheredUnlessItIsUrgent() {
    Instant last = NOON.minus(Duration.ofMinutes(4));
    assertThat(nights.due(BOTH, last, NOON, ZONE)).containsExactly(URGENT);
    assertThat(nights.due(BOTH, last, NOON.plus(Duration.ofMinutes(1)), ZONE)).isEqualTo(BOTH);
  }

  @Test
  void quietHoursHoldBackWhatIsNotUrgentUntilTheyAreOver() {
    assertThat(nights.due(BOTH, null, NIGHT, ZONE)).containsExactly(URGENT);
    assertThat(nights.due(BOTH, null, NIGHT.plus(Duration.ofHours(8)), ZONE)).isEqualTo(BOTH);
  }

  @Test
  void withoutQuietHoursNightIsAsDay() {
    assertThat(new Telling(null, Duration.ZERO).due(BOTH, NIGHT, NIGHT, ZONE)).isEqualTo(BOTH);
  }
}
