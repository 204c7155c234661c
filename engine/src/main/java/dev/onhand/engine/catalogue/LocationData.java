package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.model.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a location.
 *
 * @param code unique within the seller, 1 to 64 characters
 * @param name 0 to {@value #NAME_LENGTH_MAX} characters
 * @param sellable whether what is there may be promised to customers
 * @param priority which location is taken first where several could be: the lower number
 * @param latitude in degrees, north positive; with longitude or not at all
 * @param longitude in degrees, east positive
 */
public record LocationData(
    String code,
    String name,
    Kind kind,
    boolean sellable,
    int priority,
    @Nullable Double latitude,
    @Nullable Double longitude) {

  public static final int NAME_LENGTH_MAX = 200;
  public static final int PRIORITY_DEFAULT = 100;
  public static final int PRIORITY_MAX = 1_000_000;

  /** What a location is. */
  public enum Kind {
    WAREHOUSE,
    STORE,
    BIN,
    SUPPLIER,
    VIRTUAL;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LocationData {
    code = Text.identifier("code", code, LocationRef.CODE_LENGTH_MAX);
    name = Text.free("name", name, NAME_LENGTH_MAX);
    if (priority < 0 || priority > PRIORITY_MAX) {
      throw new IllegalArgumentException(
          "priority must be from 0 to " + PRIORITY_MAX + ", not " + priority);
    }
    if ((latitude == null) != (longitude == null)) {
      throw new IllegalArgumentException("latitude and longitude must be given both or neither");
    }
    requireDegrees("latitude", latitude, 90);
    requireDegrees("longitude", longitude, 180);
  }

  private static void requireDegrees(String what, @Nullable Double degrees, int max) {
    if (degrees != null && !(Math.abs(degrees) <= max)) {
      throw new IllegalArgumentException(
          "%s must be from -%d to %d degrees, not %s".formatted(what, max, max, degrees));
    }
  }

  /** What a location's data would be after a change. */
  public static LocationData of(LocationData before, LocationPatch patch) {
    return new LocationData(
        patch.code() == null ? before.code() : patch.code(),
        patch.name() == null ? before.name() : patch.name(),
        patch.kind() == null ? before.kind() : patch.kind(),
        patch.sellable() == null ? before.sellable() : patch.sellable(),
        patch.priority() == null ? before.priority() : patch.priority(),
        patch.latitude().orElse(before.latitude()),
        patch.longitude().orElse(before.longitude()));
  }
}
