package dev.onhand.engine.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs slices of a long piece of work, a few side by side. One that fails does not stop the others.
 */
final class Slices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Slices.class);

  /**
   * A slice.
   *
   * @param name what it is about, for a person
   */
  record Task(String name, Runnable work) {}

  private final ExecutorService workers;
  private final Consumer<String> failed;

  /**
   * @param failed told of each slice that failed, in a sentence; on any thread
   */
  Slices(int workers, Consumer<String> failed) {
    this.workers =
        Executors.newFixedThreadPool(workers, Thread.ofVirtual().name("verify-", 1).factory());
    this.failed = failed;
  }

  /** Runs them all and waits for the last. */
  void run(List<Task> tasks) throws InterruptedException {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (Task task : tasks) {
      calls.add(() -> run(task));
    }
    workers.invokeAll(calls);
  }

  private boolean run(Task task) {
    try {
      task.work().run();
      return true;
    } catch (RuntimeException e) {
      LOG.error("could not verify {}", task.name(), e);
      failed.accept(task.name() + " could not be verified: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
