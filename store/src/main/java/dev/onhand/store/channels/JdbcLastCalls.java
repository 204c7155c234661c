package dev.onhand.store.channels;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.LastCall;
import dev.onhand.engine.channels.LastCalls;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What channels were asked last, in the table {@code last_call}. */
public final class JdbcLastCalls implements LastCalls {

  private final SellerTransactions transactions;

  public JdbcLastCalls(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  /** Keeps calls in the place of those of the same purposes and ends. */
  static void keep(JdbcClient jdbc, SellerId seller, long channel, List<LastCall> calls) {
    calls.forEach(call -> keep(jdbc, seller, channel, call));
  }

  private static void keep(JdbcClient jdbc, SellerId seller, long channel, LastCall call) {
    PushCall said = call.said();
    jdbc.sql(
            """
            insert into last_call as present (seller_id, channel_id, purpose, is_failed, sent_at, answered_at, method, path, request,
              status, answer, why)
            values (:seller, :channel, :purpose, :failed, :sent, :answered, :method, :path, :request, :status, :answer, :why)
            on conflict (seller_id, channel_id, purpose, is_failed) do update -- the primary key
            set sent_at = excluded.sent_at, answered_at = excluded.answered_at, method = excluded.method, path = excluded.path,
              request = excluded.request, status = excluded.status, answer = excluded.answer, why = excluded.why
            where present.sent_at <= excluded.sent_at
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("purpose", call.purpose().name().toLowerCase(Locale.ROOT))
        .param("failed", call.isFailed())
        .param("sent", SqlTimes.toSql(said.sentAt()))
        .param("answered", SqlTimes.toSql(said.answeredAt()))
        .param("method", said.method())
        .param("path", said.path())
        .param("request", said.request())
        .param("status", said.status())
        .param("answer", said.answer())
        .param("why", said.why())
        .update();
  }

  @Override
  public List<LastCall> list(SellerId seller, long channel) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select purpose, sent_at, answered_at, method, path, request, status, answer, why
                    from last_call
                    where seller_id = :seller and channel_id = :channel
                    order by sent_at desc, purpose, is_failed
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .query((row, number) -> call(row))
                .list());
  }

  private static LastCall call(ResultSet row) throws SQLException {
    return new LastCall(
        Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
        new PushCall(
            SqlTimes.get(row, "sent_at"),
            SqlTimes.get(row, "answered_at"),
            false,
            row.getString("method"),
            row.getString("path"),
            row.getString("request"),
            row.getObject("status", Integer.class),
            row.getString("answer"),
            row.getString("why")));
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller,
        jdbc ->
            (long)
                jdbc.sql("delete from last_call where seller_id = :seller and sent_at < :before")
                    .param("seller", seller.value())
                    .param("before", SqlTimes.toSql(before))
                    .update());
  }
}
