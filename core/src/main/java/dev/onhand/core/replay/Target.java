package dev.onhand.core.replay;

import dev.onhand.core.ledger.LocationId;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for a product of a line after a step.
 *
 * @param reserved units that are to be held, as far as there are any
 * @param sold units that leave by this step
 * @param soldFrom where from, where the channel says so
 * @param wasReserved whether they had been held there
 */
record Target(long reserved, long sold, @Nullable LocationId soldFrom, boolean wasReserved) {

  static final Target NOTHING = new Target(0, 0, null, false);

  long units() {
    return reserved + sold;
  }
}
