package dev.onhand.store.database;

import dev.onhand.core.ledger.SellerId;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions as one seller: row level security lets the statements in it see and write that
 * seller's rows and no others.
 */
public final class SellerTransactions {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  /** Whose transaction this thread is in. */
  private final ThreadLocal<SellerId> current = new ThreadLocal<>();

  /**
   * @param app a pool whose connections have the role {@code onhand_app}
   */
  public SellerTransactions(DataSource app) {
    this.jdbc = JdbcClient.create(app);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(app));
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
      current.set(seller);
      try {
        return begin(seller, work);
      } finally {
        current.remove();
      }
    }
    if (!outer.equals(seller)) {
      throw new IllegalStateException("a transaction of another seller is under way");
    }
    return work.apply(jdbc);
  }

  private <T extends @Nullable Object> T begin(SellerId seller, Function<JdbcClient, T> work) {
    return transactions.execute(
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
