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
import dev.onhand.store.journal.JournalSearch.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The journal in PostgreSQL. Movements of a cause are found by its index. All else is looked for by
 * walking the ids of a product's movements, or of all, in windows that grow, until the page is full
 * or so many movements were looked at that the caller has to ask for more.
 */
public final class JdbcJournal implements Journal {

  private static final int WINDOW_MIN = 1_000;
  private static final int WINDOW_MAX = 100_000;

  /** What one request may look at: about half a second. */
  private static final int LOOKED_AT_MAX = 500_000;

  private final SellerTransactions transactions;
  private final int lookedAtMax;

  public JdbcJournal(SellerTransactions transactions) {
    this(transactions, LOOKED_AT_MAX);
  }

  JdbcJournal(SellerTransactions transactions, int lookedAtMax) {
    this.transactions = transactions;
    this.lookedAtMax = lookedAtMax;
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
                  : walk(search, windows, windows.within(range, filter.recorded()), page);
          Slice<Long> ids = Slice.of(page, found.ids());
          return new JournalPage(
              JournalReads.load(jdbc, seller, ids.rows()),
              ids.hasMore() || found.searchedTo() != null,
              found.searchedTo() == null ? null : new MovementId(found.searchedTo()));
        });
  }

  private record Found(List<Long> ids, @Nullable Long searchedTo) {}

  private Found walk(JournalSearch search, JournalWindows windows, Range all, PageRequest page) {
    List<Long> ids = new ArrayList<>();
    Range rest = all;
    int lookedAt = 0;
    for (int size = WINDOW_MIN; !rest.isEmpty(); size = Math.min(size * 4, WINDOW_MAX)) {
      OptionalLong end = page.backwards() ? windows.oldest(rest, size) : windows.newest(rest, size);
      Range window = end.isEmpty() ? rest : cut(rest, end.getAsLong(), page.backwards());
      ids.addAll(search.find(window, page.rowsToRead() - ids.size()));
      lookedAt += size;
      if (ids.size() == page.rowsToRead() || end.isEmpty()) {
        break;
      }
      rest =
          page.backwards()
              ? new Range(end.getAsLong() - 1, rest.below())
              : new Range(rest.above(), end.getAsLong() + 1);
      if (lookedAt >= lookedAtMax) {
        return new Found(ids, page.backwards() ? rest.above() : rest.below());
      }
    }
    return new Found(ids, null);
  }

  /** The part of a range that is walked before a movement. */
  private static Range cut(Range range, long end, boolean backwards) {
    return backwards ? new Range(range.above(), end) : new Range(end, range.below());
  }
}
