package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Says once that the database is away, and once that it is back. It stands before the connections
 * of workers, who ask for one every other second.
 */
public final class OutageWatch extends DelegatingDataSource {

  private static final Logger LOG = LoggerFactory.getLogger(OutageWatch.class);

  private final AtomicBoolean away = new AtomicBoolean();
  private volatile boolean closing;

  public OutageWatch(DataSource watched) {
    super(watched);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (closing && away.get()) {
      throw new SQLTransientConnectionException(
          "the database is away, and workers are told to stop");
    }
    Connection connection;
    try {
      connection = super.getConnection();
    } catch (SQLException e) {
      if (!closing && !away.getAndSet(true)) {
        LOG.warn(
            "the database is away, and Onhand waits until it is back: {}",
            e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      }
      throw e;
    }
    if (away.getAndSet(false)) {
      LOG.info("the database is back");
    }
    return connection;
  }

  /** From now on whoever gets no connection was told to stop. */
  public void closing() {
    closing = true;
  }
}
