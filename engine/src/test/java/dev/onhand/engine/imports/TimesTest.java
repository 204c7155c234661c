package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private final Times times = new Times("occurred_at", ZoneId.of("Europe/London"));

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:30:00Z, 2026-11-21T10:30:00Z",
    "2026-11-21t10:30:00z, 2026-11-21T10:30:00Z",
    "2026-11-21T10:30:00.123456789Z, 2026-11-21T10:30:00.123456789Z",
    "2026-11-21T10:30:00.5+05:30, 2026-11-21T05:00:00.5Z",
    "2026-11-21 10:30:00-08:00, 2026-11-21T18:30:00Z",
    "2026-11-21, 2026-11-21T00:00:00Z",
    "2026-07-21, 2026-07-20T23:00:00Z",
    "2026-07-21T10:30, 2026-07-21T09:30:00Z",
    "2026-07-21 10:30:15, 2026-07-21T09:30:15Z",
    // the clock goes from 01:00 to 02:00, and from 02:00 back to 01:00
    "2026-03-29T01:30, 2026-03-29T01:30:00Z",
    "2026-10-25T01:30, 2026-10-25T00:30:00Z",
  })
  void readsTimes(String text, String instant) {
    assertThat(times.read(text)).isEqualTo(Instant.parse(instant));
    assertThat(times.read(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-11",
        "2026-11-2",
        "2026-02-30",
        "21/11/2026",
        "2026-11-21T",
        "2026-11-21T10",
        "2026-11-21T24:00",
        "2026-11-21T10:30:60Z",
        "2026-11-21T10:30:00.Z",
        "2026-11-21T10:30:00ZZ",
        "2026-11-21T10:30:00+0530",
        "2026-11-21T10:30:00+05",
        "2026-11-21T10:30:00+25:00",
        "2026-11-21T10:30:00.1234567891Z",
        "\uff12026-11-21",
        "2026-11-21x10:30",
        "-026-11-21",
        "today"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> times.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("occurred_at must be a time such as 2026-11-21T10:30:00Z")
        .hasMessageContaining("Europe/London");
  }
}
