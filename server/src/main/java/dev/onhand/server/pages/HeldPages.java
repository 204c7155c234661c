package dev.onhand.server.pages;

import dev.onhand.core.listing.Brake;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.HeldDecisions;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What would change too much of a channel at once, and what is decided of it. */
@Controller
class HeldPages {

  private static final String PATH = "/held-changes";

  private final Pages pages;
  private final HeldChanges held;
  private final HeldDecisions decisions;
  private final Accounts accounts;
  private final InstantSource clock;

  HeldPages(
      Pages pages,
      HeldChanges held,
      HeldDecisions decisions,
      Accounts accounts,
      InstantSource clock) {
    this.pages = pages;
    this.held = held;
    this.decisions = decisions;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  View showHeldChanges(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.HELD_CHANGE) PageRequest page) {
    Slice<HeldChange> found = held.list(caller.seller(), null, null, page);
    Map<String, Brake> limits = new TreeMap<>();
    for (Account account : accounts.list(caller.seller())) {
      limits.put(account.code(), held.brake(caller.seller(), account.channel()));
    }
    return pages.page(
        pages.shell(request, caller, "Held changes", Shell.Section.HELD),
        "heldChanges",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(PATH, Map.of(), page, found, IdKind.HELD_CHANGE, HeldChange::id),
            "limits",
            limits,
            "now",
            clock.instant()));
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Scope.ORDERS_READ)
  View showOnlyHeldChange(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @PageOf(IdKind.LISTING) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, id, page, "");
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      String id,
      PageRequest page,
      String error) {
    HeldChange change = decisions.found(caller, id);
    String path = path(change);
    Slice<HeldChange.Line> lines = held.lines(caller.seller(), change.id(), page);
    return pages.page(
        status,
        pages.shell(request, caller, "Held change of " + change.channel(), Shell.Section.HELD),
        "heldChange",
        Map.of(
            "change",
            change,
            "path",
            path,
            "seen",
            seen(change),
            "rows",
            lines.rows(),
            "pager",
            Pager.of(path, Map.of(), page, lines, IdKind.LISTING, HeldChange.Line::listing),
            "error",
            error));
  }

  private static String path(HeldChange change) {
    return PATH + "/" + PublicId.of(IdKind.HELD_CHANGE, change.id());
  }

  /** What a person looked at: while it waits, more may come to it. */
  private static String seen(HeldChange change) {
    HeldChange.Counts counts = change.counts();
    return "%d-%d-%d-%d"
        .formatted(counts.raised(), counts.unitsRaised(), counts.lowered(), counts.unitsLost());
  }

  /**
   * Approves of it, or rejects it.
   *
   * @param seen what was looked at; more than that is not approved unseen
   */
  @PostMapping(PATH + "/{id}")
  @Needs(Scope.CHANNELS_WRITE)
  View decideHeldChangeOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(required = false) @Nullable String seen) {
    HeldChange change = decisions.found(caller, id);
    try {
      if (seen != null && !seen.equals(seen(change))) {
        throw new ProblemException(
            ProblemCode.CONFLICT,
            "More came to this change since you looked at it, and nothing is decided: this is how it is now.");
      }
      switch (action) {
        case "approve" -> decisions.approve(caller, change);
        case "reject" -> decisions.reject(caller, change);
        default -> throw ProblemException.invalid("action", "action must be approve or reject");
      }
      return Pages.redirect(path(change));
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          id,
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          Show.said(refused));
    }
  }
}
