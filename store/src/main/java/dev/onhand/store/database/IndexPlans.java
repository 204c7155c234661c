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
              set_config('enable_indexscan', 'on', true),
              set_config('enable_indexonlyscan', 'on', true),
              set_config('enable_hashjoin', 'off', true),
              set_config('enable_mergejoin', 'off', true),
              set_config('jit', 'off', true)
            """)
        .query((row, number) -> true)
        .single();
  }

  /**
   * Each statement is planned once a connection, whatever is asked for: for a few rows to plan
   * takes longer than to read. For the rest of the transaction.
   */
  public static void once(JdbcClient jdbc) {
    jdbc.sql("select set_config('plan_cache_mode', 'force_generic_plan', true)")
        .query((row, number) -> true)
        .single();
  }

  /**
   * Plans for tables that are read side by side, each in the order of its key and in the same range
   * of it, where to look each row up would take several times as long. For the rest of the
   * transaction.
   */
  public static void sideBySide(JdbcClient jdbc) {
    jdbc.sql(
            """
            select
              set_config('enable_seqscan', 'off', true),
              set_config('enable_bitmapscan', 'off', true),
              set_config('enable_hashjoin', 'off', true),
              set_config('enable_nestloop', 'off', true),
              set_config('enable_mergejoin', 'on', true),
              set_config('jit', 'off', true)
            """)
        .query((row, number) -> true)
        .single();
  }

  /**
   * Plans for what is looked for in a large part of a table: indexes say in which pages it may be,
   * and these are read. Each statement is planned for what it asks. For the rest of the
   * transaction, or until {@link #only}.
   */
  public static void pages(JdbcClient jdbc) {
    jdbc.sql(
            """
            select
              set_config('enable_bitmapscan', 'on', true),
              set_config('enable_indexscan', 'off', true),
              set_config('enable_indexonlyscan', 'off', true),
              set_config('plan_cache_mode', 'force_custom_plan', true)
            """)
        .query((row, number) -> true)
        .single();
  }

  /**
   * Each statement is planned for what it asks, so that a wish which is not there costs nothing and
   * one that is there finds its index. For the rest of the transaction.
   */
  public static void ofEachQuestion(JdbcClient jdbc) {
    jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
        .query((row, number) -> true)
        .single();
  }
}
