package dev.onhand.server.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopsTest {

  @Test
  void oneThatWasNeverBegunHasEnded() {
    Thread never = Thread.ofPlatform().unstarted(() -> {});
    assertThatCode(() -> Loops.end(never)).doesNotThrowAnyException();
  }

  @Test
  void oneThatWaitsForWhatDoesNotComeIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // which ends it
                  }
                });
    Loops.end(waiting);
    assertThat(waiting.isAlive()).isFalse();
  }
}
