package dev.onhand.server.jobs;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.log.EventLog;
import dev.onhand.engine.log.LogQuery;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.jobs.JobBodies.LogLineBody;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log. */
@RestController
@RequestMapping(path = LogController.PATH, produces = "application/json")
class LogController {

  static final String PATH = "/api/v1/log";

  private final EventLog log;

  LogController(EventLog log) {
    this.log = log;
  }

  /** Lists what happened to stock, newest first, from a level upwards. */
  @GetMapping
  @Needs(Scope.LOG_READ)
  ListBody<LogLineBody> listLogLines(
      Caller caller,
      @RequestParam(defaultValue = "info") String level,
      @RequestParam(required = false) @Nullable String grep,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(defaultValue = "50") int limit) {
    Severity levelMin = level(level);
    Instant from = since == null ? null : Fields.checked(() -> Times.instant("since", since));
    LogQuery query = Fields.checked(() -> new LogQuery(levelMin, grep, from, limit));
    return ListBody.whole(
        PATH, log.list(caller.seller(), query).stream().map(LogLineBody::of).toList());
  }

  private static Severity level(String code) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/level", "level is one of info, warning, error and critical."));
  }
}
