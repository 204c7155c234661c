package dev.onhand.server.pages;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
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
   * @param change by how much it rose over the day, as far as its movements are known
   */
  public record Day(LocalDate date, long onHand, long change) {}

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
        days.addFirst(new Day(date, first.onHand(), first.change() + change));
      } else if (days.size() < daysMax) {
        days.addFirst(new Day(date, after, change));
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

  /** As pairs of a day and units, in JSON. */
  public String json() {
    return days.stream()
        .map(day -> "[\"" + day.date() + "\"," + day.onHand() + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
