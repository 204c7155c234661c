package dev.onhand.server.alerts;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.alerts.AlertBodies.AlertBody;
import dev.onhand.server.alerts.AlertBodies.Snooze;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts. */
@RestController
@RequestMapping(path = AlertController.PATH, produces = "application/json")
class AlertController {

  static final String PATH = "/api/v1/alerts";

  /** Longer is forgotten. */
  private static final Duration SNOOZE_MAX = Duration.ofDays(90);

  private final Alerts alerts;
  private final InstantSource clock;

  AlertController(Alerts alerts, InstantSource clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Lists alerts, newest first, all or the open ones that are not snoozed. */
  @GetMapping
  @Needs(Scope.JOBS_READ)
  ListBody<AlertBody> listAlerts(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean open,
      @PageOf(IdKind.ALERT) PageRequest page) {
    return ListBody.of(PATH, alerts.list(caller.seller(), open, page), AlertBody::of);
  }

  /** Shows an alert. */
  @GetMapping("/{id}")
  @Needs(Scope.JOBS_READ)
  AlertBody showAlert(Caller caller, @PathVariable String id) {
    return found(id, number -> alerts.find(caller.seller(), number));
  }

  private static AlertBody found(String id, LongFunction<Optional<Alert>> finding) {
    return PublicId.look(IdKind.ALERT, id, finding)
        .map(AlertBody::of)
        .orElseThrow(() -> ProblemException.notFound("alert", id));
  }

  /** Closes an alert. It opens again by itself if its cause comes back. */
  @PostMapping("/{id}/close")
  @Needs(Scope.JOBS_WRITE)
  AlertBody closeAlert(Caller caller, @PathVariable String id) {
    return found(id, number -> alerts.close(caller.seller(), number, caller.actor()));
  }

  /**
   * Notes that somebody knows of an alert. It stays open until its cause is over, and nobody is
   * told of it any more.
   */
  @PostMapping("/{id}/acknowledge")
  @Needs(Scope.JOBS_WRITE)
  AlertBody acknowledgeAlert(Caller caller, @PathVariable String id) {
    return found(id, number -> alerts.acknowledge(caller.seller(), number, caller.actor()));
  }

  /**
   * Leaves people alone with an alert until a time. If it is still open then, it is among the open
   * ones again and people are told of it.
   */
  @PostMapping("/{id}/snooze")
  @Needs(Scope.JOBS_WRITE)
  AlertBody snoozeAlert(Caller caller, @PathVariable String id, @RequestBody Snooze body) {
    Fields fields = new Fields();
    var until = fields.optional("until", body.until(), this::until);
    Instant at = fields.build(until::orNull);
    return found(id, number -> alerts.snooze(caller.seller(), number, at));
  }

  private Instant until(String text) {
    Instant until = Times.instant("until", text);
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(SNOOZE_MAX))) {
      throw new IllegalArgumentException(
          "until must be a time to come, at most %d days from now".formatted(SNOOZE_MAX.toDays()));
    }
    return until;
  }
}
