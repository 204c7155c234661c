package dev.onhand.core.listing;

/**
 * How much of a channel may change within an hour without a person's approval. What orders did is
 * not counted, and is never held.
 *
 * @param listingsAbove so many listings are raised, and as many set to nothing, in any case
 * @param zeroedPercent and so many of a hundred are set to nothing, 0 to 100
 * @param raisedPercent and so many of a hundred are raised, 0 to 100
 * @param unitsAbove so many units are added, and as many taken away, in any case
 * @param unitsPercent and so many for a hundred that the channel shows, 0 to {@value
 *     #UNITS_PERCENT_MAX}
 */
public record Brake(
    long listingsAbove, int zeroedPercent, int raisedPercent, long unitsAbove, int unitsPercent) {

  public static final long ABOVE_MAX = 1_000_000_000_000L;
  public static final int UNITS_PERCENT_MAX = 1_000_000;
  private static final int WHOLE = 100;

  /** What holds where nothing else is said. */
  public static final Brake USUAL = new Brake(10, 20, 50, 1_000, 50);

  public Brake {
    require("listings_above", listingsAbove, ABOVE_MAX);
    require("zeroed_percent", zeroedPercent, WHOLE);
    require("raised_percent", raisedPercent, WHOLE);
    require("units_above", unitsAbove, ABOVE_MAX);
    require("units_percent", unitsPercent, UNITS_PERCENT_MAX);
  }

  private static void require(String what, long given, long max) {
    if (given < 0 || given > max) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d, not %d".formatted(what, max, given));
    }
  }

  /**
   * What changes.
   *
   * @param raised listings that are to show more than they do
   * @param zeroed those that are to show nothing any more
   * @param unitsRaised by how much in all
   * @param unitsLost by how much others are to show less
   */
  public record Change(long raised, long zeroed, long unitsRaised, long unitsLost) {

    public static final Change NONE = new Change(0, 0, 0, 0);

    /** The change of one listing. */
    public static Change of(long from, long to) {
      return new Change(
          to > from ? 1 : 0,
          to == 0 && from > 0 ? 1 : 0,
          Math.max(0, to - from),
          Math.max(0, from - to));
    }

    public Change plus(Change other) {
      return new Change(
          raised + other.raised,
          zeroed + other.zeroed,
          unitsRaised + other.unitsRaised,
          unitsLost + other.unitsLost);
    }
  }

  /** The listings of a channel, and the units that they show. */
  public record Whole(long listings, long units) {}

  /** Whether it depends on the size of the channel: less is everyday, whatever its share. */
  public boolean mayHold(Change change) {
    return change.raised > listingsAbove
        || change.zeroed > listingsAbove
        || change.unitsRaised > unitsAbove
        || change.unitsLost > unitsAbove;
  }

  /** Whether what is to show more waits. */
  public boolean holdsRaises(Change change, Whole whole) {
    return isMuch(change.raised, whole.listings, listingsAbove, raisedPercent)
        || isMuch(change.unitsRaised, whole.units, unitsAbove, unitsPercent);
  }

  /** Whether what is to show less, or nothing, waits. */
  public boolean holdsCuts(Change change, Whole whole) {
    return isMuch(change.zeroed, whole.listings, listingsAbove, zeroedPercent)
        || isMuch(change.unitsLost, whole.units, unitsAbove, unitsPercent);
  }

  private static boolean isMuch(long part, long whole, long above, int percent) {
    return part > above && part * WHOLE > whole * percent;
  }
}
