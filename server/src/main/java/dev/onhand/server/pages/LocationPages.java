package dev.onhand.server.pages;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.LocationPatch;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Sourcings;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Where units can be. */
@Controller
class LocationPages {

  private static final String PATH = "/settings/locations";

  private final Pages pages;
  private final Locations locations;
  private final Sellers sellers;
  private final InstantSource clock;

  LocationPages(Pages pages, Locations locations, Sellers sellers, InstantSource clock) {
    this.pages = pages;
    this.locations = locations;
    this.sellers = sellers;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.LOCATIONS_READ)
  View showLocations(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.LOCATION) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, page, "");
  }

  @PostMapping(PATH)
  @Needs(Scope.LOCATIONS_WRITE)
  View createLocationOfPage(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "false") boolean sellable,
      @RequestParam(defaultValue = "") String priority) {
    try {
      Fields fields = Fields.ofParameters();
      var codeField = fields.required("code", code.strip(), LocationPages::code);
      var nameField = fields.required("name", name, LocationPages::name);
      var priorityField = fields.required("priority", priority, LocationPages::priority);
      LocationData data =
          fields.build(
              () ->
                  new LocationData(
                      codeField.get(),
                      nameField.get(),
                      LocationData.Kind.WAREHOUSE,
                      sellable,
                      priorityField.get(),
                      null,
                      null));
      Versions.saved(
          locations.create(caller.seller(), data, clock.instant()), "location", data.code());
      return Pages.redirect(PATH);
    } catch (ProblemException refused) {
      return refused(request, caller, refused);
    }
  }

  /**
   * Changes a location.
   *
   * @param version that the form showed: of two people, the second is told
   */
  @PostMapping(PATH + "/{ref}")
  @Needs(Scope.LOCATIONS_WRITE)
  View changeLocationOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String ref,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "false") boolean sellable,
      @RequestParam(defaultValue = "") String priority,
      @RequestParam long version) {
    try {
      LocationRef location = Fields.checked(() -> Refs.location(ref));
      Fields fields = Fields.ofParameters();
      var nameField = fields.required("name", name, LocationPages::name);
      var priorityField = fields.required("priority", priority, LocationPages::priority);
      LocationPatch patch =
          fields.build(
              () ->
                  new LocationPatch(
                      null,
                      nameField.get(),
                      null,
                      sellable,
                      priorityField.get(),
                      Patch.keep(),
                      Patch.keep()));
      Edit edit = new Edit(caller.actor(), clock.instant(), version);
      Saving<Location> saving =
          Fields.checked(() -> locations.change(caller.seller(), location, patch, edit));
      if (saving instanceof Saving.Stale<Location>) {
        throw stale(caller, location, nameField.get(), sellable, priorityField.get());
      }
      Versions.saved(saving, "location", ref);
      return Pages.redirect(PATH);
    } catch (ProblemException refused) {
      return refused(request, caller, refused);
    }
  }

  /** Says what is there now, and what was wanted. */
  private ProblemException stale(
      Caller caller, LocationRef location, String name, boolean sellable, int priority) {
    LocationData now =
        locations
            .find(caller.seller(), location)
            .orElseThrow(() -> ProblemException.notFound("location", ""))
            .data();
    return Versions.overtaken(
        words(now.name(), now.sellable(), now.priority()), words(name, sellable, priority));
  }

  /**
   * Sets by which rule locations are chosen for orders of channels that name none.
   *
   * @param before the rule that the form showed: of two people, the second is told
   */
  @PostMapping("/settings/sourcing")
  @Needs(Scope.SELLER_WRITE)
  View changeSourcing(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String sourcing,
      @RequestParam String before) {
    try {
      Sourcing wanted = Fields.checked(() -> Sourcings.read(sourcing));
      Sourcing seen = Fields.checked(() -> Sourcings.read(before));
      if (!sellers.replaceSourcing(caller.seller(), seen, wanted)) {
        Sourcing now = sellers.find(caller.seller()).orElseThrow().sourcing();
        throw Versions.overtaken(
            "'%s'".formatted(Show.sourcing(now)), "'%s'".formatted(Show.sourcing(wanted)));
      }
      return Pages.redirect(PATH);
    } catch (ProblemException refused) {
      return refused(request, caller, refused);
    }
  }

  private static String words(String name, boolean sellable, int priority) {
    return "'%s', %s, priority %d"
        .formatted(name, sellable ? "sellable" : "not sellable", priority);
  }

  private static String code(String text) {
    String code = Text.identifier("code", text, LocationRef.CODE_LENGTH_MAX);
    Refs.requireNoId(IdKind.LOCATION, "code", code);
    return code;
  }

  private static String name(String text) {
    return Text.free("name", text, LocationData.NAME_LENGTH_MAX);
  }

  private static int priority(String text) {
    if (text.isBlank()) {
      return LocationData.PRIORITY_DEFAULT;
    }
    return Math.clamp(
        Quantity.parseWhole("priority", text.strip()), -1, LocationData.PRIORITY_MAX + 1);
  }

  private View refused(HttpServletRequest request, Caller caller, ProblemException refused) {
    return page(
        refused.code().status(),
        request,
        caller,
        PageRequest.first(PageRequest.LIMIT_DEFAULT),
        Show.said(refused));
  }

  private View page(
      int status, HttpServletRequest request, Caller caller, PageRequest page, String error) {
    Slice<Location> found = Fields.checked(() -> locations.list(caller.seller(), page));
    Shell shell = pages.shell(request, caller, "Locations", Shell.Section.SETTINGS);
    return pages.page(
        status,
        shell,
        "locations",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(PATH, Map.of(), page, found, IdKind.LOCATION, row -> row.id().value()),
            "sourcing",
            shell.owner().sourcing(),
            "error",
            error));
  }
}
