package dev.onhand.server.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.onhand.store.database.SqlErrors;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Leaves out what the scheduler says each time it finds the database away: an error with a stack
 * trace every few seconds. That it is away, and that it is back, is said once by its connections.
 */
public final class OutageFilter extends Filter<ILoggingEvent> {

  private static final String SCHEDULER = "com.github.kagkarlsson.scheduler.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(SCHEDULER)
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && SqlErrors.find(thrown.getThrowable()).filter(OutageFilter::isAway).isPresent()
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isAway(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || state.startsWith("08") // no connection, or none any more
        || state.startsWith("57P"); // the server ends, or is not up yet
  }
}
