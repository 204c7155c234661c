package dev.onhand.store.reports;

import static dev.onhand.engine.access.Scope.STOCK_READ;
import static dev.onhand.engine.reports.Report.Filter.ACTOR;
import static dev.onhand.engine.reports.Report.Filter.LOCATION;
import static dev.onhand.engine.reports.Report.Filter.PERIOD;
import static dev.onhand.engine.reports.Report.Filter.SKU;
import static dev.onhand.store.reports.ReportStatement.day;
import static dev.onhand.store.reports.ReportStatement.decimal;
import static dev.onhand.store.reports.ReportStatement.number;
import static dev.onhand.store.reports.ReportStatement.text;
import static dev.onhand.store.reports.ReportStatement.time;

import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.Report.Column;
import dev.onhand.engine.reports.Report.Kind;
import java.util.EnumSet;
import java.util.List;

/** What top-ups and counts found. */
final class CountReports {

  /**
   * What counts found, by product, and nobody took back: the numbers are those of the moment of the
   * count, and not of the approval, before which units may have come and gone.
   */
  private static final String COUNTED =
      """
      with counted as (
        select v.entry, v.batch_id, v.product_id, v.location_id, i.units - i.change as expected, i.units as counted,
          i.change as variance, v.pending_orders, v.actor, v.notes, v.at
        from standing_count v
        join stock_batch_line i on i.seller_id = :seller and i.batch_id = v.batch_id and i.product_id = v.product_id
        where v.seller_id = :seller
          and v.at >= :from and v.at < :until
          and (cast(:product as bigint) is null or v.product_id = :product)
          and (cast(:location as bigint) is null or v.location_id = :location)
          and (cast(:actor as text) is null or v.actor = :actor))
      """;

  private static final ReportStatement VERIFICATIONS =
      new ReportStatement(
          Report.table(
              "verifications",
              "Top-ups and counts",
              "Batches that were opened in the period: what they are of, how far they came, how many"
                  + " products they changed and left as they were, and by how many units.",
              STOCK_READ,
              EnumSet.of(PERIOD, LOCATION, ACTOR),
              new Column("batch", "Batch", Kind.BATCH),
              text("kind", "Kind"),
              text("location", "Location"),
              text("state", "State"),
              text("opened_by", "Opened by"),
              time("opened_at", "Opened"),
              time("ended_at", "Ended"),
              number("products", "Products"),
              number("posted", "Posted"),
              number("changed", "Changed"),
              number("unchanged", "Unchanged"),
              number("units_up", "Units up"),
              number("units_down", "Units down")),
          """
          select b.batch_id as batch, b.kind, l.code as location, b.state, b.opened_by, b.opened_at, b.ended_at,
            n.products, n.posted, n.changed, n.unchanged, n.units_up, n.units_down
          from stock_batch b
          join location l on l.seller_id = :seller and l.location_id = b.location_id
          cross join lateral (
            select count(*) as products, count(i.posted_at) as posted,
              count(*) filter (where i.change <> 0) as changed, count(*) filter (where i.change = 0) as unchanged,
              coalesce(sum(i.change) filter (where i.change > 0), 0)::bigint as units_up,
              coalesce(-sum(i.change) filter (where i.change < 0), 0)::bigint as units_down
            from stock_batch_line i
            where i.seller_id = :seller and i.batch_id = b.batch_id) as n
          where b.seller_id = :seller and b.opened_at >= :from and b.opened_at < :until
            and (cast(:location as bigint) is null or b.location_id = :location)
            and (cast(:actor as text) is null or b.opened_by = :actor)
          order by b.batch_id desc
          """);

  private static final ReportStatement VARIANCES =
      new ReportStatement(
          Report.table(
              "count-variances",
              "Variances of counts",
              "What counts found beside what the books said at the moment of the count, with the"
                  + " orders that waited then. By when it was approved; what was undone is left out.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, ACTOR),
              time("at", "At"),
              new Column("batch", "Batch", Kind.BATCH),
              text("sku", "SKU"),
              text("name", "Name"),
              text("location", "Location"),
              number("expected", "Expected"),
              number("counted", "Counted"),
              number("variance", "Variance"),
              decimal("percent", "Variance, %"),
              number("pending_orders", "Orders waiting"),
              text("actor", "Who"),
              text("notes", "Notes")),
          COUNTED
              + """
              select c.at, c.batch_id as batch, p.sku, p.name, l.code as location, c.expected, c.counted, c.variance,
                round(100.0 * c.variance / nullif(c.expected, 0), 2) as percent, c.pending_orders, c.actor, c.notes
              from counted c
              join product p on p.seller_id = :seller and p.product_id = c.product_id
              join location l on l.seller_id = :seller and l.location_id = c.location_id
              order by c.entry desc
              """);

  private static final ReportStatement ACCURACY =
      new ReportStatement(
          Report.table(
                  "stock-accuracy",
                  "Accuracy of stock",
                  "How often the books were right, by the days on which counts were approved: the share"
                      + " of counted products that were exact (inventory record accuracy, IRA), and of"
                      + " units. What was not counted is not in it, nor what was undone.",
                  STOCK_READ,
                  EnumSet.of(PERIOD, SKU, LOCATION, ACTOR),
                  day("day", "Day"),
                  number("counted", "Counted"),
                  number("exact", "Exact"),
                  decimal("ira_percent", "IRA, %"),
                  number("units_expected", "Units expected"),
                  number("units_counted", "Units counted"),
                  number("net_variance", "Net variance"),
                  number("absolute_variance", "Absolute variance"),
                  decimal("units_percent", "Units right, %"))
              .drawn("day", "ira_percent", "units_percent"),
          COUNTED
              + """
              select (c.at at time zone :zone)::date as day, count(*) as counted,
                count(*) filter (where c.variance = 0) as exact,
                round(100.0 * count(*) filter (where c.variance = 0) / count(*), 2) as ira_percent,
                sum(c.expected)::bigint as units_expected, sum(c.counted)::bigint as units_counted,
                sum(c.variance)::bigint as net_variance, sum(abs(c.variance))::bigint as absolute_variance,
                round(greatest(0, 100 - 100.0 * sum(abs(c.variance)) / nullif(sum(c.expected), 0)), 2) as units_percent
              from counted c
              group by day
              order by day
              """);

  static final List<ReportStatement> ALL = List.of(VERIFICATIONS, VARIANCES, ACCURACY);

  private CountReports() {}
}
