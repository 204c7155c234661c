package dev.onhand.store.reports;

import static dev.onhand.engine.access.Scope.ORDERS_READ;
import static dev.onhand.engine.reports.Report.Filter.CHANNEL;
import static dev.onhand.engine.reports.Report.Filter.PERIOD;
import static dev.onhand.store.reports.ReportStatement.day;
import static dev.onhand.store.reports.ReportStatement.decimal;
import static dev.onhand.store.reports.ReportStatement.number;
import static dev.onhand.store.reports.ReportStatement.text;

import dev.onhand.engine.reports.Report;
import java.util.EnumSet;
import java.util.List;

/** How channels do. */
final class ChannelReports {

  private static final ReportStatement PERFORMANCE =
      new ReportStatement(
          Report.table(
                  "channel-performance",
                  "Channels compared",
                  "What each channel sold in orders that came in the period, what of it is shipped, came"
                      + " back or is missing; and how its listings were told: pushes, how they ended, and"
                      + " the seconds to the answer (half of them took less). Onhand knows no prices.",
                  ORDERS_READ,
                  EnumSet.of(PERIOD, CHANNEL),
                  text("channel", "Channel"),
                  number("orders", "Orders"),
                  number("units_ordered", "Units ordered"),
                  number("units_shipped", "Shipped"),
                  number("units_returned", "Came back"),
                  number("units_missing", "Missing"),
                  decimal("percent_returned", "Came back, %"),
                  number("listings", "Listings"),
                  number("pushes", "Pushes"),
                  number("pushes_applied", "Applied"),
                  number("pushes_refused", "Refused"),
                  number("pushes_not_known", "Not known"),
                  decimal("push_seconds", "Seconds, median"),
                  number("differences", "Differences found"))
              .drawn("channel", "units_ordered", "units_shipped", "units_returned"),
          """
          with bought as (
            select o.channel_id, count(*) as orders, sum(o.units_ordered)::bigint as units_ordered,
              sum(o.units_fulfilled)::bigint as units_shipped, sum(o.units_missing)::bigint as units_missing
            from sales_order o
            where o.seller_id = :seller and o.created_at >= :from and o.created_at < :until
            group by o.channel_id),
          returned as (
            select o.channel_id, sum(n.returned)::bigint as units_returned
            from sales_order o
            join order_doing n on n.seller_id = :seller and n.order_id = o.order_id and n.returned > 0
            where o.seller_id = :seller and o.created_at >= :from and o.created_at < :until
            group by o.channel_id),
          pushed as (
            select a.channel_id, count(*) as pushes, count(*) filter (where a.outcome = 'applied') as pushes_applied,
              count(*) filter (where a.outcome = 'refused') as pushes_refused,
              count(*) filter (where a.outcome = 'unconfirmed') as pushes_not_known,
              percentile_cont(0.5) within group (order by extract(epoch from a.answered_at - a.sent_at)::double precision)
                as push_seconds
            from push_attempt a
            where a.seller_id = :seller and a.sent_at >= :from and a.sent_at < :until
            group by a.channel_id),
          listed as (
            select l.channel_id, count(*) as listings from listing l where l.seller_id = :seller group by l.channel_id),
          differing as (
            select d.channel_id, count(*) as differences from drift d
            where d.seller_id = :seller and d.found_at >= :from and d.found_at < :until
            group by d.channel_id)
          select c.code as channel, coalesce(b.orders, 0) as orders, coalesce(b.units_ordered, 0) as units_ordered,
            coalesce(b.units_shipped, 0) as units_shipped, coalesce(r.units_returned, 0) as units_returned,
            coalesce(b.units_missing, 0) as units_missing,
            round(100.0 * coalesce(r.units_returned, 0) / nullif(b.units_shipped, 0), 2) as percent_returned,
            coalesce(l.listings, 0) as listings, coalesce(p.pushes, 0) as pushes,
            coalesce(p.pushes_applied, 0) as pushes_applied, coalesce(p.pushes_refused, 0) as pushes_refused,
            coalesce(p.pushes_not_known, 0) as pushes_not_known, round(p.push_seconds::numeric, 2) as push_seconds,
            coalesce(d.differences, 0) as differences
          from channel c
          left join bought b on b.channel_id = c.channel_id
          left join returned r on r.channel_id = c.channel_id
          left join pushed p on p.channel_id = c.channel_id
          left join listed l on l.channel_id = c.channel_id
          left join differing d on d.channel_id = c.channel_id
          where c.seller_id = :seller and (cast(:channel as text) is null or c.code = :channel)
          order by orders desc, c.code
          """);

  private static final ReportStatement CALLS =
      new ReportStatement(
          Report.table(
                  "channel-calls",
                  "Calls of channels",
                  "How often channels were called, what for, and how often they did not answer as they"
                      + " should. Days are in UTC.",
                  ORDERS_READ,
                  EnumSet.of(PERIOD, CHANNEL),
                  day("day", "Day"),
                  text("channel", "Channel"),
                  text("purpose", "What for"),
                  number("calls", "Calls"),
                  number("failed", "Failed"))
              .drawnBy("channel", "day", "calls"),
          """
          select n.day, c.code as channel, n.purpose, n.calls, n.failed
          from channel_calls n
          join channel c on c.seller_id = :seller and c.channel_id = n.channel_id
          where n.seller_id = :seller and n.day between :first_day and :last_day
            and (cast(:channel as text) is null or c.code = :channel)
          order by n.day, c.code, n.purpose
          """);

  private static final ReportStatement ACCURACY =
      new ReportStatement(
          Report.table(
                  "channel-accuracy",
                  "Accuracy of listings",
                  "Of the listings that reconciliations looked at on each day, how many showed what they"
                      + " were believed to. What was under way at that moment is no difference.",
                  ORDERS_READ,
                  EnumSet.of(PERIOD, CHANNEL),
                  day("day", "Day"),
                  text("channel", "Channel"),
                  number("reconciliations", "Reconciliations"),
                  number("listings", "Listings looked at"),
                  number("differing", "Differing"),
                  number("missing", "Not shown"),
                  decimal("percent", "Accurate, %"))
              .drawnBy("channel", "day", "percent"),
          """
          select (r.finished_at at time zone :zone)::date as day, c.code as channel, count(*) as reconciliations,
            sum(r.listings)::bigint as listings, sum(r.differing)::bigint as differing, sum(r.missing)::bigint as missing,
            round(100.0 - 100.0 * sum(r.differing + r.missing) / nullif(sum(r.listings + r.missing), 0), 2) as percent
          from reconciliation r
          join channel c on c.seller_id = :seller and c.channel_id = r.channel_id
          where r.seller_id = :seller and r.finished_at >= :from and r.finished_at < :until
            and (cast(:channel as text) is null or c.code = :channel)
          group by day, c.code
          order by day, c.code
          """);

  static final List<ReportStatement> ALL = List.of(PERFORMANCE, CALLS, ACCURACY);

  private ChannelReports() {}
}
