package dev.onhand.server.pages;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * On hand at the end of each of the last days on which it changed: days without a change are left
 * out, so that a year of silence takes no room.
 *
 * @param days oldest first
 * @param axis whether its times are when movements happened, or when they were recorded
 */
public record Curve(List<Day> days, TimeAxis axis) {

  /**
   * A day by the seller's clocks.
   *
   * @param onHand at its end
   * @param changes by how much it rose over the day for each reason, as far as its movements are
   *     known
   */
  public record Day(LocalDate date, long onHand, Map<Reason, Long> changes) {
    public Day {
      changes = Map.copyOf(changes);
    }

    /** By how much it rose over the day. */
    public long change() {
      return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    private Day and(Reason reason, long change) {
      Map<Reason, Long> both = new EnumMap<>(changes);
      both.merge(reason, change, Long::sum);
      return new Day(date, onHand, both);
    }
  }

  public Curve {
    days = List.copyOf(days);
  }

  /**
   * Goes back from what is there.
   *
   * @param newestFirst all movements of a product whose time on the axis is not before that of the
   *     oldest of them
   * @param onHand after the newest of them
   * @param daysMax at most so many days
   */
  static Curve back(
      List<JournalEntry> newestFirst, long onHand, TimeAxis axis, int daysMax, ZoneId zone) {
    List<Movement> movements =
        newestFirst.stream()
            .map(JournalEntry::movement)
            .sorted(Comparator.comparing((Movement movement) -> time(movement, axis)).reversed())
            .toList();
    Deque<Day> days = new ArrayDeque<>();
    long after = onHand;
    for (Movement movement : movements) {
      long change = MovementRow.change(movement);
      if (change == 0) {
        continue;
      }
      LocalDate date = time(movement, axis).atZone(zone).toLocalDate();
      Day first = days.peekFirst();
      if (first != null && first.date().equals(date)) {
        days.pollFirst();
        days.addFirst(first.and(movement.reason(), change));
      } else if (days.size() < daysMax) {
        days.addFirst(new Day(date, after, Map.of(movement.reason(), change)));
      } else {
        break;
      }
      after -= change;
    }
    return new Curve(List.copyOf(days), axis);
  }

  private static Instant time(Movement movement, TimeAxis axis) {
    return switch (axis) {
      case OCCURRED -> movement.occurredAt();
      case RECORDED -> movement.recordedAt();
    };
  }

  /** Why it changed on these days, as far as that is known. */
  public List<Reason> reasons() {
    return days.stream()
        .flatMap(day -> day.changes().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** What each reason did, day by day. */
  Chart byReason() {
    return new Chart(
        days.stream().map(day -> day.date().toString()).toList(),
        reasons().stream()
            .map(
                reason ->
                    new Chart.Series(
                        Show.words(reason.code()),
                        days.stream().map(day -> day.changes().getOrDefault(reason, 0L)).toList()))
            .toList());
  }

  /** As pairs of a day and units, in JSON. */
  public String json() {
    return days.stream()
        .map(day -> "[\"" + day.date() + "\"," + day.onHand() + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
