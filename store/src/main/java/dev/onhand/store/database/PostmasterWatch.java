package dev.onhand.store.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a PostgreSQL server again when it ends without being told to, so that a crash needs no
 * person. What was committed is there again; the pools connect by themselves.
 */
final class PostmasterWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostmasterWatch.class);

  /** Often enough that callers only wait, and rarely enough to cost nothing. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final PostgresServer server;
  private final PostmasterFile file;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("postgresql-watch").daemon().unstarted(this::run);

  PostmasterWatch(PostgresServer server, PostmasterFile file) {
    this.server = server;
    this.file = file;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Optional<ProcessHandle> postmaster = file.postmaster();
      while (!end.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (postmaster.isEmpty() || !postmaster.get().isAlive()) {
          postmaster = startAgain();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch was interrupted and ends");
    }
  }

  private Optional<ProcessHandle> startAgain() throws InterruptedException {
    LOG.warn("PostgreSQL ended without being told to; starting it again");
    try {
      file.forgetOtherProgram();
      if (server.start()) {
        LOG.info("PostgreSQL runs again");
      } else {
        LOG.error("PostgreSQL's port is taken by another program; trying again");
      }
    } catch (DatabaseSetupException e) {
      LOG.error("PostgreSQL cannot be started again; trying again", e);
    }
    return file.postmaster();
  }

  /** Ends the watch; afterwards the server may be stopped. */
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
