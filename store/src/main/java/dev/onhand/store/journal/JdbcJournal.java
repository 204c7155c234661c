package dev.onhand.store.journal;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JournalSearch.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal in PostgreSQL. Movements of a cause are found by its index. All else is looked for by
 * walking the ids in windows that grow, until the page is full or so much time has passed that the
 * caller has to ask for more. Small windows are read movement by movement; in large ones an index
 * of ranges says in which pages of the table there may be such movements, so that what is rare or
 * long ago is found in one request.
 */
public final class JdbcJournal implements Journal {

  /** So many movements are looked at first. */
  private static final int WINDOW_MIN = 1_000;

  private static final int WINDOW_FACTOR = 4;

  /**
   * Windows up to so many times the first are walked in order; beyond, pages are chosen by index.
   */
  private static final int WINDOW_IN_ORDER_MAX = WINDOW_FACTOR;

  /** So many times the first: where no index helps, it takes as long as a page may. */
  private static final int WINDOW_MAX = 256;

  /** A window that took longer is followed by one of its size. */
  private static final Duration WINDOW_TIME = Duration.ofMillis(10);

  /** So that a page is there before one has waited; what was not looked at is a request more. */
  private static final Duration SEARCH_MAX = Duration.ofMillis(60);

  private final SellerTransactions transactions;
  private final Duration searchMax;

  public JdbcJournal(SellerTransactions transactions) {
    this(transactions, SEARCH_MAX);
  }

  JdbcJournal(SellerTransactions transactions, Duration searchMax) {
    this.transactions = transactions;
    this.searchMax = searchMax;
  }

  @Override
  public Optional<JournalEntry> find(SellerId seller, MovementId id) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          return JournalReads.load(jdbc, seller, List.of(id.value())).stream().findFirst();
        });
  }

  @Override
  public Optional<JournalEntry> find(SellerId seller, MovementKey key) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          return JournalReads.findByKey(jdbc, seller, key.value())
              .flatMap(id -> JournalReads.load(jdbc, seller, List.of(id)).stream().findFirst());
        });
  }

  @Override
  public JournalPage list(SellerId seller, JournalFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          Long product = Names.productOf(jdbc, seller, filter.product());
          Long location = Names.locationOf(jdbc, seller, filter.location());
          JournalSearch search =
              new JournalSearch(jdbc, seller, filter, product, location, page.backwards());
          Range range = Range.of(page);
          JournalWindows windows = new JournalWindows(jdbc, seller, product);
          Found found =
              search.isOfSmallCause()
                  ? new Found(search.find(range, page.rowsToRead()), null)
                  : walk(jdbc, search, windows, windows.within(range, filter.recorded()), page);
          IndexPlans.only(jdbc);
          Slice<Long> ids = Slice.of(page, found.ids());
          return new JournalPage(
              JournalReads.load(jdbc, seller, ids.rows()),
              ids.hasMore() || found.searchedTo() != null,
              found.searchedTo() == null ? null : new MovementId(found.searchedTo()));
        });
  }

  private record Found(List<Long> ids, @Nullable Long searchedTo) {}

  private Found walk(
      JdbcClient jdbc, JournalSearch search, JournalWindows windows, Range all, PageRequest page) {
    List<Long> ids = new ArrayList<>();
    Instant begun = now(jdbc);
    Instant before = begun;
    Range rest = windows.filled(all);
    long first = windows.ids(rest, WINDOW_MIN, page.backwards());
    int times = 1;
    while (!rest.isEmpty()) {
      Range window = rest.first(first * times, page.backwards());
      ids.addAll(search.find(window, page.rowsToRead() - ids.size()));
      rest = rest.without(window, page.backwards());
      if (ids.size() == page.rowsToRead() || rest.isEmpty()) {
        break;
      }
      Instant now = now(jdbc);
      if (Duration.between(begun, now).compareTo(searchMax) >= 0) {
        return new Found(ids, page.backwards() ? rest.above() : rest.below());
      }
      if (times == WINDOW_IN_ORDER_MAX) {
        IndexPlans.pages(jdbc);
      }
      if (times <= WINDOW_IN_ORDER_MAX
          || Duration.between(before, now).compareTo(WINDOW_TIME) < 0) {
        times = Math.min(times * WINDOW_FACTOR, WINDOW_MAX);
      }
      before = now;
    }
    return new Found(ids, null);
  }

  /** As the database's clock goes on within a transaction. */
  private static Instant now(JdbcClient jdbc) {
    return jdbc.sql("select clock_timestamp() as now")
        .query((row, number) -> SqlTimes.get(row, "now"))
        .single();
  }
}
