package dev.onhand.server.pages;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What went wrong, what was given up and what was done about the set-up, as files. */
@Controller
class WatchExportPages {

  private static final ListExport<Alert> ALERTS =
      new ListExport<>(
          "onhand-alerts",
          "Alerts",
          List.of(
              "id",
              "severity",
              "kind",
              "about",
              "detail",
              "opened_at",
              "last_seen_at",
              "known_to",
              "snoozed_until",
              "closed_at",
              "closed_by"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.ALERT, row.id()),
                  row.severity().code(),
                  row.kind(),
                  row.about(),
                  row.detail(),
                  row.openedAt(),
                  row.lastSeenAt(),
                  row.acknowledgedBy(),
                  row.snoozedUntil(),
                  row.closedAt(),
                  row.closedBy()));

  private static final ListExport<DeadLetter> GIVEN_UP =
      new ListExport<>(
          "onhand-given-up",
          "Given up",
          List.of("id", "what", "why_it_failed", "tries", "last_at"),
          row -> ListExport.cells(row.id(), row.what(), row.error(), row.tries(), row.at()));

  private static final ListExport<AdminActions.Done> AUDIT =
      new ListExport<>(
          "onhand-audit",
          "Audit",
          List.of("id", "at", "actor", "what", "of", "status", "request"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.ADMIN_ACTION, row.id()),
                  row.begun().at(),
                  row.begun().actor(),
                  row.begun().what(),
                  row.begun().path(),
                  row.status(),
                  row.begun().requestId()));

  private final Alerts alerts;
  private final DeadLetters dead;
  private final AdminActions actions;
  private final AuditQuestions questions;

  WatchExportPages(
      Alerts alerts, DeadLetters dead, AdminActions actions, AuditQuestions questions) {
    this.alerts = alerts;
    this.dead = dead;
    this.actions = actions;
    this.questions = questions;
  }

  @GetMapping({"/alerts.csv", "/alerts.xlsx"})
  @Needs(Scope.JOBS_READ)
  View exportAlerts(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "false") boolean closed) {
    return ALERTS.view(
        request,
        page -> ListExport.Part.of(alerts.list(caller.seller(), !closed, page), Alert::id));
  }

  @GetMapping({"/sync/given-up.csv", "/sync/given-up.xlsx"})
  @Needs(Scope.JOBS_READ)
  View exportGivenUp(HttpServletRequest request, Caller caller, @RequestParam String kind) {
    DeadLetter.Kind wanted = DeadLetter.Kind.read(kind);
    return GIVEN_UP.view(request, page -> dead.list(caller.seller(), wanted, page));
  }

  @GetMapping({"/settings/audit.csv", "/settings/audit.xlsx"})
  @Needs(Scope.USERS_ADMIN)
  View exportAudit(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    AdminActions.Wanted wanted =
        questions.wanted(caller, AuditQuestions.filters(actor, what, of, from, to));
    return AUDIT.view(
        request,
        page ->
            ListExport.Part.of(actions.list(caller.seller(), wanted, page), AdminActions.Done::id));
  }
}
