package dev.onhand.server.jobs;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.jobs.JobBodies.AlertBody;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts. */
@RestController
@RequestMapping(path = AlertController.PATH, produces = "application/json")
class AlertController {

  static final String PATH = "/api/v1/alerts";

  private final Alerts alerts;

  AlertController(Alerts alerts) {
    this.alerts = alerts;
  }

  /** Lists alerts, newest first, all or the open ones. */
  @GetMapping
  @Needs(Scope.JOBS_READ)
  ListBody<AlertBody> listAlerts(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean open,
      @PageOf(IdKind.ALERT) PageRequest page) {
    return ListBody.of(PATH, alerts.list(caller.seller(), open, page), AlertBody::of);
  }

  /** Closes an alert. It opens again by itself if its cause comes back. */
  @PostMapping("/{id}/close")
  @Needs(Scope.JOBS_WRITE)
  AlertBody closeAlert(Caller caller, @PathVariable String id) {
    return PublicId.look(
            IdKind.ALERT, id, number -> alerts.close(caller.seller(), number, caller.actor()))
        .map(AlertBody::of)
        .orElseThrow(() -> ProblemException.notFound("alert", id));
  }
}
