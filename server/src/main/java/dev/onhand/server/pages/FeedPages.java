package dev.onhand.server.pages;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.access.SessionFeed;
import dev.onhand.server.web.EventStreams;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * The newest movements for a page that is open, as they are recorded: server-sent events, each a
 * row of the table. The browser calls again when one answer is over, and is looked at anew then.
 */
@Controller
class FeedPages {

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Who may not look any more, or has signed out, sees nothing new after this. */
  private static final Duration LENGTH = Duration.ofMinutes(1);

  /** Of what comes faster than it can be read the newest are shown. */
  private static final int ROWS = 20;

  /** More pages than these are not kept up to date. */
  private static final int PAGES_MAX = 200;

  private final Pages pages;
  private final Journal journal;
  private final EventStreams streams;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(PAGES_MAX);

  FeedPages(Pages pages, Journal journal, EventStreams streams, InstantSource clock) {
    this.pages = pages;
    this.journal = journal;
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * Follows the journal.
   *
   * @param after the newest movement that the page shows
   * @param seller for whom the page was opened: it is told of no other one's
   */
  @GetMapping(SessionFeed.PATH)
  @Needs(Scope.STOCK_READ)
  View followMovements(
      Caller caller,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String seller) {
    long newest = PublicId.find(IdKind.MOVEMENT, after).orElse(0);
    ZoneId zone = pages.zone(caller);
    boolean isOfPage = seller.equals(Shell.id(caller.seller()));
    return (model, request, response) -> {
      if (!isOfPage || !places.tryAcquire()) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT); // the browser does not call again
        return;
      }
      try {
        String last = request.getHeader("Last-Event-ID");
        long from = last == null ? newest : PublicId.find(IdKind.MOVEMENT, last).orElse(newest);
        follow(caller.seller(), from, zone, response);
      } catch (IOException e) {
        // The page was left: there is nobody to tell.
      } finally {
        places.release();
      }
    };
  }

  private void follow(SellerId seller, long from, ZoneId zone, HttpServletResponse response)
      throws IOException, InterruptedException {
    OutputStream out = EventStreams.open(response);
    Instant end = clock.instant().plus(LENGTH);
    Set<Long> sent = new HashSet<>();
    do {
      for (JournalEntry entry : newest(seller)) {
        long id = entry.movement().id().value();
        if (id > from && sent.add(id)) {
          EventStreams.write(out, event(entry, zone));
        }
      }
      EventStreams.write(out, ":\n\n"); // so that it is noticed when nobody listens any more
    } while (clock.instant().isBefore(end) && streams.pause(EVERY));
  }

  /** Oldest first. Two that are recorded at once may be seen in either order. */
  private List<JournalEntry> newest(SellerId seller) {
    return journal.list(seller, JournalFilter.ALL, PageRequest.first(ROWS)).entries().reversed();
  }

  private String event(JournalEntry entry, ZoneId zone) {
    MovementRow row = MovementRow.of(entry);
    String html = pages.fragment("tag/movement", Map.of("row", row, "zone", zone));
    return "id: %s\ndata: %s\n\n".formatted(row.id(), html.replaceAll("\\R\\s*", " ").strip());
  }
}
