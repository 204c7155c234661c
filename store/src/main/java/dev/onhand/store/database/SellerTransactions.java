package dev.onhand.store.database;

import dev.onhand.core.ledger.SellerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions as one seller: row level security lets the statements in it see and write that
 * seller's rows and no others.
 */
public final class SellerTransactions {

  private static final String BECOME = "select set_config('onhand.seller', ?, true)";
  private static final String BECOME_WITHIN =
      "select set_config('onhand.seller', ?, true), set_config('statement_timeout', ?, true)";

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final TransactionTemplate snapshots;

  private final @Nullable TransactionRetry retry;

  /** Whose transaction this thread is in. */
  private final ThreadLocal<SellerId> current = new ThreadLocal<>();

  /**
   * Transactions that are run once.
   *
   * @param app a pool whose connections have the role {@code onhand_app}
   */
  public SellerTransactions(DataSource app) {
    this(app, null);
  }

  /**
   * Transactions that are run again when another one was in their way, or their connection broke
   * before they came to their commit. So the work must leave nothing behind but what it wrote.
   *
   * @param app a pool whose connections have the role {@code onhand_app}
   */
  public SellerTransactions(DataSource app, @Nullable TransactionRetry retry) {
    this.retry = retry;
    this.template = new JdbcTemplate(app);
    this.jdbc = JdbcClient.create(template);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(app));
    this.snapshots = new TransactionTemplate(new DataSourceTransactionManager(app));
    snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshots.setReadOnly(true);
  }

  /**
   * Runs the work in one transaction, committed if it returns and rolled back if it throws. Within
   * another call for the same seller it joins that one's transaction.
   *
   * @throws IllegalStateException within a call for another seller: rows of two sellers in one
   *     transaction is what this is here to prevent
   */
  public <T extends @Nullable Object> T call(SellerId seller, Function<JdbcClient, T> work) {
    SellerId outer = current.get();
    if (outer == null) {
      return begin(transactions, seller, work);
    }
    if (!outer.equals(seller)) {
      throw new IllegalStateException("a transaction of another seller is under way");
    }
    return work.apply(jdbc);
  }

  /** Runs work that by itself would begin a transaction for each thing it asks for in one. */
  public <T> T together(SellerId seller, Supplier<T> work) {
    return call(seller, client -> work.get());
  }

  /**
   * Runs work that only reads, and sees the same state of the database from its first statement to
   * its last.
   *
   * @throws IllegalStateException within another call: its transaction began without a snapshot
   */
  public <T extends @Nullable Object> T snapshot(SellerId seller, Function<JdbcClient, T> work) {
    if (current.get() != null) {
      throw new IllegalStateException("a transaction is under way");
    }
    return begin(snapshots, seller, work);
  }

  /** Work on a connection, for statements that others run on connections of their own too. */
  @FunctionalInterface
  public interface ConnectionWork<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs work on the connection of the transaction that is under way for this seller.
   *
   * @throws IllegalStateException outside of such a transaction
   */
  public <T> T onConnection(SellerId seller, ConnectionWork<T> work) {
    if (!seller.equals(current.get())) {
      throw new IllegalStateException("no transaction of this seller is under way");
    }
    return Objects.requireNonNull(template.execute((ConnectionCallback<T>) work::run));
  }

  private <T extends @Nullable Object> T begin(
      TransactionTemplate template, SellerId seller, Function<JdbcClient, T> work) {
    current.set(seller);
    try {
      return retry == null
          ? execute(template, seller, work)
          : executeAgain(retry, template, seller, work);
    } finally {
      current.remove();
    }
  }

  private <T extends @Nullable Object> T executeAgain(
      TransactionRetry again,
      TransactionTemplate template,
      SellerId seller,
      Function<JdbcClient, T> work) {
    try {
      return again.<Supplier<T>, RuntimeException>run(() -> attempt(template, seller, work)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before a transaction could be run again", e);
    }
  }

  /** What failed at its commit may have had its effect: that is the caller's to find out. */
  private <T extends @Nullable Object> Supplier<T> attempt(
      TransactionTemplate template, SellerId seller, Function<JdbcClient, T> work) {
    AtomicBoolean worked = new AtomicBoolean();
    try {
      T result =
          execute(
              template,
              seller,
              client -> {
                T made = work.apply(client);
                worked.set(true);
                return made;
              });
      return () -> result;
    } catch (RuntimeException e) {
      if (!worked.get()) {
        throw e;
      }
      return () -> {
        throw e;
      };
    }
  }

  private <T extends @Nullable Object> T execute(
      TransactionTemplate template, SellerId seller, Function<JdbcClient, T> work) {
    return template.execute(
        status -> {
          become(seller);
          return work.apply(jdbc);
        });
  }

  /** Each transaction begins with it: as the driver takes it, and no more of it than there is. */
  private void become(SellerId seller) {
    String limit = StatementLimit.setting();
    template.execute(
        (PreparedStatementCreator)
            connection -> connection.prepareStatement(limit == null ? BECOME : BECOME_WITHIN),
        statement -> {
          statement.setString(1, Long.toString(seller.value()));
          if (limit != null) {
            statement.setString(2, limit);
          }
          return statement.execute();
        });
  }

  /** As {@link #call}, for work that gives nothing back. */
  public void run(SellerId seller, Consumer<JdbcClient> work) {
    call(
        seller,
        client -> {
          work.accept(client);
          return null;
        });
  }
}
