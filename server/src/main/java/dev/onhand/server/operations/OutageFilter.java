package dev.onhand.server.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.onhand.store.database.SqlErrors;
import java.util.List;

/**
 * Leaves out what libraries say each time they find the database away: an error with a stack trace,
 * from the scheduler every few seconds, from the pool for each connection. That it is away, and
 * that it is back, is said once.
 */
public final class OutageFilter extends Filter<ILoggingEvent> {

  private static final List<String> TALKERS =
      List.of(
          "com.github.kagkarlsson.scheduler.",
          "com.zaxxer.hikari.",
          "org.springframework.transaction.");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return TALKERS.stream().anyMatch(event.getLoggerName()::startsWith)
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && SqlErrors.isAway(thrown.getThrowable())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
