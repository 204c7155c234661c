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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads channel accounts. */
final class AccountReads {

  private AccountReads() {}

  /**
   * @param code null: all of the seller's, by code
   */
  static List<Account> all(JdbcClient jdbc, SellerId seller, @Nullable String code) {
    return jdbc.sql(
            """
            select c.channel_id, c.code, a.type, a.settings, a.secrets is not null as has_secrets, a.state,
              a.state_reason, a.state_since, a.is_dry_run, a.poll_seconds, a.calls_per_second, a.calls_per_day,
              a.pushes_per_listing, a.reads_hourly, a.skew_millis, a.orders_watermark,
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
        new AccountBudget(
            row.getObject("calls_per_second", Integer.class),
            row.getObject("calls_per_day", Integer.class),
            row.getObject("pushes_per_listing", Integer.class)),
        row.getBoolean("reads_hourly"),
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
}
