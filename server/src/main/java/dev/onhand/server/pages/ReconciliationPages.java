package dev.onhand.server.pages;

import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.Deciding;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
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
import tools.jackson.databind.json.JsonMapper;

/** What channels show against what they should, and what is decided of it. */
@Controller
class ReconciliationPages {

  private final Pages pages;
  private final Reconciliations reconciliations;
  private final Deciding deciding;
  private final Accounts accounts;
  private final JsonMapper json;
  private final InstantSource clock;

  ReconciliationPages(
      Pages pages,
      Reconciliations reconciliations,
      Deciding deciding,
      Accounts accounts,
      JsonMapper json,
      InstantSource clock) {
    this.pages = pages;
    this.reconciliations = reconciliations;
    this.deciding = deciding;
    this.accounts = accounts;
    this.json = json;
    this.clock = clock;
  }

  @GetMapping("/reconciliations")
  @Needs(Scope.ORDERS_READ)
  View showReconciliations(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "false") boolean hourly,
      @PageOf(IdKind.RECONCILIATION) PageRequest page) {
    Slice<Reconciliation> found =
        reconciliations.list(caller.seller(), Fields.given(channel), hourly, page);
    Map<String, String> filters =
        Map.of("channel", channel.strip(), "hourly", hourly ? "true" : "");
    Shell shell = pages.shell(request, caller, "Reconciliation", Shell.Section.RECONCILIATION);
    return pages.page(
        shell,
        "reconciliations",
        Map.of(
            "charts",
            RunChart.of(found.rows(), shell.zone()).stream().map(json::writeValueAsString).toList(),
            "rows",
            found.rows(),
            "pager",
            Pager.of(
                "/reconciliations",
                filters,
                page,
                found,
                IdKind.RECONCILIATION,
                Reconciliation::id),
            "filters",
            filters,
            "export",
            Pager.link("/reconciliations.csv", filters),
            "channels",
            accounts.list(caller.seller()).stream().map(Account::code).toList(),
            "now",
            clock.instant()));
  }

  /** Has all listings of a channel read and compared, by its worker. */
  @PostMapping("/reconciliations")
  @Needs(Scope.CHANNELS_WRITE)
  View wantReconciliation(Caller caller, @RequestParam(defaultValue = "") String channel) {
    return Pages.redirect(path(deciding.want(caller, channel.strip()).id()));
  }

  private static String path(long run) {
    return "/reconciliations/" + PublicId.of(IdKind.RECONCILIATION, run);
  }

  @GetMapping("/reconciliations/{id}")
  @Needs(Scope.ORDERS_READ)
  View showOnlyReconciliation(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean open,
      @PageOf(IdKind.DIFFERENCE) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, id, open, page, "");
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      String id,
      boolean open,
      PageRequest page,
      String error) {
    Reconciliation run = deciding.found(caller, id);
    Slice<Difference> found =
        reconciliations.differences(
            caller.seller(), new Difference.Filter(null, run.id(), open), page);
    Map<String, String> filters = Map.of("open", open ? "true" : "");
    return pages.page(
        status,
        pages.shell(
            request, caller, "Reconciliation of " + run.channel(), Shell.Section.RECONCILIATION),
        "reconciliation",
        Map.of(
            "run",
            run,
            "path",
            path(run.id()),
            "rows",
            found.rows(),
            "open",
            open,
            "export",
            Pager.link(path(run.id()) + "/differences.csv", filters),
            "pager",
            Pager.of(path(run.id()), filters, page, found, IdKind.DIFFERENCE, Difference::id),
            "error",
            error,
            "now",
            clock.instant()));
  }

  /** Approves of all that waits for it, or decides one difference. */
  @PostMapping("/reconciliations/{id}")
  @Needs(Scope.CHANNELS_WRITE)
  View decideReconciliation(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String difference,
      @RequestParam(defaultValue = "") String action) {
    Reconciliation run = deciding.found(caller, id);
    try {
      if (action.equals("approve")) {
        deciding.approve(caller, run, null);
      } else {
        deciding.fix(caller, deciding.difference(caller, difference), action(action), null);
      }
      return Pages.redirect(path(run.id()));
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          id,
          false,
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          Show.said(refused));
    }
  }

  private static DriftPolicy.Action action(String code) {
    return DriftPolicy.Action.find(code)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "action", "action must be approve, push, accept or ignore"));
  }
}
