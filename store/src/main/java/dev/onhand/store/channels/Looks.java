package dev.onhand.store.channels;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Listings;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Short questions about a channel's listings, on which the next step depends. */
final class Looks {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  Looks(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /** One after the other, as each has an index of its own. */
  Listings.Counts count(Instant now) {
    return jdbc.sql(
            """
            select
              (select count(*) from listing
                where seller_id = :seller and channel_id = :channel and remote_state <> 'ended') as counted,
              (select count(*) from listing
                where seller_id = :seller and channel_id = :channel
                  and product_id is null and not is_ignored) as unmatched,
              (select count(*) from listing
                where seller_id = :seller and channel_id = :channel and is_due
                  and (retry_at is null or retry_at <= :now)) as due,
              (select count(*) from listing
                where seller_id = :seller and channel_id = :channel and attempt_id is not null) as being_told
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("now", SqlTimes.toSql(now))
        .query(
            (row, number) ->
                new Listings.Counts(
                    row.getLong("counted"),
                    row.getLong("unmatched"),
                    row.getLong("due"),
                    row.getLong("being_told")))
        .single();
  }

  /** How many may be told something else now. */
  long due(Instant now) {
    return jdbc.sql(
            """
            select count(*) from listing
            where seller_id = :seller and channel_id = :channel and is_due
              and (retry_at is null or retry_at <= :now)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("now", SqlTimes.toSql(now))
        .query(Long.class)
        .single();
  }

  /** Of each of the channels, in one statement: to plan it takes longer than to run it. */
  static Map<Long, Listings.Backlog> backlogs(
      JdbcClient jdbc, SellerId seller, List<Long> channels) {
    Map<Long, Listings.Backlog> backlogs = new HashMap<>();
    jdbc.sql(
            """
            select asked.channel_id, its.*
            from unnest(:channels) as asked (channel_id)
            cross join lateral (
              select due.counted, due.since,
                (select count(*) from listing
                  where seller_id = :seller and channel_id = asked.channel_id and attempt_id is not null) as being_told,
                (select count(*) from listing
                  where seller_id = :seller and channel_id = asked.channel_id and refused is not null
                    and desired is not null and shown is distinct from desired and remote_state <> 'ended') as dead,
                (select count(distinct listing_id) from drift
                  where seller_id = :seller and channel_id = asked.channel_id and settled_at is null) as drifting,
                (select count(distinct listing_id) from listing_over
                  where seller_id = :seller and channel_id = asked.channel_id) as over,
                (select count(*) from listing l
                  where l.seller_id = :seller and l.channel_id = asked.channel_id and l.attempt_id is not null
                    and l.attempt_request is null
                    and exists (
                      select from push_attempt a
                      where a.seller_id = :seller and a.attempt_id = l.attempt_id and a.outcome = 'unconfirmed')) as unknown,
                (select sent_at from push_call
                  where seller_id = :seller and channel_id = asked.channel_id and not is_asking
                  order by call_id desc limit 1) as told_at,
                to_read.counted as to_read, to_read.since as to_read_since
              from (
                select count(*) as counted, min(desired_at) as since from listing
                where seller_id = :seller and channel_id = asked.channel_id and is_due) as due,
                (select count(*) as counted, min(refresh_asked_at) as since from listing
                where seller_id = :seller and channel_id = asked.channel_id and refresh_asked_at is not null) as to_read
              offset 0) as its
            """)
        .param("seller", seller.value())
        .param("channels", channels.toArray(Long[]::new))
        .query(
            row -> {
              backlogs.put(
                  row.getLong("channel_id"),
                  new Listings.Backlog(
                      row.getLong("counted"),
                      SqlTimes.getOrNull(row, "since"),
                      row.getLong("being_told"),
                      row.getLong("dead"),
                      row.getLong("drifting"),
                      row.getLong("over"),
                      row.getLong("unknown"),
                      SqlTimes.getOrNull(row, "told_at"),
                      row.getLong("to_read"),
                      SqlTimes.getOrNull(row, "to_read_since")));
            });
    return backlogs;
  }

  boolean isAnyRaised(Instant now) {
    return jdbc.sql(
            """
            select exists (
              select from listing
              where seller_id = :seller and channel_id = :channel and is_due and urgency > 0
                and (retry_at is null or retry_at <= :now))
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("now", SqlTimes.toSql(now))
        .query(Boolean.class)
        .single();
  }

  long countRefused() {
    return jdbc.sql(
            """
            select count(*) from listing
            where seller_id = :seller and channel_id = :channel and refused is not null and desired is not null
              and shown is distinct from desired and remote_state <> 'ended'
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(Long.class)
        .single();
  }

  /** Reconciliations note other causes too, of listings that show what they are believed to. */
  boolean isAnyDrift(Instant since) {
    return jdbc.sql(
            """
            select exists (
              select from drift
              where seller_id = :seller and channel_id = :channel and found_at > :since
                and (cause in ('edited_on_channel', 'accepted_not_applied', 'unknown', 'missed_event', 'our_fault')
                  or cause = 'refused' and believed <> observed))
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("since", SqlTimes.toSql(since))
        .query(Boolean.class)
        .single();
  }

  boolean differs(List<RemoteListing> listings) {
    @Nullable Long[] quantities =
        listings.stream().map(RemoteListing::quantity).toArray(Long[]::new);
    return jdbc.sql(
            """
            select exists (
              select from unnest(:ids, :quantities) as made (external_id, quantity)
              join listing l on l.seller_id = :seller and l.channel_id = :channel and l.external_id = made.external_id
              where made.quantity is not null and l.shown is not null and l.shown <> made.quantity)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", listings.stream().map(one -> one.ref().externalId()).toArray(String[]::new))
        .param("quantities", quantities)
        .query(Boolean.class)
        .single();
  }
}
