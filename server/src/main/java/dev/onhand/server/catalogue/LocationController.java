package dev.onhand.server.catalogue;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.LocationPatch;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.catalogue.LocationBodies.LocationBody;
import dev.onhand.server.catalogue.LocationBodies.LocationChange;
import dev.onhand.server.catalogue.LocationBodies.NewLocation;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Locations. */
@RestController
@RequestMapping(path = LocationController.PATH, produces = "application/json")
class LocationController {

  static final String PATH = "/api/v1/locations";

  private final Locations locations;
  private final OnceOnly once;
  private final InstantSource clock;

  LocationController(Locations locations, OnceOnly once, InstantSource clock) {
    this.locations = locations;
    this.once = once;
    this.clock = clock;
  }

  /** Lists locations by code. */
  @GetMapping
  @Needs(Scope.LOCATIONS_READ)
  ListBody<LocationBody> listLocations(Caller caller, @PageOf(IdKind.LOCATION) PageRequest page) {
    return Fields.checked(
        () -> ListBody.of(PATH, locations.list(caller.seller(), page), LocationBody::of));
  }

  /** Makes a location. */
  @PostMapping
  @Needs(Scope.LOCATIONS_WRITE)
  @Answers(
      status = 201,
      body = LocationBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> createLocation(
      Caller caller, HttpServletRequest request, @RequestBody NewLocation body) {
    LocationData data = body.data();
    return once.answer(caller.seller(), request, body, () -> create(caller, data));
  }

  private ResponseEntity<?> create(Caller caller, LocationData data) {
    Location made =
        Versions.saved(
            locations.create(caller.seller(), data, clock.instant()), "location", data.code());
    return answer(HttpStatus.CREATED, made);
  }

  /** Shows a location, by id or code. */
  @GetMapping("/{ref}")
  @Needs(Scope.LOCATIONS_READ)
  ResponseEntity<LocationBody> showLocation(Caller caller, @PathVariable String ref) {
    LocationRef name = Fields.checked(() -> Refs.location(ref));
    return answer(
        HttpStatus.OK,
        locations
            .find(caller.seller(), name)
            .orElseThrow(() -> ProblemException.notFound("location", ref)));
  }

  /** Changes a location, also its code: what is not given stays. */
  @PatchMapping("/{ref}")
  @Needs(Scope.LOCATIONS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ResponseEntity<LocationBody> changeLocation(
      Caller caller,
      @PathVariable String ref,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody LocationChange body) {
    LocationRef name = Fields.checked(() -> Refs.location(ref));
    LocationPatch patch = body.patch();
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    return answer(
        HttpStatus.OK,
        Fields.checked(
            () ->
                Versions.saved(
                    locations.change(caller.seller(), name, patch, edit), "location", ref)));
  }

  private static ResponseEntity<LocationBody> answer(HttpStatus status, Location location) {
    return ResponseEntity.status(status)
        .header("ETag", Versions.etag(location.version()))
        .body(LocationBody.of(location));
  }
}
