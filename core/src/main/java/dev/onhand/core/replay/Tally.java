package dev.onhand.core.replay;

/**
 * What a period came to.
 *
 * @param orders that were placed
 * @param oversoldOrders of these, for which units were missing when they came
 * @param oversoldUnits that were missing then
 * @param backorderedUnits that still wait at the end
 * @param lostOrders of which something was not bought, as it was not shown
 * @param lostUnits that were not bought
 * @param splits locations beyond the first that the units of one order were taken from
 * @param pushes numbers that were told to listings
 * @param calls that told them
 * @param staleMinutes over all listings, in which one showed something else than it should
 * @param withheldUnitDays units that could have been shown and were not, times days
 */
public record Tally(
    long orders,
    long oversoldOrders,
    long oversoldUnits,
    long backorderedUnits,
    long lostOrders,
    long lostUnits,
    long splits,
    long pushes,
    long calls,
    long staleMinutes,
    long withheldUnitDays) {}
