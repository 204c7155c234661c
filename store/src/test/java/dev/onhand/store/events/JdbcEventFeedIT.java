package dev.onhand.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventPage;
import dev.onhand.engine.events.EventType;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcEventFeedIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestSeller seller = TestSeller.create(DATABASE, 3, 2);
  private final JdbcAlerts alerts = new JdbcAlerts(seller.transactions(), seller.clock());
  private final EventFeed feed = new JdbcEventFeed(seller.transactions());

  @Test
  void isEmptyWhereNothingHappened() {
    assertThat(feed.read(seller.id(), 0, EventType.ALL, 10))
        .isEqualTo(new EventPage(List.of(), 0, false));
    assertThat(feed.end(seller.id())).isZero();
  }

  @Test
  void mergesAllKindsByTheirNumbersPageByPage() {
    seller.record(seller.move(Reason.PURCHASE, 5, 1, 1));
    alert("first");
    seller.record(seller.move(Reason.PURCHASE, 6, 1, 1));
    alert("second");
    alert("second");

    List<Event> all = readAll(1, EventType.ALL);
    assertThat(all)
        .extracting(event -> event.type().code())
        .containsExactly(
            "stock.level.changed", "alert.opened", "stock.level.changed", "alert.opened");
    assertThat(all).extracting(Event::number).isSorted().doesNotHaveDuplicates();
    assertThat(readAll(10, EventType.ALL)).isEqualTo(all);
  }

  @Test
  void goesOnPastWhatIsNotWanted() {
    seller.record(seller.move(Reason.PURCHASE, 5, 1, 1));
    EventPage page = feed.read(seller.id(), 0, Set.of(EventType.ALERT_OPENED), 10);
    assertThat(page.events()).isEmpty();
    assertThat(page.next()).isEqualTo(feed.end(seller.id())).isPositive();
    alert("later");
    assertThat(feed.read(seller.id(), page.next(), Set.of(EventType.ALERT_OPENED), 10).events())
        .hasSize(1);
  }

  /** The alert's number is lower, and its commit later. */
  @Test
  void waitsForAnEventThatIsNotYetCommittedWithAllBehindIt() throws SQLException {
    seller.record(seller.move(Reason.PURCHASE, 5, 1, 1));
    long before = feed.end(seller.id());
    try (Connection slow = DATABASE.database().app().getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          "select set_config('onhand.seller', '%d', true)".formatted(seller.id().value()));
      statement.execute(
          """
          insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at)
          values (%d, 'error', 'slow', 'slow', 'slow', now(), now())
          """
              .formatted(seller.id().value()));
      seller.record(seller.move(Reason.PURCHASE, 7, 1, 1));

      EventPage meanwhile = feed.read(seller.id(), before, EventType.ALL, 10);
      assertThat(meanwhile).isEqualTo(new EventPage(List.of(), before, false));
      slow.commit();
    }
    assertThat(feed.read(seller.id(), before, EventType.ALL, 10).events())
        .extracting(Event::type)
        .containsExactly(EventType.ALERT_OPENED, EventType.STOCK_LEVEL_CHANGED);
  }

  @Test
  void givesEachOnceAndInOrderWhileManyCommit() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> writing = new ArrayList<>();
      for (int lane = 0; lane < 2; lane++) {
        RandomCommands commands = new RandomCommands(20261128 + lane, 3, 2);
        writing.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    seller.record(commands.next(10, seller.clock().instant()));
                  }
                }));
      }
      writing.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  alert("alert " + i);
                }
              }));
      List<Long> seen = new ArrayList<>();
      long after = 0;
      boolean isDone;
      do {
        isDone = writing.stream().allMatch(Future::isDone);
        EventPage page = feed.read(seller.id(), after, EventType.ALL, 7);
        page.events().forEach(event -> seen.add(event.number()));
        after = page.next();
        isDone &= !page.hasMore();
      } while (!isDone);
      for (Future<?> one : writing) {
        one.get();
      }
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen)
          .containsExactlyElementsOf(
              seller
                  .rows(
                      """
                      select movement_id from movement union all select event_id from alert order by 1
                      """)
                  .stream()
                  .map(Long::valueOf)
                  .toList());
    }
  }

  @Test
  void tellsNothingOfAnotherSeller() {
    TestSeller other = TestSeller.create(DATABASE, 1, 1);
    seller.record(seller.move(Reason.PURCHASE, 5, 1, 1));
    alert("mine");
    assertThat(feed.read(other.id(), 0, EventType.ALL, 10).events()).isEmpty();
    assertThat(feed.end(other.id())).isZero();
  }

  private void alert(String subject) {
    alerts.raise(seller.id(), Severity.WARNING, "test", subject, "detail");
  }

  private List<Event> readAll(int limit, Set<EventType> types) {
    List<Event> all = new ArrayList<>();
    EventPage page = new EventPage(List.of(), 0, true);
    while (page.hasMore()) {
      page = feed.read(seller.id(), page.next(), types, limit);
      all.addAll(page.events());
    }
    return all;
  }
}
