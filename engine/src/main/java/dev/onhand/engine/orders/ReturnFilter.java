package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.journal.JournalFilter.Times;
import org.jspecify.annotations.Nullable;

/**
 * Which returned units are wanted. All that is said must hold; null says nothing.
 *
 * @param location where they came to
 * @param disposition the state they came in
 * @param channel code of the order's
 * @param order what the channel calls it
 * @param recorded when they were booked
 */
public record ReturnFilter(
    @Nullable ProductRef product,
    @Nullable LocationRef location,
    @Nullable State disposition,
    @Nullable String channel,
    @Nullable String order,
    Times recorded) {

  public static final ReturnFilter ALL = new ReturnFilter(null, null, null, null, null, Times.ANY);
}
