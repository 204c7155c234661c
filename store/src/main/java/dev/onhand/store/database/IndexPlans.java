package dev.onhand.store.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans for look-ups that each have their index, whatever the statistics say. */
public final class IndexPlans {

  private IndexPlans() {}

  /**
   * Plans for what the tables will be, and never for the empty ones that a statement may have met.
   * For the rest of the transaction.
   */
  public static void only(JdbcClient jdbc) {
    jdbc.sql(
            """
            select
              set_config('enable_seqscan', 'off', true),
              set_config('enable_bitmapscan', 'off', true),
              set_config('enable_hashjoin', 'off', true),
              set_config('enable_mergejoin', 'off', true),
              set_config('jit', 'off', true)
            """)
        .query((row, number) -> true)
        .single();
  }
}
