package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.PushAttempts;
import dev.onhand.engine.channels.PushAttempts.PushAttempt;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls of pushes that can be looked at: a bounded number of each account, the newest. */
final class PushCallRows {

  private PushCallRows() {}

  static void add(JdbcClient jdbc, SellerId seller, long channel, List<PushCall> calls) {
    jdbc.sql(
            """
            with forgotten as (
              delete from push_call
              where seller_id = :seller and channel_id = :channel and call_id <= (
                select call_id from push_call
                where seller_id = :seller and channel_id = :channel
                order by call_id desc
                offset :others limit 1))
            insert into push_call (seller_id, channel_id, sent_at, answered_at, is_asking, method, path, request, status, answer, why)
            select :seller, :channel, m.sent_at, m.answered_at, m.is_asking, m.method, m.path, m.request, m.status, m.answer, m.why
            from unnest(cast(:sent as timestamptz[]), cast(:answered as timestamptz[]), :asking, :methods, :paths, :requests, :statuses,
              :answers, :whys) with ordinality as m (sent_at, answered_at, is_asking, method, path, request, status, answer, why, n)
            order by m.n
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("others", Math.max(0, PushCall.KEPT_MAX - calls.size()))
        .param("sent", times(calls, PushCall::sentAt))
        .param("answered", times(calls, PushCall::answeredAt))
        .param("asking", SqlArrays.flags(calls, PushCall::isAsking))
        .param("methods", SqlArrays.texts(calls, PushCall::method))
        .param("paths", SqlArrays.texts(calls, PushCall::path))
        .param("requests", SqlArrays.texts(calls, PushCall::request))
        .param(
            "statuses",
            SqlArrays.longs(calls, call -> call.status() == null ? null : (long) call.status()))
        .param("answers", SqlArrays.texts(calls, PushCall::answer))
        .param("whys", SqlArrays.texts(calls, PushCall::why))
        .update();
  }

  private static String[] times(List<PushCall> calls, Function<PushCall, Instant> time) {
    return calls.stream().map(time).map(Instant::toString).toArray(String[]::new);
  }

  /**
   * Batches of an account follow one another: what was sent between the beginning of one and that
   * of the next is of it. Only asking goes on beside the next, until it is known what became of it.
   */
  static List<PushCall> of(JdbcClient jdbc, SellerId seller, PushAttempt attempt) {
    return jdbc.sql(
            """
            with attempt as (
              select channel_id, sent_at, answered_at from push_attempt where seller_id = :seller and attempt_id = :attempt),
            following as (
              select a.sent_at from push_attempt a, attempt t
              where a.seller_id = :seller and a.attempt_id > :attempt and a.channel_id = t.channel_id and a.sent_at > t.sent_at
              order by a.attempt_id
              limit 1)
            select c.sent_at, c.answered_at, c.is_asking, c.method, c.path, c.request, c.status, c.answer, c.why
            from push_call c, attempt t
            where c.seller_id = :seller and c.channel_id = t.channel_id and c.sent_at >= t.sent_at
              and (cast(:answered as timestamptz) is null or c.sent_at <= t.answered_at)
              and (c.is_asking or c.sent_at < coalesce((select sent_at from following), 'infinity'))
            order by c.call_id
            limit :max
            """)
        .param("seller", seller.value())
        .param("attempt", attempt.id())
        .param(
            "answered", SqlTimes.toSqlOrNull(attempt.answeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("max", PushAttempts.CALLS_MAX)
        .query((row, number) -> call(row))
        .list();
  }

  private static PushCall call(ResultSet row) throws SQLException {
    return new PushCall(
        SqlTimes.get(row, "sent_at"),
        SqlTimes.get(row, "answered_at"),
        row.getBoolean("is_asking"),
        row.getString("method"),
        row.getString("path"),
        row.getString("request"),
        row.getObject("status", Integer.class),
        row.getString("answer"),
        row.getString("why"));
  }
}
