package dev.onhand.connector;

import dev.onhand.model.Effect;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of all units of a line, where a channel tells it by a state of the line and not by
 * counts.
 */
public enum LineFate {
  WANTED,
  /** Not any more, or not yet. */
  NOT_WANTED,
  SHIPPED,
  /** It is in a state that is not known: nothing is concluded from it. */
  UNKNOWN;

  /**
   * What became of a line whose states are those of orders.
   *
   * @param effect of its state; null: it is not known
   */
  public static LineFate of(@Nullable Effect effect) {
    return switch (effect) {
      case null -> UNKNOWN;
      case RESERVE, HOLD -> WANTED;
      case FULFIL, RETURN -> SHIPPED;
      case RELEASE, IGNORE -> NOT_WANTED;
    };
  }

  /** A line whose units all met this. */
  public RemoteOrder.Line line(
      String id, @Nullable String listing, @Nullable String sku, long quantity) {
    return RemoteOrder.Line.of(id, listing, sku, quantity)
        .with(this == NOT_WANTED ? quantity : 0, this == SHIPPED ? quantity : 0);
  }

  /**
   * An order's status; and where a line is in a state that is not known, that too: such a status
   * means nothing, so that nothing is guessed, and it is reported.
   */
  public static String status(
      String order, Stream<String> lineStates, Predicate<String> isUnknown) {
    return lineStates
        .filter(isUnknown)
        .findFirst()
        .map(state -> "%s with a line in state %s".formatted(order, state))
        .orElse(order);
  }
}
