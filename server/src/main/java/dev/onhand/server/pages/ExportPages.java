package dev.onhand.server.pages;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Lists as files for spreadsheets: all of what a page's filters find. */
@Controller
class ExportPages {

  private static final ListExport<StockTotals> STOCK =
      new ListExport<>(
          "onhand-stock",
          "Stock",
          List.of("sku", "name", "on_hand", "unavailable", "reserved", "available", "incoming"),
          row ->
              ListExport.cells(
                  row.sku().value(),
                  row.name(),
                  row.units().onHand(),
                  row.units().unavailable(),
                  row.units().reserved(),
                  row.available(),
                  row.unitsIncoming()));

  private static final ListExport<OrderSummary> ORDERS =
      new ListExport<>(
          "onhand-orders",
          "Orders",
          List.of(
              "channel",
              "order",
              "status",
              "ordered",
              "reserved",
              "shipped",
              "missing",
              "lines_not_known",
              "created_at",
              "updated_at"),
          row ->
              ListExport.cells(
                  row.name().channel(),
                  row.name().externalId(),
                  row.status(),
                  row.ordered(),
                  row.reserved(),
                  row.fulfilled(),
                  row.missing(),
                  row.linesParked(),
                  row.createdAt(),
                  row.updatedAt()));

  private static final ListExport<Listing> LISTINGS =
      new ListExport<>(
          "onhand-listings",
          "Listings",
          List.of(
              "id",
              "channel",
              "listing",
              "title",
              "channel_state",
              "sku",
              "units_in_one",
              "desired",
              "pushed",
              "acknowledged",
              "observed",
              "last_synced",
              "state",
              "trouble"),
          listing -> cells(ListingRow.of(listing)));

  private static final ListExport<JournalEntry> JOURNAL =
      new ListExport<>(
          "onhand-journal",
          "Journal",
          List.of(
              "id",
              "occurred_at",
              "recorded_at",
              "sku",
              "reason",
              "quantity",
              "on_hand_change",
              "from",
              "from_location",
              "from_on_hand_after",
              "to",
              "to_location",
              "to_on_hand_after",
              "cause_kind",
              "cause",
              "cause_line",
              "actor",
              "note",
              "reversed_by"),
          ExportPages::cells);

  private final Stock stock;
  private final OrderRows orders;
  private final Listings listings;
  private final Products products;
  private final Journal journal;
  private final JournalQuestions questions;

  ExportPages(
      Stock stock,
      OrderRows orders,
      Listings listings,
      Products products,
      Journal journal,
      JournalQuestions questions) {
    this.stock = stock;
    this.orders = orders;
    this.listings = listings;
    this.products = products;
    this.journal = journal;
    this.questions = questions;
  }

  @GetMapping({"/stock.csv", "/stock.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportStock(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(name = "below_floor", defaultValue = "false") boolean belowFloor,
      @RequestParam(name = "running_low", defaultValue = "false") boolean runningLow) {
    StockFilter filter = StockPages.filter(q, location, belowFloor, runningLow);
    return Fields.checked(
        () ->
            STOCK.view(
                request,
                page ->
                    ListExport.Part.of(
                        stock.list(caller.seller(), filter, Stock.Detail.SUMS, page),
                        row -> row.product().value())));
  }

  @GetMapping({"/orders.csv", "/orders.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportOrders(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String only) {
    OrderFilter filter = OrderPages.filter(channel, status, only);
    return Fields.checked(
        () ->
            ORDERS.view(
                request,
                page ->
                    ListExport.Part.of(
                        orders.list(caller.seller(), filter, page), OrderSummary::id)));
  }

  @GetMapping({"/listings.csv", "/listings.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportListings(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String only,
      @RequestParam(defaultValue = "") String sku) {
    ListingFilter filter = ListingPages.filter(products, caller, channel, only, sku);
    return Fields.checked(
        () ->
            LISTINGS.view(
                request,
                page ->
                    ListExport.Part.of(listings.list(caller.seller(), filter, page), Listing::id)));
  }

  @GetMapping({"/journal.csv", "/journal.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportJournal(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    JournalFilter filter =
        questions.filter(
            caller,
            JournalQuestions.filters(sku, location, reason, actor, cause, channel, from, to));
    return Fields.checked(
        () -> JOURNAL.view(request, page -> part(journal.list(caller.seller(), filter, page))));
  }

  /** Where the search for what is rare stopped early, it goes on from there. */
  private static ListExport.Part<JournalEntry> part(JournalPage page) {
    Long next = null;
    if (page.searchedTo() != null) {
      next = page.searchedTo().value();
    } else if (page.hasMore()) {
      next = page.entries().getLast().movement().id().value();
    }
    return new ListExport.Part<>(page.entries(), next);
  }

  private static List<@Nullable Object> cells(JournalEntry entry) {
    Movement movement = entry.movement();
    return ListExport.cells(
        PublicId.of(IdKind.MOVEMENT, movement.id().value()),
        movement.occurredAt(),
        movement.recordedAt(),
        entry.sku().value(),
        movement.reason().code(),
        movement.quantity().units(),
        MovementRow.change(movement),
        movement.from().code(),
        entry.fromLocation(),
        onHand(movement.fromAfter()),
        movement.to().code(),
        entry.toLocation(),
        onHand(movement.toAfter()),
        movement.cause().kind().code(),
        movement.cause().reference(),
        movement.cause().line(),
        movement.actor(),
        movement.note(),
        entry.reversedBy() == null
            ? null
            : PublicId.of(IdKind.MOVEMENT, entry.reversedBy().value()));
  }

  private static @Nullable Long onHand(Movement.@Nullable Balance after) {
    return after == null ? null : after.onHand();
  }

  private static List<@Nullable Object> cells(ListingRow row) {
    return ListExport.cells(
        row.id(),
        row.channel(),
        row.externalId(),
        row.title(),
        row.state(),
        row.sku(),
        row.pack(),
        row.desired(),
        row.pushed(),
        row.acknowledged(),
        row.observed(),
        row.lastSynced(),
        row.condition().label(),
        row.trouble());
  }
}
