package dev.onhand.server.pages;

import dev.onhand.core.replay.Tally;
import java.util.List;

/**
 * A measure of a past period, under the settings as they are and under others.
 *
 * @param better -1: less is better; 1: more is; 0: that depends
 */
public record WhatIfRow(String measure, long unchanged, long changed, int better) {

  /** All measures that {@code docs/reference/what-if.md} explains. */
  static List<WhatIfRow> of(Tally unchanged, Tally changed) {
    return List.of(
        new WhatIfRow("Orders", unchanged.orders(), changed.orders(), 0),
        less("Oversold orders", unchanged.oversoldOrders(), changed.oversoldOrders()),
        less("Oversold units", unchanged.oversoldUnits(), changed.oversoldUnits()),
        less(
            "Units that wait at the end", unchanged.backorderedUnits(), changed.backorderedUnits()),
        less("Orders that lost lines", unchanged.lostOrders(), changed.lostOrders()),
        less("Units not sold", unchanged.lostUnits(), changed.lostUnits()),
        less("Further locations of orders", unchanged.splits(), changed.splits()),
        less("Pushes", unchanged.pushes(), changed.pushes()),
        less("Calls", unchanged.calls(), changed.calls()),
        less("Stale minutes of listings", unchanged.staleMinutes(), changed.staleMinutes()),
        less("Unit-days kept back", unchanged.withheldUnitDays(), changed.withheldUnitDays()));
  }

  private static WhatIfRow less(String measure, long unchanged, long changed) {
    return new WhatIfRow(measure, unchanged, changed, -1);
  }

  public long difference() {
    return changed - unchanged;
  }

  /** The colour of the difference. */
  public String tone() {
    long good = difference() * better;
    return good > 0 ? "text-success" : good < 0 ? "text-danger" : "text-secondary";
  }
}
