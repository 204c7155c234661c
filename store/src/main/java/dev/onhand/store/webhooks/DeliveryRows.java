package dev.onhand.store.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.webhooks.Deliveries.Backlog;
import dev.onhand.engine.webhooks.Deliveries.Result;
import dev.onhand.engine.webhooks.Deliveries.Sending;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries and attempts read, and what came of an attempt written. */
final class DeliveryRows {

  private static final String LIST =
      """
      select delivery_id, webhook_id, event_id, type, body, state, attempts, due_at, created_at, ended_at
      from webhook_delivery
      where seller_id = :seller and webhook_id = :webhook
        and delivery_id > :above and delivery_id < :below
        and (cast(:state as text) is null or state = :state)
      """;

  private static final String NEWEST_FIRST =
      """
      order by delivery_id desc
      limit :rows
      """;

  private static final String OLDEST_FIRST =
      """
      order by delivery_id
      limit :rows
      """;

  private DeliveryRows() {}

  static List<Delivery> list(
      JdbcClient jdbc,
      SellerId seller,
      long webhook,
      Delivery.@Nullable State state,
      PageRequest page) {
    return (page.backwards() ? jdbc.sql(LIST + OLDEST_FIRST) : jdbc.sql(LIST + NEWEST_FIRST))
        .param("seller", seller.value())
        .param("webhook", webhook)
        .param("state", state == null ? null : state.code(), Types.VARCHAR)
        .param("above", page.before() == null ? 0 : page.before())
        .param("below", page.after() == null ? Long.MAX_VALUE : page.after())
        .param("rows", page.rowsToRead())
        .query((row, number) -> map(row))
        .list();
  }

  static Optional<Delivery> find(JdbcClient jdbc, SellerId seller, long webhook, long id) {
    return jdbc.sql(
            """
            select delivery_id, webhook_id, event_id, type, body, state, attempts, due_at, created_at, ended_at
            from webhook_delivery
            where seller_id = :seller and webhook_id = :webhook and delivery_id = :id
            """)
        .param("seller", seller.value())
        .param("webhook", webhook)
        .param("id", id)
        .query((row, number) -> map(row))
        .optional();
  }

  private static Delivery map(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("delivery_id"),
        row.getLong("webhook_id"),
        row.getLong("event_id"),
        row.getString("type"),
        row.getString("body"),
        Delivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        SqlTimes.get(row, "due_at"),
        SqlTimes.get(row, "created_at"),
        SqlTimes.getOrNull(row, "ended_at"));
  }

  static Backlog backlog(JdbcClient jdbc, SellerId seller, long webhook, Instant since) {
    return jdbc.sql(
            """
            select
              (select count(*) from webhook_delivery
                where seller_id = :seller and webhook_id = :webhook and state = 'waiting') as waiting,
              (select count(*) from webhook_delivery d
                join webhook_attempt a
                  on a.seller_id = d.seller_id and a.delivery_id = d.delivery_id and a.attempt = d.attempts_ever
                where d.seller_id = :seller and d.webhook_id = :webhook and d.state = 'waiting'
                  and a.ended_at is null) as sending,
              (select count(*) from webhook_delivery
                where seller_id = :seller and webhook_id = :webhook and ended_at >= :since
                  and state = 'delivered') as delivered,
              (select count(*) from webhook_delivery
                where seller_id = :seller and webhook_id = :webhook and state = 'failed') as failed,
              (select min(due_at) from webhook_delivery
                where seller_id = :seller and webhook_id = :webhook and state = 'waiting') as due_at
            """)
        .param("seller", seller.value())
        .param("webhook", webhook)
        .param("since", SqlTimes.toSql(since))
        .query(
            (row, number) ->
                new Backlog(
                    row.getLong("waiting") - row.getLong("sending"),
                    row.getLong("sending"),
                    row.getLong("delivered"),
                    row.getLong("failed"),
                    SqlTimes.getOrNull(row, "due_at")))
        .single();
  }

  static List<Delivery.Attempt> attempts(JdbcClient jdbc, SellerId seller, long delivery) {
    return jdbc.sql(
            """
            select attempt, sent_at, ended_at, status, answer
            from webhook_attempt
            where seller_id = :seller and delivery_id = :delivery
            order by attempt
            """)
        .param("seller", seller.value())
        .param("delivery", delivery)
        .query(
            (row, number) ->
                new Delivery.Attempt(
                    row.getInt("attempt"),
                    SqlTimes.get(row, "sent_at"),
                    SqlTimes.getOrNull(row, "ended_at"),
                    row.getObject("status", Integer.class),
                    row.getString("answer")))
        .list();
  }

  static void noteAttempt(
      JdbcClient jdbc, SellerId seller, Sending sending, Result result, Instant now) {
    jdbc.sql(
            """
            update webhook_attempt set ended_at = :now, status = :status, answer = :answer
            where seller_id = :seller and delivery_id = :delivery and attempt = :attempt
            """)
        .param("now", SqlTimes.toSql(now))
        .param("status", result.status(), Types.INTEGER)
        .param("answer", result.answer())
        .param("seller", seller.value())
        .param("delivery", sending.delivery())
        .param("attempt", sending.attempt())
        .update();
  }

  /** Only the newest attempt says so, but that it arrived counts whichever did. */
  static void end(
      JdbcClient jdbc, SellerId seller, Sending sending, Delivery.State state, Instant now) {
    jdbc.sql(
            """
            update webhook_delivery set state = :state, ended_at = :now
            where seller_id = :seller and delivery_id = :delivery and state = 'waiting'
              and (:state = 'delivered' or attempts_ever = :attempt)
            """)
        .param("state", state.code())
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("delivery", sending.delivery())
        .param("attempt", sending.attempt())
        .update();
  }

  static void postpone(JdbcClient jdbc, SellerId seller, Sending sending, Instant dueAt) {
    jdbc.sql(
            """
            update webhook_delivery set due_at = :due
            where seller_id = :seller and delivery_id = :delivery and state = 'waiting' and attempts_ever = :attempt
            """)
        .param("due", SqlTimes.toSql(dueAt))
        .param("seller", seller.value())
        .param("delivery", sending.delivery())
        .param("attempt", sending.attempt())
        .update();
  }
}
