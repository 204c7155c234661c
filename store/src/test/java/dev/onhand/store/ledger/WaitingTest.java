package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times that never pass stand for "as long as need be", so that no test depends on the clock. */
@Timeout(60)
class WaitingTest {

  private static final int MANY = 1_000;

  private final Waiting patient = new Waiting(MANY, Duration.ofDays(1));

  @Test
  void oneAloneGoesAtOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      offer(patient, 1);
      patient.done(take(patient).size());
    }
  }

  @Test
  void thoseThatWereAnsweredTogetherGoTogetherAgain() throws Exception {
    offer(patient, 3);
    patient.done(take(patient).size());
    offer(patient, 1);
    CompletableFuture<List<Submission>> next = takeBeside(patient);
    offer(patient, 1);
    assertThat(next).isNotDone();
    offer(patient, 1);
    assertThat(next.get(30, TimeUnit.SECONDS)).hasSize(3);
  }

  @Test
  void nobodyWaitsForThoseWhoseListsAreAtWork() throws Exception {
    offer(patient, 3);
    List<Submission> atWork = take(patient);
    offer(patient, 2);
    assertThat(atWork).hasSize(3);
    assertThat(take(patient)).hasSize(2);
  }

  @Test
  void aCrowdThatDoesNotComeBackIsNotWaitedForLonger() throws Exception {
    Waiting waiting = new Waiting(MANY, Duration.ofMillis(1));
    offer(waiting, 100);
    waiting.done(take(waiting).size());
    offer(waiting, 1);
    assertThat(take(waiting)).hasSize(1);
  }

  @Test
  void whatWaitsIsTakenWhenItIsClosed() throws Exception {
    offer(patient, 3);
    patient.done(take(patient).size());
    offer(patient, 1);
    CompletableFuture<List<Submission>> last = takeBeside(patient);
    patient.close();
    assertThat(last.get(30, TimeUnit.SECONDS)).hasSize(1);
    assertThat(take(patient)).isEmpty();
  }

  private static void offer(Waiting waiting, int lists) {
    SellerId seller = new SellerId(1);
    List<Submission> some =
        Stream.generate(() -> Submission.of(CommandList.each(seller, List.of())))
            .limit(lists)
            .toList();
    assertThat(waiting.offer(some)).isEmpty();
  }

  private static List<Submission> take(Waiting waiting) throws InterruptedException {
    return waiting.take(MANY);
  }

  private static CompletableFuture<List<Submission>> takeBeside(Waiting waiting) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return take(waiting);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
