package dev.onhand.server.movements;

import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.server.loops.Loops;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those that wait for the ledger how time goes by, so that none waits for ever. */
final class LedgerWaitLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerWaitLoop.class);

  private final LedgerCalls calls;
  private final Duration pause;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("ledger-waits").daemon().unstarted(this::run);

  LedgerWaitLoop(LedgerCalls calls, Duration pause) {
    this.calls = calls;
    this.pause = pause;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        calls.pass(pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch of waits was interrupted and ends");
    }
  }

  @Override
  public void close() {
    end.countDown();
    Loops.end(thread);
  }
}
