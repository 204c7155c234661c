package dev.onhand.engine.log;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Movement.Direction;
import dev.onhand.core.ledger.Place;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.jobs.Job;
import dev.onhand.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders records as log lines. */
public final class LogLines {

  private LogLines() {}

  /** What was recorded, and what it did to stock on hand at each location it touched. */
  public static List<LogLine> of(Movement movement, String productName) {
    List<LogLine> lines = new ArrayList<>();
    Map<String, Object> created = new LinkedHashMap<>();
    created.put("movement_id", movement.id().value());
    created.put("product_id", movement.product().value());
    created.put("movement_type", direction(movement).name().toLowerCase(Locale.ROOT));
    created.put("transaction_type", movement.reason().code());
    created.put("quantity", movement.quantity().units());
    created.put("user_id", movement.actor());
    addOrder(lines, movement);
    addStock(lines, movement, productName, movement.from(), movement.fromAfter());
    addStock(lines, movement, productName, movement.to(), movement.toAfter());
    lines.add(new LogLine(movement.recordedAt(), Severity.INFO, "Stock movement created", created));
    return lines;
  }

  private static Direction direction(Movement movement) {
    Direction there = at(movement.to()).map(movement::directionAt).orElse(Direction.NONE);
    return there != Direction.NONE
        ? there
        : at(movement.from()).map(movement::directionAt).orElse(Direction.NONE);
  }

  private static Optional<LocationId> at(Place place) {
    return place instanceof Place.Inside inside ? Optional.of(inside.location()) : Optional.empty();
  }

  /** Such as {@code Reserved 2 units of product 123 for order web/1001}. */
  private static void addOrder(List<LogLine> lines, Movement movement) {
    Cause cause = movement.cause();
    String done =
        switch (movement.reason()) {
          case RESERVE -> "Reserved";
          case RELEASE -> "Released";
          case SALE -> "Fulfilled";
          default -> null;
        };
    if (done == null || cause.kind() != Cause.Kind.ORDER || cause.reference() == null) {
      return;
    }
    long units = movement.quantity().units();
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("movement_id", movement.id().value());
    if (cause.line() != null) {
      context.put("line", cause.line());
    }
    context.put("user_id", movement.actor());
    lines.add(
        new LogLine(
            movement.recordedAt(),
            Severity.INFO,
            "%s %d %s of product %d for order %s"
                .formatted(
                    done,
                    units,
                    units == 1 ? "unit" : "units",
                    movement.product().value(),
                    Text.shown(cause.reference())),
            context));
  }

  private static void addStock(
      List<LogLine> lines,
      Movement movement,
      String productName,
      Place place,
      Movement.@Nullable Balance after) {
    if (!(place instanceof Place.Inside inside) || after == null) {
      return;
    }
    long difference =
        switch (movement.directionAt(inside.location())) {
          case IN -> movement.quantity().units();
          case OUT -> -movement.quantity().units();
          case NONE -> 0;
        };
    if (difference != 0) {
      Map<String, Object> stock = new LinkedHashMap<>();
      stock.put("product_id", movement.product().value());
      stock.put("product_name", productName);
      stock.put("location_id", inside.location().value());
      stock.put("old_stock", after.onHand() - difference);
      stock.put("new_stock", after.onHand());
      stock.put("difference", difference);
      lines.add(new LogLine(movement.recordedAt(), Severity.INFO, "Product stock updated", stock));
    }
  }

  /**
   * How a job ended, or why its last attempt failed; nothing while it waits or runs for the first
   * time.
   */
  public static Optional<LogLine> of(Job job) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("job_id", job.id());
    context.put("kind", job.kind());
    context.put("queue", job.queue().code());
    context.put("attempts", (long) job.attempts());
    if (job.error() != null) {
      context.put("error", job.error());
    }
    if (job.result() != null) {
      context.put("result", job.result());
    }
    String name = "Stock synchronization ";
    return switch (job.state()) {
      case DONE -> line(job, Severity.INFO, name + "completed", context);
      case FAILED -> line(job, Severity.CRITICAL, name + "failed permanently", context);
      case WAITING, RUNNING ->
          job.error() == null
              ? Optional.empty()
              : line(job, Severity.ERROR, name + "failed, will be tried again", context);
    };
  }

  private static Optional<LogLine> line(
      Job job, Severity level, String message, Map<String, Object> context) {
    var at = job.endedAt() != null ? job.endedAt() : job.startedAt();
    return Optional.of(new LogLine(at == null ? job.createdAt() : at, level, message, context));
  }

  /** When it was opened. */
  public static LogLine of(Alert alert) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("alert_id", alert.id());
    context.put("kind", alert.kind());
    context.put("subject", alert.subject());
    return new LogLine(alert.openedAt(), alert.severity(), "Alert: " + alert.detail(), context);
  }
}
