package dev.onhand.server.channels;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.engine.channels.HookAddress;
import dev.onhand.engine.channels.WebhookDesk;
import dev.onhand.server.access.Open;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where channels call us. */
@RestController
class HookController {

  static final String PATH = "/hooks/";

  /** Channels say what happened, and leave it to us to read the rest. */
  static final int BODY_BYTES_MAX = 256 * 1024;

  /** A storm of calls must not take the connections to the database that others need. */
  private static final int AT_ONCE_MAX = 4;

  private static final String REJECTED = "rejected";

  /** Channels want to be answered within a second. */
  private static final long WAIT_MILLIS_MAX = 500;

  private final WebhookDesk desk;
  private final ChannelLoop loop;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  HookController(WebhookDesk desk, ChannelLoop loop, InstantSource clock, MeterRegistry registry) {
    this.desk = desk;
    this.loop = loop;
    this.clock = clock;
    this.registry = registry;
    counter("", REJECTED); // there from the start: what is missing cannot be watched
  }

  /**
   * Takes what a channel tells. It is signed by the channel, as its kind does; the address is in
   * {@code webhook_path} of the channel's account. It is kept and worked off later; what came
   * before is answered the same, and has no effect. The answer is 200 and not 202: some shops take
   * no other for success.
   */
  @PostMapping(path = PATH + "{hook}", produces = "application/json")
  @Open
  @Answers(
      problems = {
        ProblemCode.WEBHOOK_NOT_PROVED,
        ProblemCode.NOT_FOUND,
        ProblemCode.TOO_LARGE,
        ProblemCode.BUSY
      })
  ResponseEntity<Void> takeWebhook(@PathVariable String hook, HttpServletRequest call)
      throws IOException, InterruptedException {
    HookAddress address = HookAddress.parse(hook).orElseThrow(HookController::unknown);
    byte[] body = call.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "What a channel tells may have at most %d bytes.".formatted(BODY_BYTES_MAX));
    }
    String query = Objects.requireNonNullElse(call.getQueryString(), "");
    WebhookRequest request = new WebhookRequest(headers(call), query, body, clock.instant());
    WebhookDesk.Taken taken = take(address, request);
    count(taken.account().code(), taken.isNew() ? "accepted" : "duplicate");
    if (taken.isNew()) {
      loop.wake(address.seller());
    }
    return ResponseEntity.ok().build();
  }

  /**
   * Answers what a channel asks an address before it calls it. What is asked is in the query, as
   * the channel's kind has it. Whatever else is asked here, or at an address that is none, is
   * answered the same: there is nothing.
   */
  @GetMapping(path = PATH + "{hook}")
  @Open
  @Answers(problems = {ProblemCode.NOT_FOUND, ProblemCode.BUSY})
  ResponseEntity<byte[]> answerChallenge(@PathVariable String hook, HttpServletRequest call)
      throws InterruptedException {
    HookAddress address = HookAddress.parse(hook).orElseThrow(HookController::nothing);
    String query = Objects.requireNonNullElse(call.getQueryString(), "");
    WebhookRequest request = new WebhookRequest(headers(call), query, new byte[0], clock.instant());
    AnswersChallenges.Answer answer =
        inPlace(() -> desk.answer(address, request)).orElseThrow(HookController::nothing);
    return ResponseEntity.ok()
        .header("Content-Type", answer.contentType())
        .body(answer.body().getBytes(StandardCharsets.US_ASCII));
  }

  private static ProblemException nothing() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is nothing here.");
  }

  private static Map<String, List<String>> headers(HttpServletRequest call) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(call.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(call.getHeaders(name)));
    }
    return headers;
  }

  private WebhookDesk.Taken take(HookAddress address, WebhookRequest request)
      throws InterruptedException {
    try {
      return inPlace(() -> desk.take(address, request)).orElseThrow(HookController::unknown);
    } catch (ForgedWebhookException e) {
      count("", REJECTED);
      throw new ProblemException(
          ProblemCode.WEBHOOK_NOT_PROVED, "This is not proved: %s.".formatted(e.getMessage()));
    }
  }

  private <T> T inPlace(Supplier<T> work) throws InterruptedException {
    if (!places.tryAcquire(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
      throw new ProblemException(ProblemCode.BUSY, "Too many channels call at once.").retryAfter(1);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private void count(String channel, String outcome) {
    counter(channel, outcome).increment();
  }

  private Counter counter(String channel, String outcome) {
    return registry.counter("onhand.inbox.events", "channel", channel, "outcome", outcome);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ProblemCode.NOT_FOUND,
        "No channel has this address. 'onhand channel account CODE' shows a channel's.");
  }
}
