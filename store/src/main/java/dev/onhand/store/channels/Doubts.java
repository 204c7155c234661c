package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.OrderWatch;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders of a channel of which it is not known what they sold. A difference that such an order may
 * explain is not accepted without a person: it would count again with the order.
 */
final class Doubts {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;
  private @Nullable Known known;

  /**
   * Those that count for all.
   *
   * @param unnamed the newest that sold of a listing which is not known by its name
   * @param unreadable one that makes no sense, which may have changed at any time
   */
  private record Known(Optional<UnnamedSales.Newest> unnamed, Optional<String> unreadable) {}

  Doubts(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /**
   * What is to be said of a listing's difference.
   *
   * @param shownFrom since when it is known what the listing shows, by the channel's clock; null:
   *     it is not
   * @return null: none of the orders can be why
   */
  @Nullable String of(@Nullable Instant shownFrom) {
    Known orders = known();
    return orders
        .unnamed()
        .filter(sale -> isSince(shownFrom, sale.changedAt()))
        .map(sale -> "order %s, of whose listing nothing is known".formatted(sale.order()))
        .or(() -> orders.unreadable().map("order %s, which cannot be read"::formatted))
        .map("it may have been sold by %s: see to the order first"::formatted)
        .orElse(null);
  }

  private Known known() {
    if (known == null) {
      known = new Known(new UnnamedSales(jdbc, seller, channel).newest(), unreadable());
    }
    return known;
  }

  private static boolean isSince(@Nullable Instant shownFrom, Instant changedAt) {
    return shownFrom == null || !changedAt.isBefore(shownFrom.minus(Account.CLOCKS));
  }

  private Optional<String> unreadable() {
    return jdbc.sql(
            """
            select substr(a.subject, length(c.code) + 2) as order_id
            from channel c
            cross join lateral (
              select subject from alert
              where seller_id = :seller and kind = :kind and closed_at is null and starts_with(subject, c.code || '/')
              order by subject limit 1) as a
            where c.seller_id = :seller and c.channel_id = :channel
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("kind", OrderWatch.UNREADABLE_ALERT)
        .query(String.class)
        .optional();
  }
}
