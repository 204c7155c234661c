package dev.onhand.engine.explain;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.MovementId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number, and what it is made of.
 *
 * @param name what it is called among its siblings: a location's code, a state, a reason, a SKU
 * @param units how many; negative where units left
 * @param count how many movements, reservations or lines stand behind it
 * @param source null: it is a sum
 * @param splits each of them adds up to the units by itself; none: it is not split further
 */
public record Part(
    What what, String name, long units, long count, @Nullable Source source, List<Split> splits) {

  /** What a number is of. */
  public enum What {
    TOTAL,
    LOCATION,
    STATE,
    REASON,
    MOVEMENT,
    /** What an order line, a transfer, a person … holds or waits for. */
    CAUSE,
    /** What a rule adds or takes away. */
    RULE,
    COMPONENT,
    /** What is not shown singly. */
    MORE;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By what a number is split. */
  public enum By {
    LOCATION,
    STATE,
    REASON,
    MOVEMENT,
    CAUSE,
    RULE;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One way to split a number.
   *
   * @param parts which add up to it
   */
  public record Split(By by, List<Part> parts) {

    public Split {
      parts = List.copyOf(parts);
    }

    /** What the parts add up to. */
    public long sum() {
      return parts.stream().mapToLong(Part::units).reduce(0, Math::addExact);
    }
  }

  /**
   * Where units come from.
   *
   * @param movement null: it is not a single movement
   * @param actor who recorded the movement
   * @param at when the movement happened, or since when units are held or waited for
   */
  public record Source(
      @Nullable MovementId movement,
      @Nullable Cause cause,
      @Nullable String actor,
      @Nullable Instant at) {}

  public Part {
    splits = List.copyOf(splits);
  }

  /** A sum of parts of one sort, called what they add up to. */
  static Part sum(What what, String name, By by, List<Part> parts) {
    Split split = new Split(by, parts);
    long count = parts.stream().mapToLong(Part::count).sum();
    return new Part(what, name, split.sum(), count, null, List.of(split));
  }
}
