package dev.onhand.engine.journal;

import dev.onhand.core.ledger.Cause.Kind;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which movements are wanted. All that is said must hold; null says nothing.
 *
 * @param location one of the movement's ends is there
 * @param reasons any of these; empty: every reason
 * @param actor who asked for it, in full
 */
public record JournalFilter(
    @Nullable ProductRef product,
    @Nullable LocationRef location,
    OfCause cause,
    Set<Reason> reasons,
    @Nullable String actor,
    Times occurred,
    Times recorded) {

  /** Every movement. */
  public static final JournalFilter ALL =
      new JournalFilter(null, null, OfCause.ANY, Set.of(), null, Times.ANY, Times.ANY);

  /**
   * What the movement's cause is.
   *
   * @param channel the code of the channel whose order it is
   */
  public record OfCause(
      @Nullable Kind kind,
      @Nullable String reference,
      @Nullable String line,
      @Nullable String channel) {

    public static final OfCause ANY = new OfCause(null, null, null);

    /** Of whatever channel, or none. */
    public OfCause(@Nullable Kind kind, @Nullable String reference, @Nullable String line) {
      this(kind, reference, line, null);
    }

    public OfCause {
      if (line != null && reference == null) {
        throw new IllegalArgumentException("cause_line needs a cause: the line of what?");
      }
    }
  }

  /**
   * A span of time.
   *
   * @param from the first instant; null: from the beginning
   * @param to the first instant after it; null: without end
   */
  public record Times(@Nullable Instant from, @Nullable Instant to) {

    public static final Times ANY = new Times(null, null);
  }

  public JournalFilter {
    reasons = Set.copyOf(reasons);
  }
}
