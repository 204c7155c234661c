package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RaisedStockTest {

  private static final SellerId SELLER = new SellerId(7);
  private static final Duration LONG = Duration.ofHours(1);

  private final RaisedStock raised = new RaisedStock();

  private CompletableFuture<List<SellerId>> waiting() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            raised.await(LONG);
            return raised.take();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void wakesWhoWaitsAtOnce() throws Exception {
    CompletableFuture<List<SellerId>> woken = waiting();
    raised.raisedTo(SELLER, new Place.Inside(new LocationId(1), State.AVAILABLE));
    assertThat(woken.get(20, TimeUnit.SECONDS)).containsExactly(SELLER);
    assertThat(raised.take()).isEmpty();
  }

  @Test
  void whatRoseBeforeTheWaitEndsItToo() throws Exception {
    raised.raisedTo(SELLER, new Place.Inside(new LocationId(1), State.AVAILABLE));
    raised.raisedTo(SELLER, new Place.Inside(new LocationId(2), State.AVAILABLE));
    assertThat(waiting().get(20, TimeUnit.SECONDS)).containsExactly(SELLER);
    raised.await(Duration.ofMillis(1));
    assertThat(raised.take()).as("both were taken together").isEmpty();
  }

  @Test
  void endsAWait() throws Exception {
    CompletableFuture<List<SellerId>> woken = waiting();
    raised.raisedTo(SELLER, new Place.Inside(new LocationId(1), State.RESERVED));
    raised.wake();
    assertThat(woken.get(20, TimeUnit.SECONDS)).as("what is reserved is not free").isEmpty();
  }
}
