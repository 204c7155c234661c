package dev.onhand.server.movements;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.ledger.Run;
import dev.onhand.server.loops.PausedLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerWaitsTest {

  /** As a ledger whose database hangs. */
  private static final class Silent implements Ledger {
    @Override
    public CompletableFuture<List<Outcome>> submit(CommandList list) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void endsWaitsForALedgerThatDoesNotAnswer() {
    LedgerCalls calls = new LedgerCalls(new Silent(), Duration.ofMillis(2));
    CommandList list = CommandList.each(new SellerId(1), List.of());
    try (PausedLoop _ = MovementsWiring.ledgerWaits(calls, Duration.ofMillis(1))) {
      assertThatExceptionOfType(LedgerUnavailableException.class)
          .isThrownBy(() -> calls.run(list, Run.LIVE));
    }
  }
}
