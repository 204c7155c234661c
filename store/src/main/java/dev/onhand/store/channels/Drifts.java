package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Reconciliations.Decision;
import dev.onhand.engine.channels.Reconciliations.Left;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decides differences, and settles those of which nothing is left to do. */
final class Drifts {

  private final JdbcClient jdbc;
  private final SellerId seller;

  Drifts(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /** All of a run as its channel's policy says, but for those of which a person is asked. */
  int decideRun(long run, Instant at) {
    return decide(new Decision(run, null, null, null, null, Differences.POLICY, at));
  }

  /** What is decided does not hold its listing back any more, but until it is accepted. */
  int decide(Decision decision) {
    return jdbc.sql(
            """
            with made as (
              update drift d
              set action = coalesce(cast(:action as text), d.action), decided_at = :at, decided_by = :by,
                location_id = coalesce(cast(:location as bigint), d.location_id),
                notes = case when coalesce(cast(:action as text), d.action) = 'accept' then null else d.notes end,
                settled_at = case when coalesce(cast(:action as text), d.action) = 'ignore' then cast(:at as timestamptz) end,
                settled_by = case when coalesce(cast(:action as text), d.action) = 'ignore' then :by end
              where d.seller_id = :seller and d.decided_at is null
                and (cast(:run as bigint) is null or d.run_id = :run)
                and (cast(:drift as bigint) is null or d.drift_id = :drift)
                and (cast(:listings as bigint[]) is null or d.listing_id = any(:listings))
                and (cast(:action as text) is not null or d.action <> 'ask')
              returning d.drift_id, d.listing_id, d.action),
            freed as (
              update listing l
              set drift_id = case when made.action = 'accept' then l.drift_id end,
                approved_version = case when made.action = 'push' then l.desired_version else l.approved_version end,
                ignored_version = case when made.action = 'ignore' then l.desired_version else l.ignored_version end
              from made
              where l.seller_id = :seller and l.listing_id = made.listing_id and l.drift_id = made.drift_id)
            select count(*) from made
            """)
        .param("action", decision.action() == null ? null : decision.action().code(), Types.VARCHAR)
        .param("at", SqlTimes.toSql(decision.at()))
        .param("by", decision.actor())
        .param(
            "location",
            decision.location() == null ? null : decision.location().value(),
            Types.BIGINT)
        .param("seller", seller.value())
        .param("run", decision.run(), Types.BIGINT)
        .param("drift", decision.drift(), Types.BIGINT)
        .param(
            "listings",
            decision.listings() == null ? null : decision.listings().toArray(Long[]::new),
            Types.ARRAY)
        .query(Integer.class)
        .single();
  }

  /**
   * A difference that orders explain which came after it was found was no edit: they were sold
   * before it was read.
   */
  void explain(long channel, Instant at) {
    jdbc.sql(
            """
            with explained as (
              select d.drift_id, d.listing_id
              from drift d
              join listing l on l.seller_id = d.seller_id and l.listing_id = d.listing_id
              cross join lateral (
                select sum(s.units) as units
                from listing_sale s
                where s.seller_id = d.seller_id and s.listing_id = d.listing_id and s.counted_at >= d.found_at
                  and s.changed_at <= l.shown_to) as late
              where d.seller_id = :seller and d.channel_id = :channel and d.decided_at is null
                and late.units = d.believed - d.observed),
            made as (
              update drift d
              set cause = 'missed_event', action = 'none', decided_at = :at, decided_by = 'orders', settled_at = :at,
                settled_by = 'orders', notes = 'it was sold there, and the order came late'
              from explained
              where d.seller_id = :seller and d.drift_id = explained.drift_id)
            update listing l set drift_id = null
            from explained
            where l.seller_id = :seller and l.listing_id = explained.listing_id and l.drift_id = explained.drift_id
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("at", SqlTimes.toSql(at))
        .update();
  }

  /** What is shown as it should is settled, and what cannot be shown any more. */
  Left settle(long channel, Instant at) {
    explain(channel, at);
    jdbc.sql(
            """
            update drift d
            set decided_at = coalesce(d.decided_at, :at), decided_by = coalesce(d.decided_by, 'system'),
              settled_at = :at, settled_by = coalesce(d.decided_by, 'system'),
              notes = case
                when d.decided_at is null then 'its listing was mapped anew'
                when l.product_id is null then 'its listing is of no product any more'
                when l.remote_state = 'ended' then 'its listing is gone' else d.notes end
            from listing l
            where d.seller_id = :seller and d.channel_id = :channel and d.settled_at is null
              and l.seller_id = d.seller_id and l.listing_id = d.listing_id
              and (d.decided_at is null and l.drift_id is distinct from d.drift_id
                or d.decided_at is not null and d.action = 'push'
                  and (l.shown = l.desired or l.desired is null or l.remote_state = 'ended'))
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("at", SqlTimes.toSql(at))
        .update();
    jdbc.sql(
            """
            update reconciliation r set state = 'done'
            where r.seller_id = :seller and r.channel_id = :channel and r.state = 'staged'
              and not exists (
                select from drift d
                where d.seller_id = r.seller_id and d.run_id = r.run_id and d.decided_at is null and d.action <> 'ask')
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    return left(channel);
  }

  /** Those of a run that is being read are not decided yet, and nobody is asked of them. */
  private Left left(long channel) {
    return jdbc.sql(
            """
            select
              count(*) filter (where d.decided_at is null and d.action = 'ask') as asked,
              count(*) filter (where d.decided_at is null and d.action <> 'ask') as staged,
              count(*) filter (where d.decided_at is not null) as doing,
              max(r.run_id) filter (where r.state = 'staged') as staged_run
            from drift d
            left join reconciliation r on r.seller_id = d.seller_id and r.run_id = d.run_id
            where d.seller_id = :seller and d.channel_id = :channel and d.settled_at is null
              and r.state is distinct from 'reading'
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) ->
                new Left(
                    row.getLong("asked"),
                    row.getLong("staged"),
                    row.getLong("doing"),
                    row.getObject("staged_run", Long.class)))
        .single();
  }
}
