package dev.onhand.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerCallsTest {

  private static final CommandList LIST = CommandList.each(new SellerId(1), List.of());

  private final CompletableFuture<List<Outcome>> submitted = new CompletableFuture<>();
  private final CompletableFuture<List<Outcome>> previewed = new CompletableFuture<>();
  private final LedgerCalls calls =
      new LedgerCalls(
          new Ledger() {
            @Override
            public CompletableFuture<List<Outcome>> submit(CommandList list) {
              return submitted;
            }

            @Override
            public CompletableFuture<List<Outcome>> preview(CommandList list) {
              return previewed;
            }
          },
          Duration.ofMillis(20));

  @Test
  void doesOrOnlyAsks() {
    submitted.complete(List.of());
    assertThat(calls.run(LIST, Run.LIVE)).isEmpty();
    previewed.complete(List.of(new Outcome.UnknownMovement(null)));
    assertThat(calls.run(LIST, Run.DRY)).hasSize(1);
  }

  @Test
  void waitsForSomeTimeOnly() {
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> calls.run(LIST, Run.LIVE))
        .withMessageContaining("same key");
  }

  @Test
  void passesOnWhatTheLedgerThrows() {
    submitted.completeExceptionally(new LedgerBusyException("busy"));
    assertThatExceptionOfType(LedgerBusyException.class)
        .isThrownBy(() -> calls.run(LIST, Run.LIVE));
  }

  @Test
  void givesUpWaitingWhenInterruptedAndStaysSo() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> calls.run(LIST, Run.LIVE));
    assertThat(Thread.interrupted()).isTrue();
  }
}
