package dev.onhand.server.events;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventPage;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.EventForm;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.access.StandingCallers;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.EventStreams;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.NanoTime;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The feed as a stream that stays open: server-sent events. A client that lost its connection sends
 * the last id it saw, and misses nothing.
 */
@RestController
class StreamController {

  static final String PATH = "/api/v1/stream";

  private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

  /** One seller's, on this node. */
  static final int STREAMS_MAX = 20;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** So that proxies keep the connection, and it is noticed when nobody listens any more. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int RETRY_SECONDS = 15;
  private static final int PAGE = 200;

  private final EventFeed feed;
  private final EventForm form;
  private final StandingCallers callers;
  private final EventStreams streams;
  private final NanoTime nanoTime;
  private final Map<SellerId, Integer> open = new ConcurrentHashMap<>();

  StreamController(
      EventFeed feed,
      EventForm form,
      StandingCallers callers,
      EventStreams streams,
      NanoTime nanoTime) {
    this.feed = feed;
    this.form = form;
    this.callers = callers;
    this.streams = streams;
    this.nanoTime = nanoTime;
  }

  /**
   * Follows events as they are committed, from now on, or from where {@code Last-Event-ID} (or
   * {@code after}) says. Ends when the token does; connect again with the last id you saw.
   */
  @GetMapping(path = PATH, produces = "text/event-stream")
  @Needs(Scope.EVENTS_READ)
  @Answers(problems = ProblemCode.TOO_MANY_STREAMS)
  void streamEvents(
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      @RequestParam(defaultValue = FeedQuery.LATEST) String after,
      @RequestParam(defaultValue = "") String type)
      throws InterruptedException {
    SellerId seller = caller.seller();
    Fields fields = Fields.ofParameters();
    String cursor = lastEventId == null || lastEventId.isEmpty() ? after : lastEventId;
    var from = fields.required("after", cursor, text -> FeedQuery.number(feed, seller, text));
    var types = fields.required("type", type, FeedQuery::types);
    fields.build(from::get);
    if (open.merge(seller, 1, Integer::sum) > STREAMS_MAX) {
      left(seller);
      throw new ProblemException(
              ProblemCode.TOO_MANY_STREAMS,
              "%d streams of this seller are open, which is the most.".formatted(STREAMS_MAX))
          .retryAfter(RETRY_SECONDS);
    }
    try {
      follow(new Following(seller, types.get(), request, response), from.get());
    } catch (IOException e) {
      LOG.debug("a stream was left", e);
    } finally {
      left(seller);
    }
  }

  private void left(SellerId seller) {
    open.computeIfPresent(seller, (one, streams) -> streams == 1 ? null : streams - 1);
  }

  private record Following(
      SellerId seller,
      Set<EventType> types,
      HttpServletRequest request,
      HttpServletResponse response) {}

  private void follow(Following following, long from) throws IOException, InterruptedException {
    OutputStream out = EventStreams.open(following.response());
    EventStreams.write(out, ": follows\n\n");
    long after = from;
    long writtenAt = nanoTime.now();
    boolean hasMore = false;
    do {
      if (!callers.isGood(following.request())) {
        return;
      }
      EventPage page = feed.read(following.seller(), after, following.types(), PAGE);
      for (Event event : page.events()) {
        EventStreams.write(out, text(event));
      }
      after = page.next();
      hasMore = page.hasMore();
      long now = nanoTime.now();
      if (!page.events().isEmpty()) {
        writtenAt = now;
      } else if (now - writtenAt >= HEARTBEAT.toNanos()) {
        EventStreams.write(out, ": still here\n\n");
        writtenAt = now;
      }
    } while (streams.pause(hasMore ? Duration.ZERO : LOOK_EVERY));
  }

  private String text(Event event) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(form.id(event.number()), event.type().code(), form.json(event));
  }
}
