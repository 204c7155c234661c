package dev.onhand.server.events;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Quantity;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.util.List;
import java.util.Set;

/**
 * What of the feed is asked for.
 *
 * @param after the number it goes on behind
 */
record FeedQuery(long after, Set<EventType> types, int limit, boolean isCloudEvents) {

  /** A cursor that stands for the end of the feed as it is now. */
  static final String LATEST = "latest";

  private static final String PLAIN = "plain";
  private static final String CLOUD_EVENTS = "cloudevents";

  static FeedQuery of(
      EventFeed feed, SellerId seller, String after, String type, String limit, String format) {
    Fields fields = Fields.ofParameters();
    var afterField = fields.required("after", after, text -> number(feed, seller, text));
    var typesField = fields.required("type", type, FeedQuery::types);
    var limitField =
        fields.required(
            "limit",
            limit,
            text ->
                PageRequest.first(
                        Math.clamp(Quantity.parseWhole("limit", text), -1, Integer.MAX_VALUE))
                    .limit());
    var formatField = fields.required("format", format, FeedQuery::isCloudEvents);
    return fields.build(
        () ->
            new FeedQuery(afterField.get(), typesField.get(), limitField.get(), formatField.get()));
  }

  /**
   * @param cursor the id of an event, as {@code next} gives it; empty: the beginning
   */
  static long number(EventFeed feed, SellerId seller, String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    return cursor.equals(LATEST) ? feed.end(seller) : PublicId.get(IdKind.EVENT, cursor);
  }

  /**
   * @param codes with commas between; empty: all
   */
  static Set<EventType> types(String codes) {
    return codes.isEmpty() ? EventType.ALL : EventType.read(List.of(codes.split(",", -1)));
  }

  private static boolean isCloudEvents(String format) {
    return switch (format) {
      case PLAIN -> false;
      case CLOUD_EVENTS -> true;
      default -> throw new IllegalArgumentException("format must be plain or cloudevents");
    };
  }
}
