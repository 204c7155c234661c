package dev.onhand.server.catalogue;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.LocationPatch;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Locations as they are sent and answered. */
final class LocationBodies {

  private LocationBodies() {}

  /** A location, as answered. */
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

  /** A location to be made. */
  record NewLocation(
      @Nullable String code,
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

  /** A change of a location: what is not given stays; the coordinates may be given as null. */
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
    return LocationData.Kind.find(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind must be one of "
                        + Arrays.stream(LocationData.Kind.values())
                            .map(LocationData.Kind::code)
                            .collect(Collectors.joining(", "))));
  }
}
