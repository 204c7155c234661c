package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.store.leases.Leases;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who works an account. */
final class AccountLeases {

  private AccountLeases() {}

  static Optional<Lease> take(
      JdbcClient jdbc,
      Leases leases,
      SellerId seller,
      long channel,
      String worker,
      Duration length) {
    return leases.take(
        jdbc.sql(
                "update channel_account set"
                    + Leases.TAKEN
                    + "where seller_id = :seller and channel_id = :channel and"
                    + Leases.IS_FREE
                    + "returning lease_epoch")
            .param("seller", seller.value())
            .param("channel", channel),
        worker,
        length);
  }

  static void end(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            "update channel_account set"
                + Leases.ENDED
                + "where seller_id = :seller and lease_node is not null")
        .param("seller", seller.value())
        .update();
  }

  static void release(JdbcClient jdbc, SellerId seller, long channel, Lease lease) {
    jdbc.sql(
            "update channel_account set"
                + Leases.ENDED
                + "where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch")
        .param("seller", seller.value())
        .param("channel", channel)
        .param("epoch", lease.epoch())
        .update();
  }
}
