package dev.onhand.server.events;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventPage;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.events.EventBodies.CloudEventBody;
import dev.onhand.server.events.EventBodies.EventBody;
import dev.onhand.server.events.EventBodies.EventsBody;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The feed of events. */
@RestController
@RequestMapping(path = EventController.PATH, produces = "application/json")
class EventController {

  static final String PATH = "/api/v1/events";

  private final EventFeed feed;

  EventController(EventFeed feed) {
    this.feed = feed;
  }

  /**
   * Lists events, oldest first, in the order in which they were committed. Whoever goes on with
   * {@code next} misses none; a page may have fewer than {@code limit}, also where there are more.
   */
  @GetMapping
  @Needs(Scope.EVENTS_READ)
  EventsBody listEvents(
      Caller caller,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "100") String limit,
      @RequestParam(defaultValue = "plain") String format) {
    FeedQuery query = FeedQuery.of(feed, caller.seller(), after, type, limit, format);
    EventPage page = feed.read(caller.seller(), query.after(), query.types(), query.limit());
    List<?> shown =
        query.isCloudEvents()
            ? page.events().stream().map(CloudEventBody::of).toList()
            : page.events().stream().map(EventBody::of).toList();
    return new EventsBody("list", shown, page.hasMore(), EventBodies.id(page.next()), PATH);
  }
}
