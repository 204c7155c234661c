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
import org.springframework.web.servlet.View;

/** What was done to the set-up, and by whom. */
@Controller
class AuditPages {

  private final Pages pages;
  private final AdminActions actions;

  AuditPages(Pages pages, AdminActions actions) {
    this.pages = pages;
    this.actions = actions;
  }

  @GetMapping("/settings/audit")
  @Needs(Scope.USERS_ADMIN)
  View showAdminActions(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.ADMIN_ACTION) PageRequest page) {
    Slice<AdminActions.Done> found = actions.list(caller.seller(), page);
    return pages.page(
        pages.shell(request, caller, "Audit", Shell.Section.SETTINGS),
        "audit",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(
                "/settings/audit",
                Map.of(),
                page,
                found,
                IdKind.ADMIN_ACTION,
                AdminActions.Done::id)));
  }
}
