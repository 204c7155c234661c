package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.Purpose;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a channel was called.
 *
 * @param day in UTC
 * @param failed those that were not answered as they should be
 */
public record CallCount(LocalDate day, Purpose purpose, long calls, long failed) {

  /** Counts calls. */
  static List<CallCount> of(List<CallRecord> made) {
    Map<LocalDate, Map<Purpose, long[]>> counts = new TreeMap<>();
    for (CallRecord call : made) {
      LocalDate day = LocalDate.ofInstant(call.sentAt(), ZoneOffset.UTC);
      long[] sums =
          counts
              .computeIfAbsent(day, d -> new TreeMap<>())
              .computeIfAbsent(call.call().purpose(), p -> new long[2]);
      sums[0]++;
      sums[1] += call.why() == null ? 0 : 1;
    }
    List<CallCount> rows = new ArrayList<>();
    counts.forEach(
        (day, byPurpose) ->
            byPurpose.forEach(
                (purpose, sums) -> rows.add(new CallCount(day, purpose, sums[0], sums[1]))));
    return rows;
  }
}
