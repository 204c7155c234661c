package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What is reserved for orders and held for carts, since when, and until when. */
@Controller
class ReservationPages {

  private static final String PATH = "/reservations";

  /** For how many days units may be reserved before somebody asks why. */
  private static final List<Integer> AGES = List.of(1, 7, 30, 90);

  /** For ever, for who asks. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final ListExport<Reservation> EXPORT =
      new ListExport<>(
          "onhand-reservations",
          "Reservations",
          List.of(
              "id",
              "sku",
              "location",
              "units",
              "channel",
              "order",
              "line",
              "since",
              "ends_at",
              "note"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.RESERVATION, row.id()),
                  row.sku(),
                  row.location(),
                  row.units(),
                  row.order().channel(),
                  row.order().externalId(),
                  row.line(),
                  row.since(),
                  row.until(),
                  row.note()));

  private final Pages pages;
  private final Reservations reservations;
  private final LocationCodes locations;
  private final InstantSource clock;

  ReservationPages(
      Pages pages, Reservations reservations, LocationCodes locations, InstantSource clock) {
    this.pages = pages;
    this.reservations = reservations;
    this.locations = locations;
    this.clock = clock;
  }

  /**
   * Lists them, newest first.
   *
   * @param days only what began so many days ago or earlier; empty: all
   * @param ending only what ends by itself
   */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  View showReservations(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "false") boolean ending,
      @PageOf(IdKind.RESERVATION) PageRequest page) {
    Map<String, String> filters = filters(sku, location, channel, days, ending);
    Slice<Reservation> found =
        Fields.checked(() -> reservations.list(caller.seller(), filter(filters), page));
    return pages.page(
        pages.shell(request, caller, "Reservations", Shell.Section.RESERVATIONS),
        "reservations",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(PATH, filters, page, found, IdKind.RESERVATION, Reservation::id),
            "filters",
            filters,
            "export",
            Pager.link(PATH + ".csv", filters),
            "ages",
            AGES,
            "locations",
            locations.all(caller),
            "now",
            clock.instant()));
  }

  @GetMapping({PATH + ".csv", PATH + ".xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportReservations(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "false") boolean ending) {
    return Fields.checked(
        () -> {
          ReservationFilter filter = filter(filters(sku, location, channel, days, ending));
          return EXPORT.view(
              request,
              page ->
                  ListExport.Part.of(
                      reservations.list(caller.seller(), filter, page), Reservation::id));
        });
  }

  private static Map<String, String> filters(
      String sku, String location, String channel, String days, boolean ending) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("sku", sku.strip());
    filters.put("location", location.strip());
    filters.put("channel", channel.strip());
    filters.put("days", days.strip());
    filters.put("ending", ending ? "true" : "");
    return filters;
  }

  private ReservationFilter filter(Map<String, String> filters) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", Fields.given(filters.get("sku")), Refs::product);
    var place = fields.optional("location", Fields.given(filters.get("location")), Refs::location);
    var age = fields.optional("days", Fields.given(filters.get("days")), ReservationPages::days);
    Instant now = clock.instant();
    return fields.build(
        () ->
            new ReservationFilter(
                product.orNull(),
                place.orNull(),
                Fields.given(filters.get("channel")),
                null,
                age.orNull() == null ? null : now.minus(age.get()),
                Fields.given(filters.get("ending")) == null ? null : now.plus(LONGEST)));
  }

  private static Duration days(String text) {
    long days = Quantity.parseWhole("days", text);
    if (days < 0 || days > LONGEST.toDays()) {
      throw new IllegalArgumentException("days must be from 0 to " + LONGEST.toDays());
    }
    return Duration.ofDays(days);
  }
}
