package dev.onhand.store.events;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventPage;
import dev.onhand.engine.events.EventType;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.events.EventReads.Range;
import dev.onhand.store.events.EventReads.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The feed in PostgreSQL: the rows of what happened, merged by their numbers. */
public final class JdbcEventFeed implements EventFeed {

  private static final Map<Source, Set<EventType>> SOURCES =
      Map.of(
          EventReads::movements,
          Set.of(EventType.STOCK_LEVEL_CHANGED),
          EventReads::orders,
          Set.of(EventType.ORDER_STATUS_CHANGED, EventType.ORDER_LINES_CHANGED),
          EventReads::differences,
          Set.of(EventType.LISTING_DRIFT_OPENED),
          EventReads::alerts,
          Set.of(EventType.ALERT_OPENED));

  private final SellerTransactions transactions;
  private final FeedEnd end;

  public JdbcEventFeed(SellerTransactions transactions) {
    this.transactions = transactions;
    this.end = new FeedEnd(transactions);
  }

  @Override
  public EventPage read(SellerId seller, long after, Set<EventType> types, int limit) {
    long upTo = end.find(seller, after);
    List<Event> found = upTo <= after ? List.of() : between(seller, after, upTo, types, limit);
    if (upTo > after && found.size() <= limit) {
      // Now the reader has come up to the end as it was known.
      long newer = end.find(seller, upTo);
      if (newer > upTo) {
        found = between(seller, after, newer, types, limit);
        upTo = newer;
      }
    }
    boolean hasMore = found.size() > limit;
    List<Event> page = hasMore ? found.subList(0, limit) : found;
    return new EventPage(
        page.stream().filter(event -> types.contains(event.type())).toList(),
        hasMore ? page.getLast().number() : Math.max(after, upTo),
        hasMore);
  }

  /** One more than asked for tells whether there are more. */
  private List<Event> between(
      SellerId seller, long after, long upTo, Set<EventType> types, int limit) {
    Range range = new Range(after, upTo, limit + 1);
    return transactions.call(seller, jdbc -> merged(jdbc, seller, types, range));
  }

  /**
   * The first of all kinds that are asked for. Each gives its first ones, so what it holds back
   * comes after as many as are wanted.
   */
  private static List<Event> merged(
      JdbcClient jdbc, SellerId seller, Set<EventType> types, Range range) {
    IndexPlans.only(jdbc);
    List<Event> all = new ArrayList<>();
    SOURCES.forEach(
        (source, gives) -> {
          if (gives.stream().anyMatch(types::contains)) {
            all.addAll(source.read(jdbc, seller, range));
          }
        });
    return all.stream()
        .sorted(Comparator.comparingLong(Event::number))
        .limit(range.limit())
        .toList();
  }

  @Override
  public long end(SellerId seller) {
    return end.find(seller, Long.MAX_VALUE);
  }
}
