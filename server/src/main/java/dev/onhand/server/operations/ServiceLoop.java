package dev.onhand.server.operations;

import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import dev.onhand.server.loops.Loops;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once in each minute that this node works, by a row in the database. Where the database does
 * not take it, the minute is one in which nobody was served, and says so by missing.
 */
final class ServiceLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceLoop.class);

  /** Short enough that no minute is passed over. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final ServiceDays days;
  private final PageTimes pages;
  private final InstantSource clock;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("service").daemon().unstarted(this::run);
  private Instant noted = Instant.MIN;

  ServiceLoop(ServiceDays days, PageTimes pages, InstantSource clock) {
    this.days = days;
    this.pages = pages;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        noteThisMinute();
      } while (!end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the loop that notes minutes was interrupted and ends");
    }
  }

  /** Pages of a minute that could not be noted are not counted. */
  private void noteThisMinute() {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    if (!minute.equals(noted)) {
      try {
        days.note(minute, pages.take());
        noted = minute;
      } catch (RuntimeException e) {
        LOG.debug("the minute {} could not be noted; trying again", minute, e);
      }
    }
  }

  @Override
  public void close() {
    end.countDown();
    Loops.end(thread);
  }
}
