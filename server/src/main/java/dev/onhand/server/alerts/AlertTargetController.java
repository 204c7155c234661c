package dev.onhand.server.alerts;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.AlertTargets;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.alerts.TargetBodies.TargetBody;
import dev.onhand.server.alerts.TargetBodies.TargetChange;
import dev.onhand.server.alerts.TargetBodies.TargetToMake;
import dev.onhand.server.alerts.TargetBodies.TestBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told of alerts. */
@RestController
@RequestMapping(path = AlertTargetController.PATH, produces = "application/json")
class AlertTargetController {

  static final String PATH = "/api/v1/alert-targets";

  private final AlertTargets targets;
  private final TargetDesk desk;
  private final OnceOnly once;

  AlertTargetController(AlertTargets targets, TargetDesk desk, OnceOnly once) {
    this.targets = targets;
    this.desk = desk;
    this.once = once;
  }

  /** Lists those who are told of alerts, newest first. */
  @GetMapping
  @Needs(Scope.JOBS_READ)
  ListBody<TargetBody> listAlertTargets(
      Caller caller, @PageOf(IdKind.ALERT_TARGET) PageRequest page) {
    return ListBody.of(PATH, targets.list(caller.seller(), page), TargetBody::of);
  }

  /** Makes somebody who is told of alerts that open from now on. */
  @PostMapping
  @Needs(Scope.JOBS_WRITE)
  @Answers(
      status = 201,
      body = TargetBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> createAlertTarget(
      Caller caller, HttpServletRequest request, @RequestBody TargetToMake body) {
    return once.answer(
        caller.seller(), request, body, () -> answer(HttpStatus.CREATED, desk.make(caller, body)));
  }

  /** Shows one who is told, by id or name. */
  @GetMapping("/{ref}")
  @Needs(Scope.JOBS_READ)
  ResponseEntity<TargetBody> showAlertTarget(Caller caller, @PathVariable String ref) {
    return answer(HttpStatus.OK, desk.find(caller, ref));
  }

  /** Changes one who is told: what is not given stays. What waits for it is tried anew. */
  @PatchMapping("/{ref}")
  @Needs(Scope.JOBS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ResponseEntity<TargetBody> changeAlertTarget(
      Caller caller,
      @PathVariable String ref,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody TargetChange body) {
    return answer(HttpStatus.OK, desk.change(caller, ref, body, Versions.expected(ifMatch)));
  }

  /** Takes one away, with what waits for it. */
  @DeleteMapping("/{ref}")
  @Needs(Scope.JOBS_WRITE)
  TargetBody removeAlertTarget(Caller caller, @PathVariable String ref) {
    return TargetBody.of(desk.remove(caller, ref));
  }

  /** Sends a test message, and says in words what is wrong if it does not go. */
  @PostMapping("/{ref}/test")
  @Needs(Scope.JOBS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  TestBody testAlertTarget(Caller caller, @PathVariable String ref) {
    return desk.test(caller, ref);
  }

  private static ResponseEntity<TargetBody> answer(HttpStatus status, AlertTarget target) {
    return ResponseEntity.status(status)
        .header("ETag", Versions.etag(target.version()))
        .body(TargetBody.of(target));
  }
}
