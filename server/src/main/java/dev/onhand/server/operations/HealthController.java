package dev.onhand.server.operations;

import dev.onhand.server.access.Open;
import dev.onhand.server.web.Answers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the process lives, and whether it can work. */
@RestController
class HealthController {

  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  /**
   * Whether requests can be worked on.
   *
   * @param status up or down
   * @param database up or down
   */
  record HealthBody(String status, String database) {}

  /**
   * Whether the process answers.
   *
   * @param status up
   */
  record LivenessBody(String status) {}

  /** The process answers. Says nothing of the database: to start anew would not mend that. */
  @GetMapping(path = "/livez", produces = "application/json")
  @Open
  LivenessBody showLiveness() {
    return new LivenessBody("up");
  }

  /** Requests can be worked on: the database answers. */
  @GetMapping(path = "/readyz", produces = "application/json")
  @Open
  @Answers(body = HealthBody.class)
  ResponseEntity<HealthBody> showReadiness() {
    return readiness.isReady()
        ? ResponseEntity.ok(new HealthBody("up", "up"))
        : ResponseEntity.status(503)
            .header("Retry-After", "2")
            .body(new HealthBody("down", "down"));
  }
}
