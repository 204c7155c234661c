package dev.onhand.server.jobs;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.jobs.JobBodies.JobBody;
import dev.onhand.server.jobs.JobBodies.QueueBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs and queues. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
class JobController {

  private final Jobs jobs;
  private final Queues queues;

  JobController(Jobs jobs, Queues queues) {
    this.jobs = jobs;
    this.queues = queues;
  }

  /** Lists jobs, newest first, all or those of a queue or in a state. */
  @GetMapping("/jobs")
  @Needs(Scope.JOBS_READ)
  ListBody<JobBody> listJobs(
      Caller caller,
      @RequestParam(required = false) @Nullable String queue,
      @RequestParam(required = false) @Nullable String state,
      @PageOf(IdKind.JOB) PageRequest page) {
    Queue wantedQueue = queue == null ? null : queue(queue);
    Job.State wantedState = state == null ? null : state(state);
    return ListBody.of(
        "/api/v1/jobs", jobs.list(caller.seller(), wantedQueue, wantedState, page), JobBody::of);
  }

  /** Shows a job. */
  @GetMapping("/jobs/{id}")
  @Needs(Scope.JOBS_READ)
  JobBody showJob(Caller caller, @PathVariable String id) {
    return JobBody.of(find(caller, id));
  }

  /** Puts a failed job into its queue again. */
  @PostMapping("/jobs/{id}/retry")
  @Needs(Scope.JOBS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  JobBody retryJob(Caller caller, @PathVariable String id) {
    Job job = find(caller, id);
    return JobBody.of(
        jobs.retry(caller.seller(), job.id())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.CONFLICT,
                        "Job %s is %s; only a failed job can be tried again."
                            .formatted(id, job.state().code()))));
  }

  /** Lists the queues and what is in them. */
  @GetMapping("/queues")
  @Needs(Scope.JOBS_READ)
  ListBody<QueueBody> listQueues(Caller caller) {
    return ListBody.whole("/api/v1/queues", queues.of(caller.seller()));
  }

  private Job find(Caller caller, String id) {
    return PublicId.look(IdKind.JOB, id, number -> jobs.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("job", id));
  }

  private static Queue queue(String code) {
    return Queue.find(code)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/queue",
                    "There is no queue '%s'. The queues are: %s."
                        .formatted(
                            code,
                            String.join(
                                ", ", Arrays.stream(Queue.values()).map(Queue::code).toList()))));
  }

  private static Job.State state(String code) {
    return Arrays.stream(Job.State.values())
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/state", "state is one of waiting, running, done and failed."));
  }
}
