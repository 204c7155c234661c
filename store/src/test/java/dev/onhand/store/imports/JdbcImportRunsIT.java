package dev.onhand.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcImportRunsIT {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(9);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final JdbcImportRuns runs =
      new JdbcImportRuns(new SellerTransactions(DATABASE.database().app()));

  private static SellerId seller(String code) {
    return new JdbcSellers(DATABASE.database().platform())
        .create(new NewSeller(code, code, ZoneOffset.UTC, NOW))
        .orElseThrow()
        .id();
  }

  private static ImportRun.Beginning file(String name) {
    return ImportRun.Beginning.of("movements", name, "ab".repeat(32), "token:t", NOW);
  }

  @Test
  void keepsHowAnImportBeganAndEnded() {
    SellerId seller = seller("one");
    long id = runs.begin(seller, file("a.csv"));
    assertThat(runs.find(seller, id)).contains(new ImportRun(id, file("a.csv"), null, null, null));

    runs.end(seller, id, "{\"rows\": 3}", LATER);
    assertThat(runs.find(seller, id))
        .contains(new ImportRun(id, file("a.csv"), "{\"rows\": 3}", LATER, null));
    assertThat(runs.find(seller("two"), id)).isEmpty();
  }

  @Test
  void listsTheNewestFirst() {
    SellerId seller = seller("three");
    long first = runs.begin(seller, file("1.csv"));
    long second = runs.begin(seller, file("2.csv"));
    long third = runs.begin(seller, file("3.csv"));

    Slice<ImportRun> page = runs.list(seller, PageRequest.first(2));
    assertThat(page.rows()).extracting(ImportRun::id).containsExactly(third, second);
    assertThat(page.hasMore()).isTrue();
    assertThat(runs.list(seller, new PageRequest(2, second, null)).rows())
        .extracting(ImportRun::id)
        .containsExactly(first);
    assertThat(runs.list(seller, new PageRequest(2, null, first)).rows())
        .extracting(ImportRun::id)
        .containsExactly(third, second);
  }
}
