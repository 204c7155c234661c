package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The first page: what needs a person now, how channels are, what happened last. And alerts. */
@Controller
class OverviewPages {

  private static final int MOVEMENTS_SHOWN = 10;

  /** Beyond so many it says "or more": nothing is counted that nobody reads. */
  private static final int COUNTED_MAX = 100;

  /** What the page leaves people alone for: a working day. */
  private static final Duration SNOOZE = Duration.ofHours(8);

  private final Pages pages;
  private final Stock stock;
  private final OrderRows orders;
  private final Alerts alerts;
  private final Journal journal;
  private final Measures measures;
  private final HeldChanges held;
  private final InstantSource clock;

  OverviewPages(
      Pages pages,
      Stock stock,
      OrderRows orders,
      Alerts alerts,
      Journal journal,
      Measures measures,
      HeldChanges held,
      InstantSource clock) {
    this.pages = pages;
    this.stock = stock;
    this.orders = orders;
    this.alerts = alerts;
    this.journal = journal;
    this.measures = measures;
    this.held = held;
    this.clock = clock;
  }

  @GetMapping("/")
  @Needs(Scope.STOCK_READ)
  View showOverview(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Overview", Shell.Section.OVERVIEW),
        "overview",
        pages.together(caller, () -> overview(caller)));
  }

  private Map<String, Object> overview(Caller caller) {
    List<ChannelHealth> rows =
        caller.may(Scope.ORDERS_READ)
            ? measures.channels(caller.seller())
            : List.<ChannelHealth>of();
    return Map.of(
        "tiles",
        tiles(caller, rows),
        "measures",
        measures.of(caller.seller(), rows),
        "channels",
        rows,
        "movements",
        journal
            .list(caller.seller(), JournalFilter.ALL, PageRequest.first(MOVEMENTS_SHOWN))
            .entries()
            .stream()
            .map(MovementRow::of)
            .toList(),
        "now",
        clock.instant());
  }

  private List<OverviewTile> tiles(Caller caller, List<ChannelHealth> channels) {
    PageRequest some = PageRequest.first(COUNTED_MAX);
    List<OverviewTile> tiles = new ArrayList<>();
    if (caller.may(Scope.JOBS_READ)) {
      tiles.add(
          OverviewTile.of("Open alerts", alerts.list(caller.seller(), true, some), "/alerts"));
    }
    tiles.add(
        OverviewTile.of(
            "Products below their floor",
            stock.list(
                caller.seller(), new StockFilter(null, true, false, null), Stock.Detail.SUMS, some),
            "/stock?below_floor=true"));
    if (caller.may(Scope.ORDERS_READ)) {
      tiles.add(
          OverviewTile.of(
              "Changes held for approval",
              held.list(caller.seller(), null, HeldChange.State.WAITING, some),
              "/held-changes"));
      tiles.add(
          OverviewTile.of(
              "Orders that wait for stock",
              orders.list(caller.seller(), new OrderFilter(null, null, true, false), some),
              "/orders?only=backordered"));
      tiles.add(
          OverviewTile.of(
              "Orders with a line that is not known",
              orders.list(caller.seller(), new OrderFilter(null, null, false, true), some),
              "/orders?only=parked"));
    }
    if (!channels.isEmpty()) {
      tiles.add(
          OverviewTile.of(
              "Listings that offer too much",
              channels.stream().mapToLong(channel -> channel.waits().over()).sum(),
              "/listings?only=over"));
      tiles.add(
          OverviewTile.of(
              "Listings with an unknown outcome",
              channels.stream().mapToLong(channel -> channel.waits().unknown()).sum(),
              "/listings?only=unknown"));
      tiles.add(
          OverviewTile.of(
              "Listings with an open difference",
              channels.stream().mapToLong(channel -> channel.waits().drifting()).sum(),
              "/reconciliations"));
      tiles.add(
          OverviewTile.of(
              "Listings that a channel refuses to change",
              channels.stream().mapToLong(channel -> channel.waits().dead()).sum(),
              "/listings?only=refused"));
    }
    return tiles;
  }

  @GetMapping("/alerts")
  @Needs(Scope.JOBS_READ)
  View showAlerts(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "false") boolean closed,
      @PageOf(IdKind.ALERT) PageRequest page) {
    Slice<Alert> found = alerts.list(caller.seller(), !closed, page);
    Map<String, @Nullable String> filters = new LinkedHashMap<>();
    filters.put("closed", closed ? "true" : "");
    return pages.page(
        pages.shell(request, caller, "Alerts", Shell.Section.ALERTS),
        "alerts",
        Map.of(
            "rows",
            found.rows(),
            "closed",
            closed,
            "export",
            Pager.link("/alerts.csv", filters),
            "pager",
            Pager.of("/alerts", filters, page, found, IdKind.ALERT, Alert::id)));
  }

  /** Closes an alert, says that somebody knows of it, or leaves people alone with it. */
  @PostMapping("/alerts/{id}")
  @Needs(Scope.JOBS_WRITE)
  View changeShownAlert(
      Caller caller, @PathVariable String id, @RequestParam(defaultValue = "close") String action) {
    LongFunction<Optional<Alert>> change =
        switch (action) {
          case "acknowledge" ->
              number -> alerts.acknowledge(caller.seller(), number, caller.actor());
          case "snooze" ->
              number -> alerts.snooze(caller.seller(), number, clock.instant().plus(SNOOZE));
          case "close" -> number -> alerts.close(caller.seller(), number, caller.actor());
          default ->
              throw ProblemException.invalid(
                  "action", "action must be acknowledge, snooze or close");
        };
    if (PublicId.look(IdKind.ALERT, id, change).isEmpty()) {
      throw ProblemException.notFound("alert", id);
    }
    return Pages.redirect("/alerts");
  }
}
