package dev.onhand.store.channels;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.CallCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Books of what was asked of channels, by day. */
final class CallRows {

  private CallRows() {}

  static void add(JdbcClient jdbc, SellerId seller, long channel, List<CallCount> calls) {
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

  static List<CallCount> list(JdbcClient jdbc, SellerId seller, long channel, int days) {
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

  static long spentOn(JdbcClient jdbc, SellerId seller, long channel, LocalDate day) {
    return jdbc.sql(
            """
            select cast(coalesce(sum(calls), 0) as bigint) from channel_calls
            where seller_id = :seller and channel_id = :channel and day = :day
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("day", day)
        .query(Long.class)
        .single();
  }

  static void addLooks(JdbcClient jdbc, SellerId seller, String code, LocalDate day, long looks) {
    jdbc.sql(
            """
            insert into channel_looks as kept (seller_id, channel_id, day, looks)
            select a.seller_id, a.channel_id, :day, :looks
            from channel c
            join channel_account a on a.seller_id = c.seller_id and a.channel_id = c.channel_id
            where c.seller_id = :seller and c.code = :code
            on conflict (seller_id, channel_id, day) do update set looks = kept.looks + excluded.looks
            """)
        .param("seller", seller.value())
        .param("code", code)
        .param("day", day)
        .param("looks", looks)
        .update();
  }

  static Map<LocalDate, Long> looks(JdbcClient jdbc, SellerId seller, long channel, int days) {
    Map<LocalDate, Long> looks = new TreeMap<>();
    jdbc.sql(
            """
            select day, looks from channel_looks
            where seller_id = :seller and channel_id = :channel
            order by day desc
            limit :days
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("days", days)
        .query(
            row -> {
              looks.put(row.getObject("day", LocalDate.class), row.getLong("looks"));
            });
    return looks;
  }
}
