package dev.onhand.engine.transfer;

import java.util.List;

/**
 * What of a transfer arrived, and what is known to have got lost.
 *
 * @param received each of another product
 * @param lost each of another product; one may be in both lists
 */
public record Arrival(List<Units> received, List<Units> lost) {

  public Arrival {
    received = List.copyOf(received);
    lost = List.copyOf(lost);
    if (received.isEmpty() && lost.isEmpty()) {
      throw new IllegalArgumentException("lines must name what arrived, or lost what did not");
    }
    if (received.size() > Transfer.LINES_MAX || lost.size() > Transfer.LINES_MAX) {
      throw new IllegalArgumentException(
          "lines must have at most " + Transfer.LINES_MAX + " entries");
    }
  }
}
