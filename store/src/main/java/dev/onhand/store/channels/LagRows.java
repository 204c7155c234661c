package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.LagCount;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long listings waited for their numbers, by day. */
final class LagRows {

  private LagRows() {}

  static void add(JdbcClient jdbc, SellerId seller, List<LagCount> counts) {
    for (LagCount count : counts) { // two at midnight
      jdbc.sql(
              """
              insert into channel_lag as kept (seller_id, channel_id, day, pushes)
              values (:seller, :channel, :day, :pushes)
              on conflict (seller_id, channel_id, day) do update set
                pushes = (
                  select array_agg(was + more order by n)
                  from unnest(kept.pushes, excluded.pushes) with ordinality as both_of (was, more, n))
              """)
          .param("seller", seller.value())
          .param("channel", count.channel())
          .param("day", count.day())
          .param("pushes", count.pushes().toArray(Long[]::new))
          .update();
    }
  }

  static List<LagCount> list(JdbcClient jdbc, SellerId seller, LocalDate since) {
    return jdbc.sql(
            """
            select channel_id, day, pushes
            from channel_lag
            where seller_id = :seller and day >= :since
            order by channel_id, day
            """)
        .param("seller", seller.value())
        .param("since", since)
        .query(
            (row, number) ->
                new LagCount(
                    row.getLong("channel_id"),
                    row.getObject("day", LocalDate.class),
                    List.of((Long[]) row.getArray("pushes").getArray())))
        .list();
  }
}
