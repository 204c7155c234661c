package dev.onhand.server.channels;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.InboxFailures;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What channels told by calling us, and what came of it. */
@RestController
public class InboxController {

  private static final String PATH = "/api/v1/inbox";

  private static final int REASON_LENGTH_MAX = 500;

  private final Inbox inbox;
  private final InboxFailures failures;
  private final ChannelLoop loop;
  private final InstantSource clock;

  InboxController(Inbox inbox, InboxFailures failures, ChannelLoop loop, InstantSource clock) {
    this.inbox = inbox;
    this.failures = failures;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * Something that a channel told. Fields that a job has too are named as there.
   *
   * @param queue always inbox
   * @param channel its code
   * @param kind what happened, as the channel calls it
   * @param delivery the channel's name for it
   * @param deliveries how often it came; it was worked off once
   * @param orders of the channel that it is about, which are read
   * @param unreadable it is the channel's and could not be read: all that changed was asked for
   * @param state waiting, done or failed
   * @param attempts that failed
   * @param error why the last of these did; or who gave it up, and why
   * @param createdAt when it came
   * @param endedAt when it was worked off, or given up
   */
  record InboxEventBody(
      String object,
      String id,
      String queue,
      String channel,
      String kind,
      String delivery,
      int deliveries,
      List<String> orders,
      boolean unreadable,
      String state,
      int attempts,
      @Nullable String error,
      Instant createdAt,
      @Nullable Instant endedAt) {

    static InboxEventBody of(InboxEvent event) {
      return new InboxEventBody(
          "inbox_event",
          PublicId.of(IdKind.INBOX_EVENT, event.id()),
          "inbox",
          event.channel(),
          event.topic(),
          event.deliveryId(),
          event.deliveries(),
          event.orders(),
          event.isUnreadable(),
          event.state().code(),
          event.attempts(),
          event.error(),
          event.receivedAt(),
          event.endedAt());
    }
  }

  /** Lists what channels told, newest first: all of it, or of a channel or in a state. */
  @GetMapping(path = PATH, produces = "application/json")
  @Needs(Scope.JOBS_READ)
  ListBody<InboxEventBody> listInboxEvents(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String state,
      @PageOf(IdKind.INBOX_EVENT) PageRequest page) {
    InboxEvent.State wanted = state == null ? null : state(state);
    return ListBody.of(
        PATH, inbox.list(caller.seller(), channel, wanted, page), InboxEventBody::of);
  }

  private static InboxEvent.State state(String code) {
    return InboxEvent.State.find(code)
        .orElseThrow(
            () -> ProblemException.invalid("/state", "state is one of waiting, done and failed."));
  }

  /** Has an event that failed worked on again. */
  @PostMapping(path = PATH + "/{id}/retry", produces = "application/json")
  @Needs(Scope.JOBS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  InboxEventBody retryInboxEvent(Caller caller, @PathVariable String id) {
    InboxEvent event = found(caller, id);
    InboxEvent again =
        inbox
            .retry(caller.seller(), event.id(), clock.instant())
            .orElseThrow(() -> notFailed(event, "tried again"));
    loop.wake(caller.seller());
    return InboxEventBody.of(again);
  }

  /**
   * Why an event is given up.
   *
   * @param reason for people: what was done instead, or why nothing has to be
   */
  record InboxDismissBody(@Nullable String reason) {}

  /**
   * Gives up an event that failed, such as a return that was booked by hand: it is done and not
   * tried any more, also where the channel tells it again.
   */
  @PostMapping(path = PATH + "/{id}/dismiss", produces = "application/json")
  @Needs(Scope.JOBS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  InboxEventBody dismissInboxEvent(
      Caller caller, @PathVariable String id, @RequestBody InboxDismissBody body) {
    InboxEvent event = found(caller, id);
    String reason = reason(body.reason());
    return InboxEventBody.of(
        failures
            .dismiss(caller.seller(), event.id(), caller.actor(), reason)
            .orElseThrow(() -> notFailed(event, "given up")));
  }

  /**
   * Why one is given up, in a person's words.
   *
   * @throws ProblemException if nothing is said, or too much
   */
  public static String reason(@Nullable String given) {
    String reason =
        Fields.checked(() -> Text.free("reason", given == null ? "" : given, REASON_LENGTH_MAX));
    if (reason.isEmpty()) {
      throw ProblemException.invalid(
          "/reason",
          "reason must say why it is given up, such as that the return was booked by hand.");
    }
    return reason;
  }

  private InboxEvent found(Caller caller, String id) {
    return PublicId.look(IdKind.INBOX_EVENT, id, number -> inbox.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("inbox event", id));
  }

  private static ProblemException notFailed(InboxEvent event, String what) {
    return new ProblemException(
        ProblemCode.CONFLICT,
        "Event %s is %s; only a failed one can be %s."
            .formatted(PublicId.of(IdKind.INBOX_EVENT, event.id()), event.state().code(), what));
  }
}
