package dev.onhand.connector;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a verb may be used. A connector supports all but those it opts out of, with {@link
 * #allBut(Behavior...)}; an update that needs one of those is answered {@link Refusal#UNSUPPORTED},
 * and nothing is sent.
 */
public enum Behavior {
  /** A listing may be set to 0 and stays there. */
  PUSHES_ZERO,
  /** One call carries several updates. */
  PUSHES_IN_BULK,
  /** Some updates of a call may be refused while others are applied. */
  PARTLY_APPLIES,
  /** A quantity is only set where the channel still has the one that was expected. */
  COMPARES_AND_SETS,
  /** The same attempt sent twice is applied once, by its key. */
  KNOWS_ATTEMPTS,
  /** Listings have a quantity for each place they are shipped from. */
  COUNTS_BY_LOCATION,
  /**
   * Orders that changed are told whatever changed of them. Else orders that are open have to be
   * read again one by one, so the connector {@link ReadsOrder}.
   */
  TELLS_ALL_CHANGES;

  /** What must be supported where this is. */
  public Set<Behavior> needs() {
    return switch (this) {
      case PARTLY_APPLIES -> EnumSet.of(PUSHES_IN_BULK);
      case PUSHES_ZERO,
          PUSHES_IN_BULK,
          COMPARES_AND_SETS,
          KNOWS_ATTEMPTS,
          COUNTS_BY_LOCATION,
          TELLS_ALL_CHANGES ->
          EnumSet.noneOf(Behavior.class);
    };
  }

  /** All of them but these. */
  public static Set<Behavior> allBut(Behavior... without) {
    EnumSet<Behavior> behaviors = EnumSet.allOf(Behavior.class);
    behaviors.removeAll(Arrays.asList(without));
    return behaviors;
  }
}
