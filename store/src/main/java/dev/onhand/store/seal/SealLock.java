package dev.onhand.store.seal;

import dev.onhand.core.ledger.SellerId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who writes a seller's seals and checkpoints holds this until the end of the transaction, so that
 * one at a time does. The committer never takes it. (It spares work; that nothing is sealed twice
 * rests on the primary keys.)
 */
public final class SealLock {

  private SealLock() {}

  /** Takes the lock if it is free. */
  static boolean tryTake(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select pg_try_advisory_xact_lock(hashtextextended('onhand.seal', :seller))
            """)
        .param("seller", seller.value())
        .query(Boolean.class)
        .single();
  }

  /** Takes the lock, and waits for it if need be. */
  public static void take(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            select true from pg_advisory_xact_lock(hashtextextended('onhand.seal', :seller))
            """)
        .param("seller", seller.value())
        .query(Boolean.class)
        .single();
  }
}
