package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads channel accounts. */
final class AccountReads {

  private AccountReads() {}

  /**
   * @param code null: all of the seller's, by code
   */
  static List<Account> all(JdbcClient jdbc, SellerId seller, @Nullable String code) {
    return read(jdbc, seller, code, null);
  }

  static Optional<Account> byHook(JdbcClient jdbc, SellerId seller, String key) {
    return read(jdbc, seller, null, key).stream().findFirst();
  }

  private static List<Account> read(
      JdbcClient jdbc, SellerId seller, @Nullable String code, @Nullable String hookKey) {
    return jdbc.sql(
            """
            select c.channel_id, c.code, a.type, a.settings, a.secrets is not null as has_secrets, a.state,
              a.state_reason, a.state_since, a.shadow_since, a.shadow_until, a.takes_off, a.puts_back, a.quantity_max, a.poll_seconds,
              a.calls_per_second, a.calls_per_day, a.pushes_per_listing, a.reads_hourly, a.skew_millis, a.orders_watermark,
              a.orders_polled_at, a.orders_due_at, a.poll_begin, a.poll_since, a.poll_cursor, a.poll_unnamed,
              a.newest_order_at, a.returns_watermark, a.still_until, a.limits_share, a.limits_spent, a.reread_at, a.reread_after, a.listings_read_at, a.listings_due_at,
              a.read_run, a.read_cursor, a.told_checked_at, a.rest_until, a.failures, a.last_failure, a.last_failure_at,
              a.test_asked_at, a.test_ended_at, a.test_is_well, a.test_said, a.created_at, a.version,
              (
                select r.started_at
                from reconciliation r
                where r.seller_id = a.seller_id and r.channel_id = a.channel_id
                  and r.read_run = case when a.read_cursor is null then a.read_run else a.read_run - 1 end) as listings_read_from,
              a.hook_key, a.webhooks_refused, a.webhook_refused_at, a.webhook_refused_why,
              (
                select max(e.received_at)
                from inbox_event e
                where e.seller_id = a.seller_id and e.channel_id = a.channel_id) as webhook_last_at,
              array(
                select l.code
                from channel_location k
                join location l on l.seller_id = k.seller_id and l.location_id = k.location_id
                where k.seller_id = a.seller_id and k.channel_id = a.channel_id
                order by l.code) as locations
            from channel_account a
            join channel c on c.seller_id = a.seller_id and c.channel_id = a.channel_id
            where a.seller_id = :seller and (cast(:code as text) is null or c.code = :code)
              and (cast(:hook as text) is null or a.hook_key = :hook)
            order by c.code
            """)
        .param("seller", seller.value())
        .param("code", code, Types.VARCHAR)
        .param("hook", hookKey, Types.VARCHAR)
        .query((row, number) -> account(seller, row))
        .list();
  }

  private static Account account(SellerId seller, ResultSet row) throws SQLException {
    return new Account(
        seller,
        row.getLong("channel_id"),
        row.getString("code"),
        row.getString("type"),
        AccountJson.read(row.getString("settings")),
        row.getBoolean("has_secrets"),
        List.of((String[]) row.getArray("locations").getArray()),
        Account.State.find(row.getString("state")).orElseThrow(),
        row.getString("state_reason"),
        SqlTimes.get(row, "state_since"),
        new Account.ShadowTime(
            SqlTimes.getOrNull(row, "shadow_since"), SqlTimes.getOrNull(row, "shadow_until")),
        SemanticsRows.read(row),
        Duration.ofSeconds(row.getLong("poll_seconds")),
        new AccountBudget(
            row.getObject("calls_per_second", Integer.class),
            row.getObject("calls_per_day", Integer.class),
            row.getObject("pushes_per_listing", Integer.class)),
        row.getBoolean("reads_hourly"),
        Duration.ofMillis(row.getLong("skew_millis")),
        new Account.Webhooks(
            row.getString("hook_key"),
            SqlTimes.getOrNull(row, "webhook_last_at"),
            row.getLong("webhooks_refused"),
            SqlTimes.getOrNull(row, "webhook_refused_at"),
            row.getString("webhook_refused_why")),
        new Account.Orders(
            SqlTimes.getOrNull(row, "orders_watermark"),
            SqlTimes.getOrNull(row, "orders_polled_at"),
            SqlTimes.getOrNull(row, "orders_due_at"),
            poll(row),
            SqlTimes.getOrNull(row, "newest_order_at"),
            SqlTimes.getOrNull(row, "returns_watermark")),
        new Account.Reading(
            SqlTimes.getOrNull(row, "listings_read_from"),
            SqlTimes.getOrNull(row, "listings_read_at"),
            SqlTimes.getOrNull(row, "listings_due_at"),
            row.getLong("read_run"),
            row.getString("read_cursor"),
            SqlTimes.getOrNull(row, "told_checked_at")),
        new Account.Health(
            SqlTimes.getOrNull(row, "rest_until"),
            row.getInt("failures"),
            row.getString("last_failure"),
            SqlTimes.getOrNull(row, "last_failure_at")),
        new Account.Pace(
            SqlTimes.getOrNull(row, "still_until"),
            row.getDouble("limits_share"),
            AccountJson.readSpent(row.getString("limits_spent"))),
        new Account.Rereading(SqlTimes.getOrNull(row, "reread_at"), row.getLong("reread_after")),
        new Account.Tested(
            SqlTimes.getOrNull(row, "test_asked_at"),
            SqlTimes.getOrNull(row, "test_ended_at"),
            row.getBoolean("test_is_well"),
            row.getString("test_said")),
        SqlTimes.get(row, "created_at"),
        row.getLong("version"));
  }

  private static Account.@Nullable Poll poll(ResultSet row) throws SQLException {
    String cursor = row.getString("poll_cursor");
    return cursor == null
        ? null
        : new Account.Poll(
            SqlTimes.get(row, "poll_begin"),
            SqlTimes.get(row, "poll_since"),
            cursor,
            SqlTimes.getOrNull(row, "poll_unnamed"));
  }
}
