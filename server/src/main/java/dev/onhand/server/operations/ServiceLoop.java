package dev.onhand.server.operations;

import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import dev.onhand.server.loops.PausedLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
  private final PausedLoop loop = new PausedLoop("service", PAUSE, this::noteThisMinute);
  private Instant noted = Instant.MIN;

  ServiceLoop(ServiceDays days, PageTimes pages, InstantSource clock) {
    this.days = days;
    this.pages = pages;
    this.clock = clock;
  }

  void start() {
    loop.start();
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
    loop.close();
  }
}
