package dev.onhand.engine.channels;

import dev.onhand.engine.ledger.Companion;
import java.time.Instant;

/**
 * A difference became a movement: in the same commit it is settled, and what its listing should
 * show is what it shows.
 *
 * @param shownChange how many more of the listing it should show than before
 */
public record DriftAccepted(long drift, long listing, long shownChange, long movement, Instant at)
    implements Companion {}
