package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often a listing is told: within the account's budget, and not for ever where it fails. */
final class PushLimits {

  /** After so many failures of its own in a row, within the better part of an hour. */
  static final int FAILURES_MAX = 12;

  /** Why a listing is refused that was given up. */
  static final String GIVEN_UP = "given_up";

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  PushLimits(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /** Listings that were told as often in 24 hours as the account's budget lets them rest. */
  void rest(Long[] listings, Instant now) {
    jdbc.sql(
            """
            update listing l
            set retry_at = greatest(l.retry_at, spent.first_at + interval '24 hours')
            from (
              select o.listing_id, (
                select a.sent_at
                from push_attempt a
                where a.seller_id = :seller and a.listing_id = o.listing_id and a.outcome is distinct from 'deferred'
                order by a.attempt_id desc
                offset c.pushes_per_listing - 1
                limit 1) as first_at
              from channel_account c
              cross join unnest(:listings) as o (listing_id)
              where c.seller_id = :seller and c.channel_id = :channel and c.pushes_per_listing is not null) as spent
            where l.seller_id = :seller and l.listing_id = spent.listing_id
              and spent.first_at > cast(:now as timestamptz) - interval '24 hours'
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("listings", listings)
        .param("now", SqlTimes.toSql(now))
        .update();
  }

  /**
   * Listings that failed too often wait for a person, or for another number.
   *
   * @return whether there are any
   */
  boolean giveUp(Long[] listings, Instant now) {
    return jdbc.sql(
                """
                update listing l
                set refused = :given_up, refused_at = :now, retry_at = null, updated_at = :now,
                  refused_detail = 'failed ' || l.failures || ' times in a row' || coalesce((
                    select ': ' || a.detail
                    from push_attempt a
                    where a.seller_id = :seller and a.listing_id = l.listing_id
                    order by a.attempt_id desc
                    limit 1), '')
                where l.seller_id = :seller and l.listing_id = any(:listings) and l.refused is null
                  and l.attempt_id is null and l.failures >= :failures and l.shown is distinct from l.desired
                """)
            .param("given_up", GIVEN_UP)
            .param("now", SqlTimes.toSql(now))
            .param("seller", seller.value())
            .param("listings", listings)
            .param("failures", FAILURES_MAX)
            .update()
        > 0;
  }
}
