package dev.onhand.server.pages;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.engine.access.Scope;
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
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Lists as files for spreadsheets: all of what a page's filters find. */
@Controller
class ExportPages {

  private static final CsvExport<StockTotals> STOCK =
      new CsvExport<>(
          "onhand-stock",
          List.of("sku", "name", "on_hand", "unavailable", "reserved", "available", "incoming"),
          row ->
              List.of(
                  CsvExport.text(row.sku().value()),
                  CsvExport.text(row.name()),
                  CsvExport.number(row.units().onHand()),
                  CsvExport.number(row.units().unavailable()),
                  CsvExport.number(row.units().reserved()),
                  CsvExport.number(row.available()),
                  CsvExport.number(row.unitsIncoming())));

  private static final CsvExport<OrderSummary> ORDERS =
      new CsvExport<>(
          "onhand-orders",
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
              List.of(
                  CsvExport.text(row.name().channel()),
                  CsvExport.text(row.name().externalId()),
                  CsvExport.text(row.status()),
                  CsvExport.number(row.ordered()),
                  CsvExport.number(row.reserved()),
                  CsvExport.number(row.fulfilled()),
                  CsvExport.number(row.missing()),
                  CsvExport.number((long) row.linesParked()),
                  CsvExport.time(row.createdAt()),
                  CsvExport.time(row.updatedAt())));

  private static final CsvExport<JournalEntry> JOURNAL =
      new CsvExport<>(
          "onhand-journal",
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
  private final Journal journal;
  private final JournalQuestions questions;

  ExportPages(Stock stock, OrderRows orders, Journal journal, JournalQuestions questions) {
    this.stock = stock;
    this.orders = orders;
    this.journal = journal;
    this.questions = questions;
  }

  @GetMapping("/stock.csv")
  @Needs(Scope.STOCK_READ)
  View exportStock(
      Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(name = "below_floor", defaultValue = "false") boolean belowFloor,
      @RequestParam(name = "running_low", defaultValue = "false") boolean runningLow) {
    StockFilter filter = StockPages.filter(q, location, belowFloor, runningLow);
    return Fields.checked(
        () ->
            STOCK.view(
                page ->
                    CsvExport.Part.of(
                        stock.list(caller.seller(), filter, Stock.Detail.SUMS, page),
                        row -> row.product().value())));
  }

  @GetMapping("/orders.csv")
  @Needs(Scope.ORDERS_READ)
  View exportOrders(
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String only) {
    OrderFilter filter = OrderPages.filter(channel, status, only);
    return Fields.checked(
        () ->
            ORDERS.view(
                page ->
                    CsvExport.Part.of(
                        orders.list(caller.seller(), filter, page), OrderSummary::id)));
  }

  @GetMapping("/journal.csv")
  @Needs(Scope.STOCK_READ)
  View exportJournal(
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
        () -> JOURNAL.view(page -> part(journal.list(caller.seller(), filter, page))));
  }

  /** Where the search for what is rare stopped early, it goes on from there. */
  private static CsvExport.Part<JournalEntry> part(JournalPage page) {
    Long next = null;
    if (page.searchedTo() != null) {
      next = page.searchedTo().value();
    } else if (page.hasMore()) {
      next = page.entries().getLast().movement().id().value();
    }
    return new CsvExport.Part<>(page.entries(), next);
  }

  private static List<String> cells(JournalEntry entry) {
    Movement movement = entry.movement();
    return List.of(
        PublicId.of(IdKind.MOVEMENT, movement.id().value()),
        CsvExport.time(movement.occurredAt()),
        CsvExport.time(movement.recordedAt()),
        CsvExport.text(entry.sku().value()),
        movement.reason().code(),
        CsvExport.number(movement.quantity().units()),
        CsvExport.number(MovementRow.change(movement)),
        place(movement.from()),
        CsvExport.text(entry.fromLocation()),
        onHand(movement.fromAfter()),
        place(movement.to()),
        CsvExport.text(entry.toLocation()),
        onHand(movement.toAfter()),
        movement.cause().kind().code(),
        CsvExport.text(movement.cause().reference()),
        CsvExport.text(movement.cause().line()),
        CsvExport.text(movement.actor()),
        CsvExport.text(movement.note()),
        entry.reversedBy() == null ? "" : PublicId.of(IdKind.MOVEMENT, entry.reversedBy().value()));
  }

  private static String place(Place place) {
    return CsvExport.text(place.code());
  }

  private static String onHand(Movement.@Nullable Balance after) {
    return after == null ? "" : CsvExport.number(after.onHand());
  }
}
