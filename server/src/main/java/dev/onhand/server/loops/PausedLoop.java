package dev.onhand.server.loops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again, on a thread of its own, with a pause after each time. */
public final class PausedLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PausedLoop.class);

  private final Duration pause;
  private final Work work;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;

  /** What is done. What it throws ends the loop, so that it looks after its failures itself. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }

  /**
   * @param name of the thread
   */
  public PausedLoop(String name, Duration pause, Work work) {
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        work.run();
      } while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the loop {} was interrupted and ends", thread.getName());
    }
  }

  @Override
  public void close() {
    end.countDown();
    Loops.end(thread);
  }
}
