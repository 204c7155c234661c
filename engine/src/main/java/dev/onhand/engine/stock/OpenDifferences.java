package dev.onhand.engine.stock;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;

/**
 * Stock below its floor: more left the house than the books had, or a floor was raised. While a
 * product is short at a location, an alert says so; what comes in fills it before any backorder.
 */
public interface OpenDifferences {

  String ALERT_KIND = AlertKind.BELOW_FLOOR.code();

  /** So many alerts are opened at most; the next follow as these are filled. */
  int ALERTS_MAX = 1_000;

  /**
   * Looks at a seller's stock: opens an alert for each product and location that is below its
   * floor, brings those to the units that are missing now, and closes those that are filled.
   * Nothing is written while nothing changes.
   */
  void watch(SellerId seller);
}
