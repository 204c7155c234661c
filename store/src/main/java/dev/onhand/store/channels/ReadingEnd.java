package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What follows when all listings of a channel were read: counts, and what is done or staged. */
final class ReadingEnd {

  private static final int HOURLY_KEPT_DAYS = 30;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;
  private final Run run;
  private final Instant at;

  /**
   * A reading.
   *
   * @param read its number
   */
  private record Run(long id, long read, boolean isHourly, Instant startedAt) {}

  private ReadingEnd(JdbcClient jdbc, SellerId seller, long channel, Run run, Instant at) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
    this.run = run;
    this.at = at;
  }

  /** The same again, where the last page was read again after a crash. */
  static void write(JdbcClient jdbc, SellerId seller, long channel, long readRun, Instant at) {
    jdbc.sql(
            """
            select run_id, purpose = 'hourly' as is_hourly, started_at
            from reconciliation
            where seller_id = :seller and channel_id = :channel and read_run = :read
            for no key update
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("read", readRun)
        .query(
            (row, number) ->
                new Run(
                    row.getLong("run_id"),
                    readRun,
                    row.getBoolean("is_hourly"),
                    SqlTimes.get(row, "started_at")))
        .optional()
        .ifPresent(run -> new ReadingEnd(jdbc, seller, channel, run, at).write());
  }

  private void write() {
    Drifts drifts = new Drifts(jdbc, seller);
    drifts.explain(channel, at);
    keepOurFaults();
    if (!run.isHourly()) {
      keepRest();
      forget();
    }
    count();
    countFound();
    boolean isStaged = needsApproval();
    if (!isStaged) {
      drifts.decideRun(run.id(), at);
    }
    jdbc.sql(
            """
            update reconciliation set state = :state, finished_at = :at
            where seller_id = :seller and run_id = :run
            """)
        .param("state", isStaged ? "staged" : "done")
        .param("at", SqlTimes.toSql(at))
        .param("seller", seller.value())
        .param("run", run.id())
        .update();
  }

  /**
   * What was computed anew at the end, though none of its products moved since the last movement
   * that listings were told of: it should have been before.
   */
  private void keepOurFaults() {
    jdbc.sql(
            """
            insert into drift (seller_id, channel_id, run_id, listing_id, desired, believed, observed, cause, found_at,
              action, decided_at, decided_by, settled_at, settled_by, notes)
            select l.seller_id, l.channel_id, :run, l.listing_id, l.desired, l.shown, l.observed, 'our_fault', :at, 'none',
              :at, :by, :at, :by, 'what it should show was out of date'
            from listing l
            where l.seller_id = :seller and l.channel_id = :channel and l.desired_at = :at and l.desired_version > 1
              and l.matched_by <> 'hand'
              and not exists (
                select from movement m
                where m.seller_id = l.seller_id
                  and m.movement_id > (select movement_id from listing_feed where seller_id = :seller)
                  and m.product_id in (
                    select l.product_id
                    union all
                    select b.component_id from bundle_component b
                    where b.seller_id = :seller and b.bundle_id = l.product_id))
            """)
        .param("run", run.id())
        .param("at", SqlTimes.toSql(at))
        .param("by", Differences.POLICY)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  /** Those that show what they are believed to, and should show something else; and the gone. */
  private void keepRest() {
    jdbc.sql(
            """
            insert into drift (seller_id, channel_id, run_id, listing_id, desired, believed, observed, cause, found_at,
              action, decided_at, decided_by, settled_at, settled_by, notes)
            select l.seller_id, l.channel_id, :run, l.listing_id, l.desired, l.shown,
              case when l.remote_state <> 'ended' then l.observed end,
              case
                when l.remote_state = 'ended' then 'gone'
                when l.refused is not null then 'refused'
                when l.matched_at > l.pushed_at then 'mapping_changed'
                else 'not_yet_pushed'
              end, :at, 'none', :at, :by, :at, :by, l.refused
            from listing l
            where l.seller_id = :seller and l.channel_id = :channel and l.product_id is not null and l.desired is not null
              and (l.remote_state = 'ended' and l.desired > 0
                or l.remote_state <> 'ended' and l.read_run = :read and l.shown is distinct from l.desired
                  and l.observed is not null
                  and l.ignored_version is distinct from l.desired_version and l.drift_id is null)
              and not exists (
                select from drift d
                where d.seller_id = :seller and d.run_id = :run and d.listing_id = l.listing_id and d.cause <> 'in_flight')
            """)
        .param("run", run.id())
        .param("read", run.read())
        .param("at", SqlTimes.toSql(at))
        .param("by", Differences.POLICY)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  /** Readings of an hour that found nothing are of no interest for long. */
  private void forget() {
    jdbc.sql(
            """
            delete from reconciliation r
            where r.seller_id = :seller and r.channel_id = :channel and r.purpose = 'hourly' and r.state = 'done'
              and r.finished_at < cast(:at as timestamptz) - :days * interval '1 day'
              and not exists (select from drift d where d.seller_id = r.seller_id and d.run_id = r.run_id)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("at", SqlTimes.toSql(at))
        .param("days", HOURLY_KEPT_DAYS)
        .update();
  }

  /** One that waits from an earlier reading differs still. */
  private void count() {
    jdbc.sql(
            """
            update reconciliation r
            set listings = counted.listings, unmatched = counted.unmatched, missing = counted.missing,
              differing = counted.differing + of_run.found, in_flight = of_run.in_flight,
              pending = counted.pending - of_run.pending,
              equal = counted.listings - counted.differing - of_run.found - of_run.in_flight
                - (counted.pending - of_run.pending)
            from (
              select
                count(*) filter (where is_compared) as listings,
                count(*) filter (where product_id is null and not is_ignored) as unmatched,
                count(*) filter (where product_id is not null and remote_state = 'ended') as missing,
                count(*) filter (where is_compared and drift_id is not null) as differing,
                count(*) filter (where is_compared and drift_id is null and shown is distinct from desired) as pending
              from (
                select *,
                  product_id is not null and desired is not null and observed is not null and read_run = :read as is_compared
                from listing
                where seller_id = :seller and channel_id = :channel) as each) as counted,
              -- from the few that differed to their listings, each by its key
              (select
                count(*) filter (where d.is_found) as found,
                count(*) filter (where not d.is_found and d.is_in_flight) as in_flight,
                count(*) filter (where (d.is_found or d.is_in_flight) and l.shown is distinct from l.desired) as pending
              from (
                select listing_id, bool_or(cause = 'in_flight') as is_in_flight,
                  bool_or(cause in ('edited_on_channel', 'accepted_not_applied', 'unknown', 'missed_event', 'our_fault')
                    or cause = 'refused' and believed <> observed) as is_found
                from drift
                where seller_id = :seller and run_id = :run
                group by listing_id) as d
              cross join lateral (
                select shown, desired from listing
                where seller_id = :seller and listing_id = d.listing_id and drift_id is null
                  and product_id is not null and desired is not null and observed is not null and read_run = :read
                offset 0) as l) as of_run
            where r.seller_id = :seller and r.run_id = :run
            """)
        .param("read", run.read())
        .param("run", run.id())
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  /** What the differences would do if they were acted on, and sales that were missed until now. */
  private void countFound() {
    jdbc.sql(
            """
            update reconciliation
            set
              raising = (
                select count(*) from drift d
                where d.seller_id = :seller and d.run_id = :run and d.decided_at is null
                  and (d.action = 'push' and d.desired > d.observed or d.action = 'accept' and d.observed > d.believed)),
              zeroing = (
                select count(*) from drift d
                where d.seller_id = :seller and d.run_id = :run and d.decided_at is null
                  and (d.action = 'push' and d.desired = 0 or d.action = 'accept' and d.observed = 0)),
              missed = (
                select count(*) from listing_sale s
                join listing l on l.seller_id = s.seller_id and l.listing_id = s.listing_id
                where s.seller_id = :seller and l.channel_id = :channel and s.counted_at >= :started_at
                  and s.changed_at < orders_seen_until)
            where seller_id = :seller and run_id = :run
            """)
        .param("run", run.id())
        .param("started_at", SqlTimes.toSql(run.startedAt()))
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  private boolean needsApproval() {
    DriftPolicy policy = ReconciliationRows.policy(jdbc, seller, channel);
    record Counts(long drastic, long listings) {}
    Counts counts =
        jdbc.sql(
                """
                select raising + zeroing as drastic, listings from reconciliation
                where seller_id = :seller and run_id = :run
                """)
            .param("seller", seller.value())
            .param("run", run.id())
            .query((row, number) -> new Counts(row.getLong("drastic"), row.getLong("listings")))
            .single();
    return policy.needsApproval(counts.drastic(), counts.listings());
  }
}
