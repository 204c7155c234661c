package dev.onhand.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # from, until, now, end
          22:00, 07:00, 2026-11-20T20:59:59Z, -
          22:00, 07:00, 2026-11-20T21:00:00Z, 2026-11-21T06:00:00Z
          22:00, 07:00, 2026-11-21T05:59:59Z, 2026-11-21T06:00:00Z
          22:00, 07:00, 2026-11-21T06:00:00Z, -
          13:00, 14:00, 2026-11-21T12:30:00Z, 2026-11-21T13:00:00Z
          13:00, 14:00, 2026-11-21T11:30:00Z, -
          # the night in which clocks are put forward has 8 hours, and ends by the clock
          22:00, 07:00, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z
          22:00, 07:00, 2026-03-29T05:00:00Z, -
          # the night in which they are put back has 10
          22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z
          22:00, 07:00, 2026-10-25T05:59:59Z, 2026-10-25T06:00:00Z
          # 02:30 is skipped: the moment when 02:00 becomes 03:00
          22:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z
          22:00, 02:30, 2026-03-29T01:00:00Z, -
          02:30, 06:00, 2026-03-29T00:59:59Z, -
          02:30, 06:00, 2026-03-29T01:00:00Z, 2026-03-29T04:00:00Z
          # 02:30 comes twice: one long stretch, without a gap in between
          22:00, 02:30, 2026-10-25T00:15:00Z, 2026-10-25T01:30:00Z
          22:00, 02:30, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z
          22:00, 02:30, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z
          22:00, 02:30, 2026-10-25T01:30:00Z, -
          # a stretch that is skipped whole
          02:10, 02:50, 2026-03-29T01:00:00Z, -
          """)
  void endByTheClocksOnTheWall(
      LocalTime from, LocalTime until, Instant now, @Nullable Instant end) {
    assertThat(new QuietHours(from, until).endAfter(now, BERLIN).orElse(null)).isEqualTo(end);
  }

  @Test
  void needAnEnd() {
    assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
        .hasMessageContaining("quiet_until must be another time");
  }
}
