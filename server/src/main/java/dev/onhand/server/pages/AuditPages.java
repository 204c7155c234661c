package dev.onhand.server.pages;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What was done to the set-up, and by whom. */
@Controller
class AuditPages {

  private final Pages pages;
  private final AdminActions actions;
  private final AuditQuestions questions;

  AuditPages(Pages pages, AdminActions actions, AuditQuestions questions) {
    this.pages = pages;
    this.actions = actions;
    this.questions = questions;
  }

  @GetMapping("/settings/audit")
  @Needs(Scope.USERS_ADMIN)
  View showAdminActions(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @PageOf(IdKind.ADMIN_ACTION) PageRequest page) {
    Map<String, String> filters = AuditQuestions.filters(actor, what, of, from, to);
    Slice<AdminActions.Done> found =
        actions.list(caller.seller(), questions.wanted(caller, filters), page);
    return pages.page(
        pages.shell(request, caller, "Audit", Shell.Section.SETTINGS),
        "audit",
        Map.of(
            "rows",
            found.rows(),
            "filters",
            filters,
            "export",
            Pager.link("/settings/audit.csv", filters),
            "pager",
            Pager.of(
                "/settings/audit",
                filters,
                page,
                found,
                IdKind.ADMIN_ACTION,
                AdminActions.Done::id)));
  }
}
