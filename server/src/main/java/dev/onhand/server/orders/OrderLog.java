package dev.onhand.server.orders;

import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.model.Text;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the server's log what orders did to stock. */
final class OrderLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.orders");

  private OrderLog() {}

  /** Writes a line if something moved, or something new could not be reserved; and warns. */
  static void write(OrderResult result) {
    boolean isWorthIt =
        !result.moved().isNone()
            || !result.holdsTaken().isEmpty()
            || (result.verdict() == Verdict.NEWER && !result.skipped().isEmpty());
    if (isWorthIt && LOG.isInfoEnabled()) {
      LOG.info(line(result));
    }
    for (String doubt : result.doubts()) {
      LOG.warn("Order {}, {}", Text.shown(result.order().name().reference()), doubt);
    }
  }

  /** Warns of an order that was refused because lines of it could not be reserved in full. */
  static void refused(OrderResult result) {
    int lines = result.skipped().size();
    LOG.warn(
        "Order {} inventory operation failed: {} could not be reserved in full",
        Text.shown(result.order().name().reference()),
        lines == 1 ? "1 line" : lines + " lines");
  }

  /** Such as {@code Order web/1001: reserved 3 items, skipped 1}. */
  static String line(OrderResult result) {
    LogEntry.UnitsMoved moved = result.moved();
    int skipped = result.skipped().size();
    List<String> parts = new ArrayList<>();
    if (moved.reserved() > 0 || skipped > 0) {
      int count = result.reservedCount();
      parts.add("reserved " + count + (count == 1 ? " item" : " items"));
    }
    if (skipped > 0) {
      parts.add("skipped " + skipped);
    }
    int taken = result.holdsTaken().size();
    if (taken > 0) {
      parts.add("took over " + taken + (taken == 1 ? " hold" : " holds"));
    }
    add(parts, "released", moved.released());
    add(parts, "shipped", moved.fulfilled());
    add(parts, "took back", moved.returned());
    return "Order %s: %s"
        .formatted(Text.shown(result.order().name().reference()), String.join(", ", parts));
  }

  private static void add(List<String> parts, String what, long units) {
    if (units > 0) {
      parts.add(what + " " + units + (units == 1 ? " unit" : " units"));
    }
  }
}
