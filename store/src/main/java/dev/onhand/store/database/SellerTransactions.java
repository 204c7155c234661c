package dev.onhand.store.database;

import dev.onhand.core.ledger.SellerId;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions as one seller: row level security lets the statements in it see and write that
 * seller's rows and no others.
 */
public final class SellerTransactions {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final TransactionTemplate snapshots;

  /**
   * @param app a pool whose connections have the role {@code onhand_app}
   */
  public SellerTransactions(DataSource app) {
    this.jdbc = JdbcClient.create(app);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(app));
    this.snapshots = new TransactionTemplate(new DataSourceTransactionManager(app));
    snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshots.setReadOnly(true);
  }

  /**
   * Runs the work in one transaction, committed if it returns and rolled back if it throws. Does
   * not nest.
   */
  public <T extends @Nullable Object> T call(SellerId seller, Function<JdbcClient, T> work) {
    return execute(transactions, seller, work);
  }

  /**
   * Runs work that only reads, and sees the same state of the database from its first statement to
   * its last. Does not nest.
   */
  public <T extends @Nullable Object> T snapshot(SellerId seller, Function<JdbcClient, T> work) {
    return execute(snapshots, seller, work);
  }

  private <T extends @Nullable Object> T execute(
      TransactionTemplate template, SellerId seller, Function<JdbcClient, T> work) {
    return template.execute(
        status -> {
          jdbc.sql("select set_config('onhand.seller', :seller, true)")
              .param("seller", Long.toString(seller.value()))
              .query(String.class)
              .single();
          return work.apply(jdbc);
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
