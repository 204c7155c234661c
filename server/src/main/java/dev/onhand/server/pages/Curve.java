package dev.onhand.server.pages;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * On hand over time, as steps.
 *
 * @param axis whether its times are when movements happened, or when they were recorded
 */
public record Curve(List<Point> points, TimeAxis axis) {

  /** From this instant on so many. */
  public record Point(Instant at, long onHand) {}

  public Curve {
    points = List.copyOf(points);
  }

  /**
   * Goes back from what is there now.
   *
   * @param newestFirst all movements of a product whose time on the axis is not before that of the
   *     oldest of them
   * @param onHand after the newest of them
   */
  static Curve back(List<JournalEntry> newestFirst, long onHand, TimeAxis axis) {
    List<Movement> movements =
        newestFirst.stream()
            .map(JournalEntry::movement)
            .sorted(Comparator.comparing((Movement movement) -> time(movement, axis)).reversed())
            .toList();
    Deque<Point> points = new ArrayDeque<>();
    long after = onHand;
    for (Movement movement : movements) {
      long change = MovementRow.change(movement);
      if (change != 0) {
        points.addFirst(new Point(time(movement, axis), after));
        after -= change;
      }
    }
    return new Curve(List.copyOf(points), axis);
  }

  private static Instant time(Movement movement, TimeAxis axis) {
    return switch (axis) {
      case OCCURRED -> movement.occurredAt();
      case RECORDED -> movement.recordedAt();
    };
  }

  /** As pairs of milliseconds and units, in JSON. */
  public String json() {
    return points.stream()
        .map(point -> "[" + point.at().toEpochMilli() + "," + point.onHand() + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
