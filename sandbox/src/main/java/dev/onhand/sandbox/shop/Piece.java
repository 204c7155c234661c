package dev.onhand.sandbox.shop;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of a line, for marketplaces that know no quantities in orders. The first of a line are
 * sent first, and the last are cancelled first, so that a piece keeps its number.
 *
 * @param number from 0 within the line
 */
public record Piece(Line line, int number, Fate fate) {

  /** What became of it. */
  public enum Fate {
    OPEN,
    CANCELLED,
    SHIPPED,
    /** Shipped, and back with the seller. */
    RETURNED
  }

  /** All pieces of an order, line after line. */
  public static List<Piece> of(Order order) {
    List<Piece> pieces = new ArrayList<>();
    for (Line line : order.lines()) {
      int shipped = order.shipped(line.number());
      for (int i = 0; i < line.ordered(); i++) {
        pieces.add(new Piece(line, i, fate(line, shipped, i)));
      }
    }
    return pieces;
  }

  private static Fate fate(Line line, int shipped, int number) {
    if (number >= line.kept()) {
      return Fate.CANCELLED;
    }
    if (number < line.returned()) {
      return Fate.RETURNED;
    }
    return number < shipped ? Fate.SHIPPED : Fate.OPEN;
  }
}
