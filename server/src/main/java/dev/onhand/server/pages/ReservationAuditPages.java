package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.orders.ReservationAuditBody;
import dev.onhand.server.orders.ReservationAuditWork;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what is reserved adds up. Looking at all of it is a job: the page shows what the last
 * ones found.
 */
@Controller
class ReservationAuditPages {

  private static final String PATH = "/reservations/audit";

  /** So many are listed, of the last jobs of their queue. */
  private static final int SHOWN_MAX = 20;

  private final Pages pages;
  private final Jobs jobs;
  private final JsonMapper json;
  private final RandomGenerator random;

  ReservationAuditPages(Pages pages, Jobs jobs, JsonMapper json, RandomGenerator random) {
    this.pages = pages;
    this.jobs = jobs;
    this.json = json;
    this.random = random;
  }

  /**
   * Shows what was found.
   *
   * @param run of which all is shown; empty: of the newest that is done
   */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  View showReservationAudit(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String run) {
    List<ReservationAuditRun> runs =
        jobs
            .list(
                caller.seller(),
                ReservationAuditWork.QUEUE,
                null,
                PageRequest.first(PageRequest.LIMIT_MAX))
            .rows()
            .stream()
            .filter(job -> job.kind().equals(ReservationAuditWork.KIND))
            .limit(SHOWN_MAX)
            .map(this::run)
            .toList();
    return pages.page(
        pages.shell(request, caller, "Do reservations add up?", Shell.Section.RESERVATIONS),
        "reservationAudit",
        Map.of(
            "runs",
            runs,
            "shown",
            runs.stream()
                .filter(one -> one.found() != null && (run.isEmpty() || one.id().equals(run)))
                .limit(1)
                .toList(),
            "key",
            Forms.key(random)));
  }

  private ReservationAuditRun run(Job job) {
    return new ReservationAuditRun(
        PublicId.of(IdKind.JOB, job.id()),
        job,
        ReservationAuditWork.isFix(job),
        job.result() == null ? null : json.readValue(job.result(), ReservationAuditBody.class));
  }

  /**
   * Has it looked at, or also put right, by the queue.
   *
   * @param key of the form, under which it is done once
   */
  @PostMapping(PATH)
  @Needs(Scope.LEDGER_VERIFY)
  View auditReservationsOfPage(
      Caller caller, @RequestParam String action, @RequestParam(defaultValue = "") String key) {
    if (!action.equals("look") && !action.equals("fix")) {
      throw ProblemException.invalid("action", "action must be look or fix");
    }
    jobs.enqueue(
        caller.seller(),
        ReservationAuditWork.job(action.equals("fix"), Forms.once(key), caller.actor()));
    return Pages.redirect(PATH);
  }
}
