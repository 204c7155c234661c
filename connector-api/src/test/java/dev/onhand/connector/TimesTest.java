package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T09:30:00+01:00, 2026-11-28T08:30:00Z",
    "2026-11-28T09:30:00Z, 2026-11-28T09:30:00Z",
    "2026-11-28 09:30, 2026-11-28T09:30:00Z",
    "2026-11-28 09:30:15.250, 2026-11-28T09:30:15.250Z",
    "2024-02-29T00:00-05:30, 2024-02-29T05:30:00Z"
  })
  void readsTheZoneThatIsWrittenAndElseUtc(String text, Instant time) {
    assertThat(Times.find(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-28",
        "28.11.2026 09:30",
        "2026-02-30 10:00",
        "2026-11-28T25:00",
        "2026-11-28 09:30 CET",
        "12026-11-28 09:30"
      })
  void takesNothingElseForATime(String text) {
    assertThat(Times.find(text)).isEmpty();
  }
}
