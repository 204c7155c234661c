package dev.onhand.store.channels;

import dev.onhand.engine.channels.Account;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What a worker writes down of its account; each statement wants the parameters seller, channel and
 * epoch besides.
 */
final class AccountWrites {

  private AccountWrites() {}

  static StatementSpec polled(
      JdbcClient jdbc, Instant watermark, Instant at, @Nullable Instant newestAt) {
    return jdbc.sql(
            """
            update channel_account
            set orders_watermark = :watermark, orders_polled_at = :at, orders_due_at = null,
              poll_begin = null, poll_since = null, poll_cursor = null, poll_unnamed = null,
              newest_order_at = greatest(newest_order_at, :newest)
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("watermark", SqlTimes.toSql(watermark))
        .param("at", SqlTimes.toSql(at))
        .param("newest", SqlTimes.toSqlOrNull(newestAt), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  static StatementSpec returned(JdbcClient jdbc, Instant watermark) {
    return jdbc.sql(
            """
            update channel_account
            set returns_watermark = :watermark
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("watermark", SqlTimes.toSql(watermark));
  }

  static StatementSpec polling(JdbcClient jdbc, Account.@Nullable Poll poll) {
    return jdbc.sql(
            """
            update channel_account
            set poll_begin = :begin, poll_since = :since, poll_cursor = :cursor, poll_unnamed = :unnamed
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param(
            "begin",
            SqlTimes.toSqlOrNull(poll == null ? null : poll.begin()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param(
            "since",
            SqlTimes.toSqlOrNull(poll == null ? null : poll.since()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("cursor", poll == null ? null : poll.cursor(), Types.VARCHAR)
        .param(
            "unnamed",
            SqlTimes.toSqlOrNull(poll == null ? null : poll.unnamed()),
            Types.TIMESTAMP_WITH_TIMEZONE);
  }

  static StatementSpec paced(JdbcClient jdbc, Account.Pace pace) {
    return jdbc.sql(
            """
            update channel_account
            set still_until = :until, limits_share = :share, limits_spent = cast(:spent as jsonb)
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("until", SqlTimes.toSqlOrNull(pace.stillUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("share", pace.share())
        .param("spent", AccountJson.writeSpent(pace.spent()));
  }

  static StatementSpec reread(JdbcClient jdbc, Account.Rereading next) {
    return jdbc.sql(
            """
            update channel_account
            set reread_at = :due, reread_after = :after
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("due", SqlTimes.toSqlOrNull(next.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("after", next.after());
  }

  static StatementSpec readPage(JdbcClient jdbc, long run, @Nullable String cursor, Instant at) {
    return jdbc.sql(
            """
            update channel_account
            set read_run = :run, read_cursor = :cursor,
              listings_read_at = case when :cursor is null then :at else listings_read_at end,
              listings_due_at = case when :cursor is not null then listings_due_at
                when exists (
                  select from reconciliation
                  where seller_id = :seller and channel_id = :channel and state = 'waiting')
                then cast(:at as timestamptz) end
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("run", run)
        .param("cursor", cursor, Types.VARCHAR)
        .param("at", SqlTimes.toSql(at));
  }

  static StatementSpec note(JdbcClient jdbc, Account.Health health) {
    return jdbc.sql(
            """
            update channel_account
            set rest_until = :rest_until, failures = :failures, last_failure = :last_failure,
              last_failure_at = :last_failure_at
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param(
            "rest_until", SqlTimes.toSqlOrNull(health.restUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("failures", health.failures())
        .param("last_failure", health.lastFailure(), Types.VARCHAR)
        .param(
            "last_failure_at",
            SqlTimes.toSqlOrNull(health.lastFailureAt()),
            Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** A clock that was believed to be further ahead made the watermark too late. */
  static StatementSpec skewed(JdbcClient jdbc, Duration skew) {
    return jdbc.sql(
            """
            update channel_account
            set skew_millis = :skew,
              orders_watermark = orders_watermark - greatest(skew_millis - :skew, 0) * interval '1 millisecond'
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("skew", skew.toMillis());
  }
}
