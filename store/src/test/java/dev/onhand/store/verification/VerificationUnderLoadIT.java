package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Books that are written all the while, by several lanes. */
class VerificationUnderLoadIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int LISTS = 600;

  private final Audited books = Audited.empty(DATABASE);
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void neverFindsAFaultThatIsNone() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> found = threads.submit(this::verifyAllTheWhile);
      Future<Long> sealed = threads.submit(this::sealAllTheWhile);
      recordAllTheWhile();
      isOver.set(true);
      assertThat(found.get()).isEmpty();
      assertThat(sealed.get()).isPositive();
    }
    new Sealing(books.sealer).sealAll(books.seller.id());
    assertThat(Audited.texts(books.nightly())).isEmpty();
    assertThat(books.seller.number("select position from seller_head"))
        .isEqualTo(books.seller.number("select count(*) from movement"));
  }

  @Test
  void repairsWhatIsDamagedInTheMiddleOfIt() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> damaging = this::damageAllTheWhile;
      Future<Integer> damages = threads.submit(damaging);
      Future<Long> sealed = threads.submit(this::sealAllTheWhile);
      recordAllTheWhile();
      isOver.set(true);
      assertThat(damages.get()).isPositive();
      assertThat(sealed.get()).isPositive();
    }
    new Sealing(books.sealer).sealAll(books.seller.id());
    books.nightly();
    assertThat(Audited.texts(books.nightly())).isEmpty();
    assertThat(
            books.seller.number("select count(*) from finding where repaired and kind = 'level'"))
        .isPositive();
  }

  private void recordAllTheWhile() {
    RandomCommands commands = new RandomCommands(31, Audited.PRODUCTS, Audited.LOCATIONS);
    Committer committer =
        Committer.start(
            DATABASE.database().app(),
            new CommitterSettings(4, 64, 60_000),
            List.of(),
            CommitObserver.NONE,
            books.seller.clock());
    try (committer) {
      List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
      for (int i = 0; i < LISTS; i++) {
        for (Command command : commands.next(16, books.now())) {
          answers.add(committer.submit(CommandList.each(books.seller.id(), List.of(command))));
        }
        if (i % 4 == 3) {
          answers.forEach(CompletableFuture::join);
          answers.clear();
        }
      }
      answers.forEach(CompletableFuture::join);
    }
  }

  private List<String> verifyAllTheWhile() {
    List<String> found = new ArrayList<>();
    for (int i = 0; !isOver.get(); i++) {
      found.addAll(Audited.texts(i % 2 == 0 ? books.hourly() : books.nightly()));
    }
    return found;
  }

  private long sealAllTheWhile() {
    long sealed = 0;
    while (!isOver.get()) {
      sealed += books.sealer.seal(books.seller.id()).sealed();
    }
    return sealed;
  }

  private int damageAllTheWhile() {
    int damages = 0;
    while (!isOver.get()) {
      books.seller.damage(
          """
          with chosen as (
            select product_id, location_id from stock_level
            where seller_id = %1$d and version %% 3 = %2$d
            order by product_id, location_id for update)
          update stock_level l set available = available + 1, damaged = damaged + 2
          from chosen
          where l.seller_id = %1$d and l.product_id = chosen.product_id and l.location_id = chosen.location_id
          """
              .formatted(books.seller.id().value(), damages % 3));
      damages++;
      books.hourly();
    }
    return damages;
  }
}
