package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class OutageFilterTest {

  private static final String POLLING = "com.github.kagkarlsson.scheduler.RunUntilShutdown";

  private static FilterReply reply(String logger, Throwable thrown) {
    return new OutageFilter()
        .decide(
            new LoggingEvent(
                "here", new LoggerContext().getLogger(logger), Level.ERROR, "said", thrown, null));
  }

  @Test
  void leavesOutWhatTheSchedulerSaysOfADatabaseThatIsAway() {
    assertThat(reply(POLLING, new RuntimeException(new SQLException("refused", "08001"))))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply(POLLING, new SQLTransientConnectionException("none in time")))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply(POLLING, new SQLException("the server ends", "57P01")))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply(POLLING, new SQLException("told to stop", new InterruptedException())))
        .isEqualTo(FilterReply.DENY);
    assertThat(
            reply(
                "org.springframework.transaction.support.TransactionTemplate",
                new SQLException("closed", "08003")))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void letsAllElsePass() {
    assertThat(reply(POLLING, new SQLException("no such column", "42703")))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply(POLLING, new IllegalStateException("a bug"))).isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply(POLLING, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("dev.onhand.server", new SQLException("refused", "08001")))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}
