package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import java.util.Locale;
import java.util.Map;

/**
 * A shipment that named a location in which something is wrong. It is recorded all the same, for
 * the goods did leave.
 *
 * @param line of the order
 * @param named the location's code, as the channel gave it
 * @param takenFrom where the units were taken off the books: units of products by location
 */
public record DoubtfulShipment(
    String line, String named, Doubt doubt, Map<LocationId, Long> takenFrom) {

  /** What is wrong with the location. */
  public enum Doubt {
    /** There is none of this code, so that the units were taken where they were. */
    UNKNOWN_LOCATION,
    /** Orders are not sourced from it, and still it shipped. */
    NOT_SELLABLE;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DoubtfulShipment {
    takenFrom = Map.copyOf(takenFrom);
  }
}
