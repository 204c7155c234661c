package dev.onhand.store.channels;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads channel accounts and their books of calls. */
final class AccountReads {

  private AccountReads() {}

  /**
   * @param code null: all of the seller's, by code
   */
  static List<Account> all(JdbcClient jdbc, SellerId seller, @Nullable String code) {
    return jdbc.sql(
            """
            select c.channel_id, c.code, a.type, a.settings, a.secrets is not null as has_secrets, a.state,
              a.state_reason, a.state_since, a.is_dry_run, a.poll_seconds, a.skew_millis, a.orders_watermark,
              a.orders_polled_at, a.orders_due_at, a.listings_read_at, a.listings_due_at, a.read_run,
              a.read_cursor, a.rest_until, a.failures, a.last_failure, a.last_failure_at, a.created_at, a.version,
              array(
                select l.code
                from channel_location k
                join location l on l.seller_id = k.seller_id and l.location_id = k.location_id
                where k.seller_id = a.seller_id and k.channel_id = a.channel_id
                order by l.code) as locations
            from channel_account a
            join channel c on c.seller_id = a.seller_id and c.channel_id = a.channel_id
            where a.seller_id = :seller and (cast(:code as text) is null or c.code = :code)
            order by c.code
            """)
        .param("seller", seller.value())
        .param("code", code, Types.VARCHAR)
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
        row.getBoolean("is_dry_run"),
        Duration.ofSeconds(row.getLong("poll_seconds")),
        Duration.ofMillis(row.getLong("skew_millis")),
        new Account.Orders(
            SqlTimes.getOrNull(row, "orders_watermark"),
            SqlTimes.getOrNull(row, "orders_polled_at"),
            SqlTimes.getOrNull(row, "orders_due_at")),
        new Account.Reading(
            SqlTimes.getOrNull(row, "listings_read_at"),
            SqlTimes.getOrNull(row, "listings_due_at"),
            row.getLong("read_run"),
            row.getString("read_cursor")),
        new Account.Health(
            SqlTimes.getOrNull(row, "rest_until"),
            row.getInt("failures"),
            row.getString("last_failure"),
            SqlTimes.getOrNull(row, "last_failure_at")),
        SqlTimes.get(row, "created_at"),
        row.getLong("version"));
  }

  static void addCalls(JdbcClient jdbc, SellerId seller, long channel, List<CallCount> calls) {
    jdbc.sql(
            """
            insert into channel_calls as kept (seller_id, channel_id, day, purpose, calls, failed)
            select :seller, :channel, made.day, made.purpose, made.calls, made.failed
            from unnest(cast(:days as date[]), :purposes, :calls, :failed) as made (day, purpose, calls, failed)
            on conflict (seller_id, channel_id, day, purpose) do update
            set calls = kept.calls + excluded.calls, failed = kept.failed + excluded.failed
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("days", calls.stream().map(call -> call.day().toString()).toArray(String[]::new))
        .param(
            "purposes",
            calls.stream()
                .map(call -> call.purpose().name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new))
        .param("calls", calls.stream().map(CallCount::calls).toArray(Long[]::new))
        .param("failed", calls.stream().map(CallCount::failed).toArray(Long[]::new))
        .update();
  }

  static List<CallCount> calls(JdbcClient jdbc, SellerId seller, long channel, int days) {
    return jdbc.sql(
            """
            select day, purpose, calls, failed
            from channel_calls
            where seller_id = :seller and channel_id = :channel
              and day > (
                select max(day) from channel_calls
                where seller_id = :seller and channel_id = :channel) - :days
            order by day desc, purpose
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("days", days)
        .query(
            (row, number) ->
                new CallCount(
                    row.getObject("day", LocalDate.class),
                    Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
                    row.getLong("calls"),
                    row.getLong("failed")))
        .list();
  }
}
