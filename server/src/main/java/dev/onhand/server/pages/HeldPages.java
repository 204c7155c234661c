package dev.onhand.server.pages;

import dev.onhand.core.listing.Brake;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.BrakeEdits;
import dev.onhand.server.channels.HeldDecisions;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
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
  private final BrakeEdits edits;
  private final Accounts accounts;
  private final InstantSource clock;

  HeldPages(
      Pages pages,
      HeldChanges held,
      HeldDecisions decisions,
      BrakeEdits edits,
      Accounts accounts,
      InstantSource clock) {
    this.pages = pages;
    this.held = held;
    this.decisions = decisions;
    this.edits = edits;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  View showHeldChanges(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String limited,
      @PageOf(IdKind.HELD_CHANGE) PageRequest page) {
    return all(HttpServletResponse.SC_OK, request, caller, page, limited, "");
  }

  /**
   * All of them.
   *
   * @param limited code of the channel whose limits were just set or refused; empty: none
   * @param error why they were refused; empty: they were not
   */
  private View all(
      int status,
      HttpServletRequest request,
      Caller caller,
      PageRequest page,
      String limited,
      String error) {
    Slice<HeldChange> found = held.list(caller.seller(), null, null, page);
    Map<String, Brake> limits = new TreeMap<>();
    for (Account account : accounts.list(caller.seller())) {
      limits.put(account.code(), held.brake(caller.seller(), account.channel()));
    }
    return pages.page(
        status,
        pages.shell(request, caller, "Held changes", Shell.Section.HELD),
        "heldChanges",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(PATH, Map.of(), page, found, IdKind.HELD_CHANGE, HeldChange::id),
            "limits",
            limits,
            "limited",
            limits.containsKey(limited) ? limited : "",
            "error",
            error,
            "now",
            clock.instant()));
  }

  /**
   * Sets how much of a channel may change at once without approval, where that still is what the
   * form was made with.
   */
  @PostMapping("/channels/{code}/brake")
  @Needs(Scope.CHANNELS_WRITE)
  View changeBrake(HttpServletRequest request, Caller caller, @PathVariable String code) {
    Account account =
        accounts
            .find(caller.seller(), code)
            .orElseThrow(() -> ProblemException.notFound("channel", code));
    try {
      edits.replace(caller, account, brake(request, "seen_"), brake(request, ""));
      return Pages.redirect(PATH + "?limited=" + Show.encoded(code) + "#brakes");
    } catch (ProblemException refused) {
      return all(
          refused.code().status(),
          request,
          caller,
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          code,
          Show.said(refused));
    }
  }

  private static Brake brake(HttpServletRequest request, String prefix) {
    return Fields.checked(
        () ->
            new Brake(
                number(request, prefix + "listings_above"),
                percent(request, prefix + "zeroed_percent"),
                percent(request, prefix + "raised_percent"),
                number(request, prefix + "units_above"),
                percent(request, prefix + "units_percent")));
  }

  private static long number(HttpServletRequest request, String name) {
    String text = request.getParameter(name);
    return Quantity.parseWhole(name, text == null ? "" : text.strip());
  }

  private static int percent(HttpServletRequest request, String name) {
    return Math.toIntExact(Math.clamp(number(request, name), -1, Brake.UNITS_PERCENT_MAX + 1));
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
            change.counts().seen(),
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
      switch (action) {
        case "approve" -> decisions.approve(caller, change, seen);
        case "reject" -> decisions.reject(caller, change, seen);
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
