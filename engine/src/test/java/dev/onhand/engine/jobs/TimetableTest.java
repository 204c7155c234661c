package dev.onhand.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void reconcilesAtTwoInTheSellersZone() {
    assertThat(reconciliations(Instant.parse("2026-11-27T00:00:00Z"), PARIS)).isEmpty();
    assertThat(reconciliations(Instant.parse("2026-11-27T01:00:00Z"), PARIS))
        .containsExactly("day 2026-11-27");
    assertThat(
            reconciliations(Instant.parse("2026-11-27T07:00:00Z"), ZoneId.of("America/New_York")))
        .containsExactly("day 2026-11-27");
  }

  /** What a node that was down at two asks for later in the day has the same key. */
  @Test
  void reconcilesOnceADayWheneverItIsAsked() {
    assertThat(firstAsked("2026-11-27T00:00:00Z", 23)).hasSize(1);
  }

  @Test
  void reconcilesInTheNightThatHasNoTwoOClock() {
    assertThat(firstAsked("2026-03-28T23:00:00Z", 22))
        .containsExactly(Map.entry("day 2026-03-29", Instant.parse("2026-03-29T01:00:00Z")));
  }

  @Test
  void reconcilesAtTheFirstOfTwoTwoOClocks() {
    assertThat(firstAsked("2026-10-24T22:00:00Z", 24))
        .containsExactly(Map.entry("day 2026-10-25", Instant.parse("2026-10-25T00:00:00Z")));
  }

  /** When each is asked for first. */
  private static Map<String, Instant> firstAsked(String from, int hours) {
    Map<String, Instant> first = new LinkedHashMap<>();
    for (int hour = 0; hour < hours; hour++) {
      Instant now = Instant.parse(from).plus(Duration.ofHours(hour));
      reconciliations(now, PARIS).forEach(key -> first.putIfAbsent(key, now));
    }
    return first;
  }

  private static List<String> reconciliations(Instant now, ZoneId zone) {
    List<String> keys = new ArrayList<>();
    for (NewJob job : Timetable.due(now, zone)) {
      if (job.kind().equals(Timetable.RECONCILE)) {
        assertThat(job.queue()).isEqualTo(Queue.RECONCILE);
        keys.add(job.dedupeKey());
      }
    }
    return keys;
  }
}
