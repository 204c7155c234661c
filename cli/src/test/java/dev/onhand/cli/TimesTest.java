package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private final FakeServer server = new FakeServer();
  private Api api;

  @BeforeEach
  void prepare() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    api = new Api(Connection.find(Shell.of(server).surroundings(nowhere, nowhere), null));
    server.on("GET /api/v1/seller", "{\"time_zone\":\"Europe/Luxembourg\"}");
  }

  @AfterEach
  void close() {
    api.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-31T14:00:00Z, 2025-01-31T14:00:00Z",
    "2025-01-31T14:00:00.123456Z, 2025-01-31T14:00:00.123456Z",
    "2025-01-31T14:00:00+02:00, 2025-01-31T12:00:00Z",
    "2025-01-31 14:00+02:00, 2025-01-31T12:00:00Z",
    "2025-01-31 14:00:00 z, 2025-01-31T14:00:00Z"
  })
  void readsTimesWithAZoneWithoutAskingWhereTheSellerIs(String typed, String instant)
      throws InterruptedException {
    assertThat(Times.instant("--at", typed, api)).isEqualTo(instant);
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-31, 2025-01-30T23:00:00Z",
    "2025-07-31, 2025-07-30T22:00:00Z",
    "2025-01-31 14:00, 2025-01-31T13:00:00Z",
    "2025-01-31T14:00:30, 2025-01-31T13:00:30Z",
    // The hour that daylight saving skips begins when the next one does.
    "2025-03-30 02:30, 2025-03-30T01:30:00Z",
    // Of the hour that comes twice, the first is meant.
    "2025-10-26 02:30, 2025-10-26T00:30:00Z"
  })
  void readsTimesWithoutAZoneInTheSellers(String typed, String instant)
      throws InterruptedException {
    assertThat(Times.instant("--at", typed, api)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "now", "2025", "2025-02-30", "2025-01-31 25:00", "31.01.2025", "1738332000"})
  void refusesWhatIsNoTime(String typed) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> Times.instant("--at", typed, api))
        .withMessage("--at is not a time: '" + typed + "'");
  }

  @Test
  void leavesATimeWithoutAZoneToTheServerWhereItResolvesIt() {
    assertThat(Times.instantOrLocal("--from-date", "2025-01-01 00:00:00"))
        .isEqualTo("2025-01-01T00:00:00");
    assertThat(Times.instantOrLocal("--from-date", "2025-01-01T00:00:00+01:00"))
        .isEqualTo("2024-12-31T23:00:00Z");
    assertThat(Times.instantOrLocal("--from-date", null)).isNull();
  }
}
