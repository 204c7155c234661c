package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.core.testing.LedgerScripts;
import dev.onhand.core.testing.LedgerScripts.Script;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.testing.LedgerContract;
import dev.onhand.engine.testing.LedgerFixture;
import dev.onhand.store.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommitterContractIT extends LedgerContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @BeforeAll
  static void createTables() {
    TestTables.create(DATABASE);
  }

  @Override
  protected LedgerFixture open() {
    return new Fixture();
  }

  static List<Script> scripts() {
    return LedgerScripts.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void actsOutAsPureDecisionsDo(Script script) {
    try (Fixture fixture = new Fixture()) {
      assertThat(LedgerScript.run(script.text(), fixture.addSeller())).isEqualTo(script.text());
    }
  }

  private static final class Fixture implements LedgerFixture {

    private final Committer committer =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            TestTables.WRITERS,
            CommitObserver.NONE,
            () -> LedgerScript.NOW);

    @Override
    public Ledger ledger() {
      return committer;
    }

    @Override
    public HeldLedger held(int commandsWaitingMax) {
      CommitterSettings settings =
          new CommitterSettings(1, Math.min(2_048, commandsWaitingMax), commandsWaitingMax);
      return new Held(
          Committer.singleThreaded(
              DATABASE.database().app(), settings, TestTables.WRITERS, () -> LedgerScript.NOW));
    }

    @Override
    public DatabaseSeller addSeller() {
      return DatabaseSeller.add(
          DATABASE.database().platform(), DATABASE.database().app(), committer);
    }

    @Override
    public void close() {
      committer.close();
    }
  }

  private record Held(Committer committer) implements LedgerFixture.HeldLedger {

    @Override
    public CompletableFuture<List<Outcome>> submit(CommandList list) {
      return committer.submit(list);
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      return committer.preview(list);
    }

    @Override
    public void release() {
      try {
        while (committer.step()) {
          Thread.onSpinWait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      committer.close();
    }
  }
}
