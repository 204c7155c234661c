package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import org.jspecify.annotations.Nullable;

/**
 * A location that orders may be sourced from.
 *
 * @param priority lower is asked first
 * @param place where it is; null: not known
 */
public record Site(LocationId id, String code, int priority, @Nullable Place place) {

  /** Degrees north and east. */
  public record Place(double latitude, double longitude) {

    /** Kilometres along the surface, by the haversine formula; exact enough to compare by. */
    double distanceTo(Place other) {
      double north = Math.toRadians(other.latitude - latitude) / 2;
      double east = Math.toRadians(other.longitude - longitude) / 2;
      double a =
          Math.sin(north) * Math.sin(north)
              + Math.cos(Math.toRadians(latitude))
                  * Math.cos(Math.toRadians(other.latitude))
                  * Math.sin(east)
                  * Math.sin(east);
      return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }
  }

  private static final double EARTH_RADIUS_KM = 6_371;
}
