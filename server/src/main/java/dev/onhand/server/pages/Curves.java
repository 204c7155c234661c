package dev.onhand.server.pages;

import dev.onhand.core.ledger.Decider;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Draws the charts of products from their newest movements. */
@Component
final class Curves {

  /** A page must not wait for a product that moves a thousand times a day: its chart is shorter. */
  private static final int PAGES_MAX = 2;

  private final Journal journal;

  Curves(Journal journal) {
    this.journal = journal;
  }

  /**
   * The newest movements of a product that count.
   *
   * @param newestFirst as they were recorded
   * @param isAll whether there are no others
   */
  record Known(List<JournalEntry> newestFirst, boolean isAll) {}

  Known known(SellerId seller, ProductId product, ProductQuestion question) {
    List<JournalEntry> movements = new ArrayList<>();
    PageRequest page = PageRequest.first(PageRequest.LIMIT_MAX);
    for (int read = 0; read < PAGES_MAX; read++) {
      JournalPage found = journal.list(seller, question.movements(product), page);
      movements.addAll(found.entries());
      if (!found.hasMore()) {
        return new Known(List.copyOf(movements), true);
      }
      MovementId last =
          found.searchedTo() == null ? movements.getLast().movement().id() : found.searchedTo();
      page = new PageRequest(PageRequest.LIMIT_MAX, last.value(), null);
    }
    return new Known(List.copyOf(movements), false);
  }

  /**
   * The chart.
   *
   * @param onHand after the newest of what is known
   */
  Curve of(
      SellerId seller,
      ProductId product,
      ProductQuestion question,
      Known known,
      long onHand,
      ZoneId zone) {
    TimeAxis axis =
        question.axis() == TimeAxis.RECORDED ? TimeAxis.RECORDED : axis(seller, product, known);
    return Curve.back(known.newestFirst(), onHand, axis, question.days(), zone);
  }

  /**
   * By when movements happened, unless one that was recorded before those that are known here
   * happened among them: then what was there at their times cannot be told from them.
   */
  private TimeAxis axis(SellerId seller, ProductId product, Known known) {
    if (known.isAll() || known.newestFirst().isEmpty()) {
      return TimeAxis.OCCURRED;
    }
    Instant first =
        known.newestFirst().stream()
            .map(entry -> entry.movement().occurredAt())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return happenedSince(seller, product, first, known.newestFirst().getLast().movement())
        ? TimeAxis.RECORDED
        : TimeAxis.OCCURRED;
  }

  /**
   * Whether a movement that is older than this one happened then or later. Nothing is recorded long
   * before it happened, so that the next older ones tell it, unless they are of a large import:
   * then all are searched.
   */
  private boolean happenedSince(
      SellerId seller, ProductId product, Instant first, Movement oldest) {
    JournalPage next =
        journal.list(
            seller,
            ProductQuestion.movements(product, JournalFilter.Times.ANY, JournalFilter.Times.ANY),
            new PageRequest(PageRequest.LIMIT_MAX, oldest.id().value(), null));
    List<Movement> older = next.entries().stream().map(JournalEntry::movement).toList();
    if (older.stream().anyMatch(movement -> !movement.occurredAt().isBefore(first))) {
      return true;
    }
    if (!next.hasMore()) {
      return false;
    }
    Movement last = older.isEmpty() ? oldest : older.getLast();
    if (last.recordedAt().isBefore(first.minus(Decider.FUTURE_MAX))) {
      return false;
    }
    JournalFilter among =
        ProductQuestion.movements(
            product, new JournalFilter.Times(first, null), JournalFilter.Times.ANY);
    PageRequest rest = new PageRequest(1, last.id().value(), null);
    return !journal.list(seller, among, rest).entries().isEmpty();
  }
}
