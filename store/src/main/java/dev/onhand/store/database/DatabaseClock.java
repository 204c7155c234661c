package dev.onhand.store.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time of the database, which is the same for all nodes, whatever their own clocks show. It is
 * asked for now and then, and what passed since is added; also while the database is away.
 */
public final class DatabaseClock implements InstantSource {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

  private static final Duration ASK_EVERY = Duration.ofSeconds(15);

  private final JdbcClient jdbc;
  private final LongSupplier nanoTime;
  private final AtomicReference<Said> said;

  /**
   * What the database said, and when it was asked.
   *
   * @param askAgainAt by what passes
   */
  private record Said(Instant time, long at, long askAgainAt) {

    Instant plus(long now) {
      return time.plusNanos(now - at);
    }
  }

  /** Asks for the first time. */
  public DatabaseClock(DataSource database, LongSupplier nanoTime) {
    this.jdbc = JdbcClient.create(database);
    this.nanoTime = nanoTime;
    this.said = new AtomicReference<>(ask());
  }

  @Override
  public Instant instant() {
    Said last = said.get();
    long now = nanoTime.getAsLong();
    if (now - last.askAgainAt() < 0) {
      return last.plus(now);
    }
    // Others go by what was said before while one asks.
    Said same = new Said(last.time(), last.at(), now + ASK_EVERY.toNanos());
    if (said.compareAndSet(last, same)) {
      try {
        said.set(ask());
      } catch (DataAccessException e) {
        LOG.debug("the database does not say what time it is", e);
      }
    }
    return said.get().plus(nanoTime.getAsLong());
  }

  private Said ask() {
    Instant time =
        jdbc.sql("select clock_timestamp() as now")
            .query((row, number) -> SqlTimes.get(row, "now"))
            .single();
    long at = nanoTime.getAsLong();
    return new Said(time, at, at + ASK_EVERY.toNanos());
  }
}
