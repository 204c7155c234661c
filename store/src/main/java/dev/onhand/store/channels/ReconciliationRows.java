package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads reconciliations, differences, and what follows from them. */
final class ReconciliationRows {

  private ReconciliationRows() {}

  static Optional<Reconciliation> find(JdbcClient jdbc, SellerId seller, long run) {
    return read(jdbc, seller, null, true, run, PageRequest.first(1)).stream().findFirst();
  }

  static Slice<Reconciliation> list(
      JdbcClient jdbc,
      SellerId seller,
      @Nullable String channel,
      boolean withHourly,
      PageRequest page) {
    return Slice.of(page, read(jdbc, seller, channel, withHourly, null, page));
  }

  private static List<Reconciliation> read(
      JdbcClient jdbc,
      SellerId seller,
      @Nullable String channel,
      boolean withHourly,
      @Nullable Long run,
      PageRequest page) {
    IndexPlans.ofEachQuestion(jdbc);
    return jdbc.sql(
            """
            select r.run_id, c.code, r.purpose, r.actor, r.state, r.asked_at, r.started_at, r.finished_at, r.listings,
              r.equal, r.pending, r.in_flight, r.differing, r.missing, r.unmatched, r.raising, r.zeroing, r.missed,
              (select count(*) from drift d
                where d.seller_id = r.seller_id and d.run_id = r.run_id and d.decided_at is null) as open
            from (
              (select *
              from reconciliation
              where seller_id = :seller and run_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (:with_hourly or purpose <> 'hourly')
                and (cast(:run as bigint) is null or run_id = :run)
              order by run_id desc
              limit :rows)
              union all
              (select *
              from reconciliation
              where seller_id = :seller and run_id > cast(:before as bigint)
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (:with_hourly or purpose <> 'hourly')
                and (cast(:run as bigint) is null or run_id = :run)
              order by run_id
              limit :rows)) as r
            join channel c on c.seller_id = r.seller_id and c.channel_id = r.channel_id
            order by case when cast(:before as bigint) is null then -r.run_id else r.run_id end
            """)
        .param("seller", seller.value())
        .param("channel", channel, Types.VARCHAR)
        .param("with_hourly", withHourly)
        .param("run", run, Types.BIGINT)
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> reconciliation(row))
        .list();
  }

  private static Reconciliation reconciliation(ResultSet row) throws SQLException {
    return new Reconciliation(
        row.getLong("run_id"),
        row.getString("code"),
        Reconciliation.Purpose.find(row.getString("purpose")).orElseThrow(),
        row.getString("actor"),
        Reconciliation.State.find(row.getString("state")).orElseThrow(),
        SqlTimes.get(row, "asked_at"),
        SqlTimes.getOrNull(row, "started_at"),
        SqlTimes.getOrNull(row, "finished_at"),
        counts(row));
  }

  private static Reconciliation.Counts counts(ResultSet row) throws SQLException {
    return new Reconciliation.Counts(
        row.getLong("listings"),
        row.getLong("equal"),
        row.getLong("pending"),
        row.getLong("in_flight"),
        row.getLong("differing"),
        row.getLong("missing"),
        row.getLong("unmatched"),
        row.getLong("raising"),
        row.getLong("zeroing"),
        row.getLong("missed"),
        row.getLong("open"));
  }

  static Map<Long, Reconciliation.Counts> last(JdbcClient jdbc, SellerId seller) {
    Map<Long, Reconciliation.Counts> last = new HashMap<>();
    jdbc.sql(
            """
            select a.channel_id, r.*,
              (select count(*) from drift d
                where d.seller_id = :seller and d.run_id = r.run_id and d.decided_at is null) as open
            from channel_account a
            cross join lateral (
              select run_id, listings, equal, pending, in_flight, differing, missing, unmatched, raising, zeroing, missed
              from reconciliation
              where seller_id = :seller and channel_id = a.channel_id and finished_at is not null
              order by run_id desc
              limit 1) as r
            where a.seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(
            row -> {
              last.put(row.getLong("channel_id"), counts(row));
            });
    return last;
  }

  static Optional<Difference> difference(JdbcClient jdbc, SellerId seller, long id) {
    Difference.Filter any = new Difference.Filter(null, null, false);
    return differences(jdbc, seller, any, id, PageRequest.first(1)).stream().findFirst();
  }

  static Slice<Difference> differences(
      JdbcClient jdbc, SellerId seller, Difference.Filter filter, PageRequest page) {
    return Slice.of(page, differences(jdbc, seller, filter, null, page));
  }

  private static List<Difference> differences(
      JdbcClient jdbc,
      SellerId seller,
      Difference.Filter filter,
      @Nullable Long id,
      PageRequest page) {
    IndexPlans.ofEachQuestion(jdbc);
    return jdbc.sql(
            """
            select d.drift_id, d.run_id, c.code, d.listing_id, l.external_id, l.title, p.sku, d.desired, d.believed,
              d.observed, d.cause, d.found_at, d.action, d.decided_at, d.decided_by, d.settled_at, d.settled_by, d.movement_id, d.notes
            from (
              (select *
              from drift
              where seller_id = :seller and drift_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (cast(:run as bigint) is null or run_id = :run)
                and (not :is_open or decided_at is null)
                and (cast(:id as bigint) is null or drift_id = :id)
              order by drift_id desc
              limit :rows)
              union all
              (select *
              from drift
              where seller_id = :seller and drift_id > cast(:before as bigint)
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (cast(:run as bigint) is null or run_id = :run)
                and (not :is_open or decided_at is null)
                and (cast(:id as bigint) is null or drift_id = :id)
              order by drift_id
              limit :rows)) as d
            join channel c on c.seller_id = d.seller_id and c.channel_id = d.channel_id
            join listing l on l.seller_id = d.seller_id and l.listing_id = d.listing_id
            left join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
            order by case when cast(:before as bigint) is null then -d.drift_id else d.drift_id end
            """)
        .param("seller", seller.value())
        .param("channel", filter.channel(), Types.VARCHAR)
        .param("run", filter.run(), Types.BIGINT)
        .param("is_open", filter.isOpen())
        .param("id", id, Types.BIGINT)
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> difference(row))
        .list();
  }

  private static Difference difference(ResultSet row) throws SQLException {
    return new Difference(
        row.getLong("drift_id"),
        row.getObject("run_id", Long.class),
        row.getString("code"),
        row.getLong("listing_id"),
        row.getString("external_id"),
        row.getString("title"),
        row.getString("sku"),
        row.getObject("desired", Long.class),
        row.getObject("believed", Long.class),
        row.getObject("observed", Long.class),
        Drift.find(row.getString("cause")).orElseThrow(),
        SqlTimes.get(row, "found_at"),
        DriftPolicy.Action.find(row.getString("action")).orElseThrow(),
        SqlTimes.getOrNull(row, "decided_at"),
        row.getString("decided_by"),
        SqlTimes.getOrNull(row, "settled_at"),
        row.getString("settled_by"),
        row.getObject("movement_id", Long.class),
        row.getString("notes"));
  }

  static DriftPolicy policy(JdbcClient jdbc, SellerId seller, long channel) {
    return jdbc.sql(
            """
            select edited_on_channel, accepted_not_applied, unknown, approve_above, approve_percent
            from reconciliation_policy
            where seller_id = :seller and channel_id = :channel
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) ->
                new DriftPolicy(
                    action(row, "edited_on_channel"),
                    action(row, "accepted_not_applied"),
                    action(row, "unknown"),
                    row.getLong("approve_above"),
                    row.getInt("approve_percent")))
        .optional()
        .orElse(DriftPolicy.USUAL);
  }

  private static DriftPolicy.Action action(ResultSet row, String column) throws SQLException {
    return DriftPolicy.Action.find(row.getString(column)).orElseThrow();
  }
}
