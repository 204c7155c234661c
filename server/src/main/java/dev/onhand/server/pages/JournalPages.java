package dev.onhand.server.pages;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Every change of stock. */
@Controller
class JournalPages {

  private final Pages pages;
  private final Journal journal;
  private final JournalQuestions questions;
  private final LocationCodes locations;

  JournalPages(Pages pages, Journal journal, JournalQuestions questions, LocationCodes locations) {
    this.pages = pages;
    this.journal = journal;
    this.questions = questions;
    this.locations = locations;
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
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @PageOf(IdKind.MOVEMENT) PageRequest page) {
    Map<String, String> filters =
        JournalQuestions.filters(sku, location, reason, actor, cause, channel, from, to);
    JournalFilter filter = questions.filter(caller, filters);
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
            "export",
            Pager.link("/journal.csv", filters),
            "drawn",
            drawn(filters),
            "reasons",
            reasons(),
            "locations",
            locations.all(caller)));
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

  /** The report of the same movements; it cannot be narrowed by an order. */
  private static String drawn(Map<String, String> filters) {
    Map<String, String> taken = new LinkedHashMap<>(filters);
    taken.remove("cause");
    return Pager.link("/reports/movements-by-reason", taken);
  }

  private static List<String> reasons() {
    return Arrays.stream(Reason.values()).map(Reason::code).toList();
  }
}
