package dev.onhand.server.pages;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Every change of stock. */
@Controller
class JournalPages {

  private final Pages pages;
  private final Journal journal;
  private final Sellers sellers;

  JournalPages(Pages pages, Journal journal, Sellers sellers) {
    this.pages = pages;
    this.journal = journal;
    this.sellers = sellers;
  }

  @GetMapping("/journal")
  @Needs(Scope.STOCK_READ)
  View showJournal(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @PageOf(IdKind.MOVEMENT) PageRequest page) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("sku", sku.strip());
    filters.put("location", location.strip());
    filters.put("reason", reason);
    filters.put("actor", actor.strip());
    filters.put("cause", cause.strip());
    filters.put("from", from);
    filters.put("to", to);
    ZoneId zone = sellers.find(caller.seller()).orElseThrow().timeZone();
    JournalFilter filter = filter(filters, zone);
    JournalPage found = Fields.checked(() -> journal.list(caller.seller(), filter, page));
    return pages.page(
        pages.shell(request, caller, "Journal", Shell.Section.JOURNAL),
        "journal",
        Map.of(
            "rows",
            found.entries().stream().map(MovementRow::of).toList(),
            "pager",
            pager(filters, page, found),
            "filters",
            filters,
            "reasons",
            reasons()));
  }

  private static JournalFilter filter(Map<String, String> filters, ZoneId zone) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", given(filters, "sku"), Refs::product);
    var place = fields.optional("location", given(filters, "location"), Refs::location);
    var why = fields.optional("reason", given(filters, "reason"), JournalPages::reason);
    var who =
        fields.optional(
            "actor",
            given(filters, "actor"),
            text -> Text.identifier("actor", text, Details.ACTOR_LENGTH_MAX));
    var what =
        fields.optional(
            "cause",
            given(filters, "cause"),
            text -> Text.identifier("cause", text, Cause.LENGTH_MAX));
    var begin = fields.optional("from", given(filters, "from"), text -> day("from", text, zone, 0));
    var end = fields.optional("to", given(filters, "to"), text -> day("to", text, zone, 1));
    return fields.build(
        () ->
            new JournalFilter(
                product.orNull(),
                place.orNull(),
                new JournalFilter.OfCause(null, what.orNull(), null),
                why.orNull() == null ? Set.of() : Set.of(why.get()),
                who.orNull(),
                new JournalFilter.Times(begin.orNull(), end.orNull()),
                JournalFilter.Times.ANY));
  }

  private static @Nullable String given(Map<String, String> filters, String name) {
    String text = filters.getOrDefault(name, "");
    return text.isEmpty() ? null : text;
  }

  /** Where the search for what is rare stopped early, it goes on from there. */
  private static Pager pager(Map<String, String> filters, PageRequest page, JournalPage found) {
    if (found.searchedTo() != null && !page.backwards()) {
      return Pager.on("/journal", filters, IdKind.MOVEMENT, found.searchedTo().value());
    }
    return Pager.of(
        "/journal",
        filters,
        page,
        new Slice<JournalEntry>(found.entries(), found.hasMore()),
        IdKind.MOVEMENT,
        entry -> entry.movement().id().value());
  }

  private static List<String> reasons() {
    return Arrays.stream(Reason.values()).map(Reason::code).toList();
  }

  private static Reason reason(String code) {
    return Reason.find(code)
        .orElseThrow(() -> new IllegalArgumentException("reason must be one of the list"));
  }

  /** The beginning of a day, in the seller's zone. */
  private static Instant day(String name, String text, ZoneId zone, int daysLater) {
    try {
      return LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " must be a day such as 2026-11-21", e);
    }
  }
}
