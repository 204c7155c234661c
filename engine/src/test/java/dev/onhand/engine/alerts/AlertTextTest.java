package dev.onhand.engine.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.alerts.Alert.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertTextTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final List<Alert> alerts = new ArrayList<>();

  private void alert(
      Severity severity, String kind, String subject, String at, @Nullable String over) {
    Instant opened = night(at);
    alerts.add(
        new Alert(
            alerts.size() + 1,
            severity,
            kind,
            subject,
            subject,
            "It is so.",
            opened,
            opened,
            null,
            null,
            null,
            over == null ? null : night(over),
            over == null ? null : "system"));
  }

  private static Instant night(String time) {
    return Instant.parse("2026-11-29T%s:00Z".formatted(time));
  }

  private AlertText text() {
    return AlertText.of("Shop", alerts, PARIS);
  }

  @Test
  void namesWhatIsStillOpenFirstAndOfThatTheWorst() {
    alert(Severity.ERROR, "channel.failing", "bm", "01:00", "02:00");
    alert(Severity.WARNING, "channel.lag", "bm", "01:00", null);
    alert(Severity.ERROR, "order.failed", "ebay", "03:00", null);
    assertThat(text().subject())
        .isEqualTo(
            "Onhand: 3 alerts, 1 over by now, the worst: Orders could not be applied (error, Shop)");
    assertThat(text().body())
        .isEqualTo(
            """
            ERROR: Orders could not be applied [order.failed ebay]
            It is so. (since 2026-11-29 04:00)

            WARNING: Listings are told late [channel.lag bm]
            It is so. (since 2026-11-29 02:00)

            ERROR: A channel fails [channel.failing bm]
            It is so. (since 2026-11-29 02:00, over 2026-11-29 03:00)""");
  }

  @Test
  void namesOnceWhatOpenedSeveralTimes() {
    alert(Severity.WARNING, "channel.lag", "bm", "01:00", "01:30");
    alert(Severity.WARNING, "channel.lag", "ebay", "01:00", "01:30");
    alert(Severity.WARNING, "channel.lag", "bm", "03:00", "03:30");
    alert(Severity.WARNING, "channel.lag", "bm", "05:00", null);
    assertThat(text().subject())
        .isEqualTo(
            "Onhand: 2 alerts, 1 over by now, the worst: Listings are told late (warning, Shop)");
    assertThat(text().body())
        .isEqualTo(
            """
            WARNING: Listings are told late [channel.lag bm]
            It is so. (since 2026-11-29 06:00; it opened 3 times since 2026-11-29 02:00)

            WARNING: Listings are told late [channel.lag ebay]
            It is so. (since 2026-11-29 02:00, over 2026-11-29 02:30)""");
  }

  @Test
  void saysInTheFirstLineThatAllIsOver() {
    alert(Severity.WARNING, "channel.lag", "bm", "01:00", "01:30");
    assertThat(text().subject())
        .isEqualTo("Onhand: over by now: Listings are told late (warning, Shop)");
    alert(Severity.ERROR, "channel.failing", "bm", "02:00", "03:00");
    assertThat(text().subject())
        .isEqualTo("Onhand: 2 alerts, all over by now, the worst: A channel fails (error, Shop)");
  }

  @Test
  void countsWhatIsMoreThanFits() {
    for (int i = 0; i < AlertText.NAMED_MAX + 3; i++) {
      alert(Severity.WARNING, "stock.low", "product " + i, "01:00", null);
    }
    assertThat(text().body()).endsWith("\n\nand 3 more: onhand alert list");
  }
}
