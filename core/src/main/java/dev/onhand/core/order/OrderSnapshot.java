package dev.onhand.core.order;

import dev.onhand.core.ledger.State;
import dev.onhand.model.Effect;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as its channel shows it at one time.
 *
 * @param status as the channel calls it, at most {@value #STATUS_LENGTH_MAX} characters
 * @param lines all of them, at most {@value #LINES_MAX}; null: only the status is known
 * @param holdUntil when a reservation under {@link Effect#HOLD} ends; null: when the channel's
 *     setting says
 * @param shipTo where it goes, for sourcing by distance
 * @param priority higher is filled first where stock is short, 0 as a rule; it comes with the lines
 */
public record OrderSnapshot(
    String status,
    Freshness freshness,
    @Nullable List<Line> lines,
    @Nullable Instant holdUntil,
    @Nullable ShipTo shipTo,
    int priority) {

  public static final int STATUS_LENGTH_MAX = 64;
  public static final int LINES_MAX = 2_000;

  /** A priority is from minus to plus this. */
  public static final int PRIORITY_MAX = 1_000_000;

  /** Where an order goes. */
  public record ShipTo(double latitude, double longitude) {}

  /**
   * One line.
   *
   * @param id its name within the order, which stays the same, at most {@value #ID_LENGTH_MAX}
   *     characters
   * @param item what was sold
   * @param quantity ordered, in the units of what was sold, 0 to a thousand millions
   * @param cancelled how many of them are not wanted any more, as far as the channel says
   * @param shipped how many left
   * @param returned how many came back
   * @param location the code of the location they were shipped from, if the channel knows
   * @param returnedTo where and in which state they came back
   */
  public record Line(
      String id,
      Item item,
      long quantity,
      long cancelled,
      long shipped,
      long returned,
      @Nullable String location,
      @Nullable ReturnedTo returnedTo) {

    public static final int ID_LENGTH_MAX = 64;

    public Line {
      id = Text.identifier("line", id, ID_LENGTH_MAX);
      requireUnits("quantity", quantity);
      requireUnits("cancelled", cancelled);
      requireUnits("shipped", shipped);
      requireUnits("returned", returned);
      if (cancelled > quantity) {
        throw new IllegalArgumentException(
            "cancelled must not be more than quantity (%d), not %d".formatted(quantity, cancelled));
      }
    }

    public static Line of(String id, String sku, long quantity) {
      return new Line(id, Item.of(new Sku(sku)), quantity, 0, 0, 0, null, null);
    }

    private static void requireUnits(String what, long units) {
      if (units < 0 || units > Quantity.UNITS_MAX) {
        throw new IllegalArgumentException(
            "%s must be a whole number from 0 to %d, not %d"
                .formatted(what, Quantity.UNITS_MAX, units));
      }
    }
  }

  /**
   * Where units came back to.
   *
   * @param location a code; null: where they were shipped from
   * @param state {@link State#AVAILABLE}, {@link State#DAMAGED} or {@link State#QUALITY_CONTROL}
   */
  public record ReturnedTo(@Nullable String location, State state) {}

  public OrderSnapshot {
    status = Text.identifier("status", status, STATUS_LENGTH_MAX);
    priority(priority);
    if (lines == null && priority != 0) {
      throw new IllegalArgumentException(
          "priority comes with the lines of an order, not with a status alone");
    }
    if (lines != null) {
      lines = List.copyOf(lines);
      if (lines.size() > LINES_MAX) {
        throw new IllegalArgumentException(
            "lines must have at most %d entries, not %d".formatted(LINES_MAX, lines.size()));
      }
      Set<String> ids = new HashSet<>();
      for (Line line : lines) {
        if (!ids.add(line.id())) {
          throw new IllegalArgumentException(
              "line '%s' is there twice; each line needs a name of its own".formatted(line.id()));
        }
      }
    }
  }

  public static OrderSnapshot of(String status, Freshness freshness, List<Line> lines) {
    return new OrderSnapshot(status, freshness, lines, null, null, 0);
  }

  /** A status of an order whose lines are not shown with it. */
  public static OrderSnapshot statusOnly(String status, Freshness freshness) {
    return new OrderSnapshot(status, freshness, null, null, null, 0);
  }

  /** Checks a priority. */
  public static int priority(long priority) {
    if (Math.abs(priority) > PRIORITY_MAX) {
      throw new IllegalArgumentException(
          "priority must be a whole number from -%d to %d, not %d"
              .formatted(PRIORITY_MAX, PRIORITY_MAX, priority));
    }
    return (int) priority;
  }

  /** Whether its lines say what was shipped: counts that are 0 everywhere say nothing. */
  boolean countsShipped() {
    return lines != null && lines.stream().anyMatch(line -> line.shipped() > 0);
  }

  boolean countsReturned() {
    return lines != null && lines.stream().anyMatch(line -> line.returned() > 0);
  }
}
