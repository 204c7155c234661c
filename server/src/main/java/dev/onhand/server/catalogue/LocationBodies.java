package dev.onhand.server.catalogue;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.LocationPatch;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.model.Codes;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Locations as they are sent and answered. */
final class LocationBodies {

  private LocationBodies() {}

  /**
   * A location, as answered.
   *
   * @param object always "location"
   * @param id for ever the same
   * @param code the seller's short name for it, which may change
   * @param name free text
   * @param kind warehouse, store, bin, supplier or virtual
   * @param sellable whether what is there may be promised to customers
   * @param priority the location with the lower number is taken first
   * @param latitude in degrees, north positive
   * @param longitude in degrees, east positive
   * @param version what the ETag says
   * @param createdAt when it was made
   * @param updatedAt when it was last changed
   */
  record LocationBody(
      String object,
      String id,
      String code,
      String name,
      String kind,
      boolean sellable,
      int priority,
      @Nullable Double latitude,
      @Nullable Double longitude,
      long version,
      Instant createdAt,
      Instant updatedAt) {

    static LocationBody of(Location location) {
      LocationData data = location.data();
      return new LocationBody(
          "location",
          PublicId.of(IdKind.LOCATION, location.id().value()),
          data.code(),
          data.name(),
          data.kind().code(),
          data.sellable(),
          data.priority(),
          data.latitude(),
          data.longitude(),
          location.version(),
          location.createdAt(),
          location.updatedAt());
    }
  }

  /**
   * A location to be made.
   *
   * @param code 1 to 64 characters, unique
   * @param name up to 200 characters
   * @param kind warehouse (the default), store, bin, supplier or virtual
   * @param sellable true unless said
   * @param priority 0 to 1000000; 100 unless said
   * @param latitude -90 to 90, with longitude or not at all
   * @param longitude -180 to 180
   */
  record NewLocation(
      @Required @Nullable String code,
      @Nullable String name,
      @Nullable String kind,
      @Nullable Boolean sellable,
      @Nullable Integer priority,
      @Nullable Double latitude,
      @Nullable Double longitude) {

    LocationData data() {
      Fields fields = new Fields();
      var codeField = fields.required("code", code, LocationBodies::code);
      var nameField = fields.optional("name", name, LocationBodies::name);
      var kindField = fields.optional("kind", kind, LocationBodies::kind);
      return fields.build(
          () ->
              new LocationData(
                  codeField.get(),
                  orElse(nameField.orNull(), ""),
                  orElse(kindField.orNull(), LocationData.Kind.WAREHOUSE),
                  orElse(sellable, Boolean.TRUE),
                  orElse(priority, LocationData.PRIORITY_DEFAULT),
                  latitude,
                  longitude));
    }

    private static <T> T orElse(@Nullable T given, T usual) {
      return given == null ? usual : given;
    }
  }

  /**
   * A change of a location: what is not given stays.
   *
   * @param code a new code
   * @param name up to 200 characters
   * @param kind warehouse, store, bin, supplier or virtual
   * @param sellable whether what is there may be promised to customers
   * @param priority 0 to 1000000
   * @param latitude null, with longitude, takes both away
   * @param longitude -180 to 180
   */
  record LocationChange(
      @Nullable String code,
      @Nullable String name,
      @Nullable String kind,
      @Nullable Boolean sellable,
      @Nullable Integer priority,
      Patch<Double> latitude,
      Patch<Double> longitude) {

    LocationPatch patch() {
      Fields fields = new Fields();
      var codeField = fields.optional("code", code, LocationBodies::code);
      var nameField = fields.optional("name", name, LocationBodies::name);
      var kindField = fields.optional("kind", kind, LocationBodies::kind);
      return fields.build(
          () ->
              new LocationPatch(
                  codeField.orNull(),
                  nameField.orNull(),
                  kindField.orNull(),
                  sellable,
                  priority,
                  latitude,
                  longitude));
    }
  }

  private static String code(String text) {
    String code = Text.identifier("code", text, LocationRef.CODE_LENGTH_MAX);
    Refs.requireNoId(IdKind.LOCATION, "code", code);
    return code;
  }

  private static String name(String text) {
    return Text.free("name", text, LocationData.NAME_LENGTH_MAX);
  }

  private static LocationData.Kind kind(String code) {
    return Codes.read("kind", LocationData.Kind.values(), LocationData.Kind::code, code);
  }
}
