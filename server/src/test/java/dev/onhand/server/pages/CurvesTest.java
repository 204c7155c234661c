package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Charts of a product with more movements than are read for one. */
class CurvesTest {

  private static final SellerId SELLER = new SellerId(1);
  private static final ProductId PRODUCT = new ProductId(1);
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final Written journal = new Written();
  private final Curves curves = new Curves(journal);

  @Test
  void isByWhenMovementsWereMadeWhereOlderOnesWereRecordedBefore() {
    for (int id = 1; id <= 1000; id++) {
      journal.add(id, minute(id), minute(id));
    }

    assertThat(axis()).isEqualTo(TimeAxis.OCCURRED);
    assertThat(journal.searches).as("of all that there is").isZero();
  }

  @Test
  void isByWhenMovementsWereRecordedWhereAnOlderOneWasMadeAmongThem() {
    for (int id = 1; id <= 1000; id++) {
      journal.add(id, minute(id == 590 ? 599 : id), minute(id));
    }
    journal.add(1001, minute(595), minute(1001)); // so that it is among those that are known

    assertThat(axis()).isEqualTo(TimeAxis.RECORDED);
    assertThat(journal.searches).isZero();
  }

  @Test
  void searchesAllWhereTheOlderOnesWereRecordedAtOnce() {
    for (int id = 1; id <= 1000; id++) {
      journal.add(id, minute(id == 7 ? 700 : id), NOW);
    }

    assertThat(axis()).isEqualTo(TimeAxis.RECORDED);
    assertThat(journal.searches).isEqualTo(1);
  }

  private TimeAxis axis() {
    Curves.Known known = curves.known(SELLER, PRODUCT, ProductQuestion.NOW);
    return curves.of(SELLER, PRODUCT, ProductQuestion.NOW, known, 1000, ZoneOffset.UTC).axis();
  }

  private static Instant minute(int minute) {
    return NOW.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(minute));
  }

  /** The movements of one product. */
  private static final class Written implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();

    /** How often all were looked through. */
    private int searches;

    void add(long id, Instant occurred, Instant recorded) {
      entries.add(CurveTest.moved(id, Reason.PURCHASE, 1, occurred, recorded));
    }

    @Override
    public Optional<JournalEntry> find(SellerId seller, MovementId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<JournalEntry> find(SellerId seller, MovementKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JournalPage list(SellerId seller, JournalFilter filter, PageRequest page) {
      Instant from = filter.occurred().from();
      searches += from == null ? 0 : 1;
      List<JournalEntry> found =
          entries.stream()
              .filter(entry -> from == null || !entry.movement().occurredAt().isBefore(from))
              .filter(entry -> page.after() == null || entry.movement().id().value() < page.after())
              .sorted(Comparator.comparing(entry -> -entry.movement().id().value()))
              .limit(page.rowsToRead())
              .toList();
      boolean hasMore = found.size() > page.limit();
      return new JournalPage(hasMore ? found.subList(0, page.limit()) : found, hasMore, null);
    }
  }
}
