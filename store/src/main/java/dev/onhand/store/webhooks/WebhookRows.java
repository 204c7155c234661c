package dev.onhand.store.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.store.database.SqlTimes;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads webhooks. */
final class WebhookRows {

  private WebhookRows() {}

  static List<Webhook> all(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select seller_id, webhook_id, url, description, types, state, state_reason, state_since, collected_to,
              rest_until, failures, last_delivered_at, last_failed_at, last_failure, old_secret_until,
              created_at, created_by, version
            from webhook
            where seller_id = :seller
            order by webhook_id desc
            """)
        .param("seller", seller.value())
        .query((row, number) -> map(row))
        .list();
  }

  static Optional<Webhook> find(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select seller_id, webhook_id, url, description, types, state, state_reason, state_since, collected_to,
              rest_until, failures, last_delivered_at, last_failed_at, last_failure, old_secret_until,
              created_at, created_by, version
            from webhook
            where seller_id = :seller and webhook_id = :id
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query((row, number) -> map(row))
        .optional();
  }

  private static Webhook map(ResultSet row) throws SQLException {
    return new Webhook(
        new SellerId(row.getLong("seller_id")),
        row.getLong("webhook_id"),
        new WebhookData(
            URI.create(row.getString("url")),
            row.getString("description"),
            EventType.read(List.of((String[]) row.getArray("types").getArray()))),
        Webhook.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("state_reason"),
        SqlTimes.get(row, "state_since"),
        row.getLong("collected_to"),
        new Webhook.Health(
            row.getInt("failures"),
            SqlTimes.getOrNull(row, "rest_until"),
            SqlTimes.getOrNull(row, "last_delivered_at"),
            SqlTimes.getOrNull(row, "last_failed_at"),
            row.getString("last_failure")),
        SqlTimes.getOrNull(row, "old_secret_until"),
        SqlTimes.get(row, "created_at"),
        row.getString("created_by"),
        row.getLong("version"));
  }
}
