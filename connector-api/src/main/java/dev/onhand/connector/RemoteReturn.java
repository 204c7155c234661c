package dev.onhand.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units of a line of an order that came back to the seller at once. What it says never changes.
 *
 * @param id no other of the channel has it
 * @param order by what {@link ReadsOrder#order} finds it
 * @param line the line's id within the order; null: it is found by its goods
 * @param gtin of the goods as the channel writes it, where it names no line
 * @param units of the line, 1 or more
 * @param at when it came, where the channel says
 * @param isSellable whether it is to be sold again; else somebody looks at it first
 */
public record RemoteReturn(
    String id,
    String order,
    @Nullable String line,
    @Nullable String gtin,
    long units,
    @Nullable Instant at,
    boolean isSellable) {

  public RemoteReturn {
    if (units < 1) {
      throw new IllegalArgumentException("return %s has %d units".formatted(id, units));
    }
  }

  /** Lines that it may be of: one, or all of the same goods of which as many units left. */
  public List<RemoteOrder.Line> linesOf(RemoteOrder whole) {
    return whole.lines().stream()
        .filter(it -> line == null ? gtin != null && gtin.equals(it.gtin()) : line.equals(it.id()))
        .filter(it -> it.shipped() >= units)
        .toList();
  }
}
