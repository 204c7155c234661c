package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who works an account. */
final class AccountLeases {

  /** A lease that ends later than this after the longest was given by a clock that was off. */
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);

  private AccountLeases() {}

  static Optional<Lease> take(
      JdbcClient jdbc, SellerId seller, long channel, String worker, Instant now, Duration length) {
    return jdbc.sql(
            """
            update channel_account
            set lease_epoch = case when lease_node = :worker then lease_epoch else lease_epoch + 1 end,
              lease_node = :worker,
              lease_until = :until
            where seller_id = :seller and channel_id = :channel
              and (lease_node is null or lease_node = :worker
                or lease_until not between :now and :latest)
            returning lease_epoch
            """)
        .param("worker", worker)
        .param("latest", SqlTimes.toSql(now.plus(length).plus(CLOCKS_APART_MAX)))
        .param("until", SqlTimes.toSql(now.plus(length)))
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("channel", channel)
        .query(Long.class)
        .optional()
        .map(epoch -> new Lease(epoch, now.plus(length)));
  }

  static void end(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            update channel_account set lease_node = null, lease_until = null
            where seller_id = :seller and lease_node is not null
            """)
        .param("seller", seller.value())
        .update();
  }

  static void release(JdbcClient jdbc, SellerId seller, long channel, Lease lease) {
    jdbc.sql(
            """
            update channel_account set lease_node = null, lease_until = null
            where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("epoch", lease.epoch())
        .update();
  }
}
