package dev.onhand.store.reports;

import static dev.onhand.engine.access.Scope.ORDERS_READ;
import static dev.onhand.engine.access.Scope.STOCK_READ;
import static dev.onhand.engine.reports.Report.Filter.CHANNEL;
import static dev.onhand.engine.reports.Report.Filter.LOCATION;
import static dev.onhand.engine.reports.Report.Filter.PERIOD;
import static dev.onhand.engine.reports.Report.Filter.SKU;
import static dev.onhand.store.reports.ReportStatement.day;
import static dev.onhand.store.reports.ReportStatement.decimal;
import static dev.onhand.store.reports.ReportStatement.number;
import static dev.onhand.store.reports.ReportStatement.text;
import static dev.onhand.store.reports.ReportStatement.time;

import dev.onhand.engine.reports.Report;
import java.util.EnumSet;
import java.util.List;

/** What there is, how long it lasts, and when there was too little. */
final class StockReports {

  private static final ReportStatement VALUATION =
      new ReportStatement(
          Report.table(
              "valuation",
              "Valuation by units",
              "What is there now, by product and location, and its share of all units that are asked"
                  + " for. Onhand knows no prices: multiply the units by yours.",
              STOCK_READ,
              EnumSet.of(SKU, LOCATION),
              text("sku", "SKU"),
              text("name", "Name"),
              text("location", "Location"),
              number("on_hand", "On hand"),
              number("available", "Available"),
              number("reserved", "Reserved"),
              number("unavailable", "Unavailable"),
              number("in_transit", "In transit"),
              decimal("percent", "% of on hand")),
          """
          with level as not materialized (
            select s.product_id, s.location_id, s.available, s.reserved, s.in_transit,
              s.damaged + s.quality_control + s.set_aside as unavailable,
              s.available + s.reserved + s.damaged + s.quality_control + s.set_aside as on_hand
            from stock_level s
            where s.seller_id = :seller
              and (cast(:product as bigint) is null or s.product_id = :product)
              and (cast(:location as bigint) is null or s.location_id = :location))
          select p.sku, p.name, l.code as location, s.on_hand, s.available, s.reserved, s.unavailable, s.in_transit,
            round(100.0 * s.on_hand / nullif((select sum(on_hand) from level), 0), 2) as percent
          from level s
          join product p on p.seller_id = :seller and p.product_id = s.product_id
          join location l on l.seller_id = :seller and l.location_id = s.location_id
          where (s.on_hand, s.available, s.reserved, s.unavailable, s.in_transit) <> (0, 0, 0, 0, 0)
          order by s.on_hand desc, p.sku, l.code
          """);

  /**
   * Units by when they came: as if the oldest always left first, so what is there is what came
   * last. The window says how many units came later than the oldest of each receipt.
   */
  private static final ReportStatement AGEING =
      new ReportStatement(
          Report.table(
                  "ageing",
                  "Ageing and dead stock",
                  "How long what is on hand has been there, as if the oldest units always left first:"
                      + " Onhand does not follow single units. Dead: of more than 180 days, and none"
                      + " sold for as long; slow: so for 90 days. All locations together, as units"
                      + " move between them.",
                  STOCK_READ,
                  EnumSet.of(SKU),
                  text("sku", "SKU"),
                  text("name", "Name"),
                  number("on_hand", "On hand"),
                  number("to_30_days", "To 30 days"),
                  number("to_90_days", "31 to 90"),
                  number("to_180_days", "91 to 180"),
                  number("to_365_days", "181 to 365"),
                  number("older", "Older"),
                  time("last_received_at", "Last came"),
                  time("last_sold_at", "Last sold"),
                  text("pace", "Pace"))
              .drawn("sku", "to_30_days", "to_90_days", "to_180_days", "to_365_days", "older"),
          """
          with held as (
            select s.product_id,
              sum(s.available + s.reserved + s.damaged + s.quality_control + s.set_aside)::bigint as on_hand
            from stock_level s
            where s.seller_id = :seller and (cast(:product as bigint) is null or s.product_id = :product)
            group by s.product_id
            having sum(s.available + s.reserved + s.damaged + s.quality_control + s.set_aside) > 0),
          came as (
            select m.product_id, m.occurred_at, m.quantity, h.on_hand,
              (sum(m.quantity) over (partition by m.product_id order by m.occurred_at desc, m.movement_id desc))::bigint
                - m.quantity as later
            from movement m
            join held h on h.product_id = m.product_id
            where m.seller_id = :seller and m.from_location_id is null and m.to_location_id is not null),
          layer as (
            select product_id, occurred_at, least(quantity, on_hand - later) as units,
              width_bucket(occurred_at, (
                select array_agg(cast(:now as timestamptz) - days * interval '24 hours' order by days desc)
                from unnest(array[30, 90, 180, 365]) as days)) as age
            from came
            where on_hand > later),
          aged as (
            select product_id,
              coalesce(sum(units) filter (where age = 4), 0)::bigint as to_30_days,
              coalesce(sum(units) filter (where age = 3), 0)::bigint as to_90_days,
              coalesce(sum(units) filter (where age = 2), 0)::bigint as to_180_days,
              coalesce(sum(units) filter (where age = 1), 0)::bigint as to_365_days,
              coalesce(sum(units) filter (where age = 0), 0)::bigint as older,
              max(occurred_at) as last_received_at
            from layer
            group by product_id),
          shown as (
            select h.product_id, p.sku, p.name, h.on_hand, a.to_30_days, a.to_90_days, a.to_180_days, a.to_365_days,
              a.older, a.last_received_at
            from held h
            join product p on p.seller_id = :seller and p.product_id = h.product_id
            left join aged a on a.product_id = h.product_id
            order by coalesce(a.older, 0) desc, coalesce(a.to_365_days, 0) desc, h.on_hand desc, p.sku
            limit :rows),
          sold as (
            select m.product_id, max(m.occurred_at) as last_sold_at
            from movement m
            where m.seller_id = :seller and m.reason = 'sale' and m.product_id in (select product_id from shown)
            group by m.product_id)
          select a.sku, a.name, a.on_hand, a.to_30_days, a.to_90_days, a.to_180_days, a.to_365_days,
            a.older, a.last_received_at, s.last_sold_at,
            case
              when greatest(a.last_received_at, s.last_sold_at) < cast(:now as timestamptz) - interval '180 days' then 'dead'
              when greatest(a.last_received_at, s.last_sold_at) < cast(:now as timestamptz) - interval '90 days' then 'slow'
              else 'moving'
            end as pace
          from shown a
          left join sold s on s.product_id = a.product_id
          order by coalesce(a.older, 0) desc, coalesce(a.to_365_days, 0) desc, a.on_hand desc, a.sku
          """);

  private static final ReportStatement COVER =
      new ReportStatement(
          Report.table(
              "days-of-cover",
              "Days of cover",
              "For how many days what is available lasts, if it sells on as in the period: units sold"
                  + " in it (less sales that were reversed), divided by its days. What open purchase"
                  + " orders bring is shown beside it and not counted.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL),
              text("sku", "SKU"),
              text("name", "Name"),
              number("available", "Available"),
              number("incoming", "Incoming"),
              number("units_sold", "Sold"),
              decimal("sold_per_day", "Sold a day"),
              decimal("days_of_cover", "Days of cover"),
              day("lasts_until", "Lasts until")),
          """
          with sold as (
            select m.product_id, sum(m.quantity) as units
            from movement m
            where m.seller_id = :seller and m.reason = 'sale'
              and m.movement_id > :before and m.occurred_at >= :from and m.occurred_at < :until
              and (cast(:product as bigint) is null or m.product_id = :product)
              and (cast(:location as bigint) is null or m.from_location_id = :location)
              and (cast(:channel as text) is null
                or m.cause_kind = 'order' and starts_with(m.cause_reference, :channel || '/'))
              and not exists (
                select from movement r where r.seller_id = :seller and r.reverses = m.movement_id)
            group by m.product_id),
          held as (
            select s.product_id, sum(s.available) as available
            from stock_level s
            where s.seller_id = :seller
              and (cast(:product as bigint) is null or s.product_id = :product)
              and (cast(:location as bigint) is null or s.location_id = :location)
            group by s.product_id),
          coming as (
            select l.product_id, sum(l.incoming) as units
            from purchase_order_line l
            where l.seller_id = :seller and l.incoming > 0
              and (cast(:location as bigint) is null or l.location_id = :location)
            group by l.product_id)
          select p.sku, p.name, coalesce(h.available, 0)::bigint as available, coalesce(c.units, 0)::bigint as incoming,
            coalesce(s.units, 0)::bigint as units_sold, round(coalesce(s.units, 0) / :days, 2) as sold_per_day,
            round(greatest(h.available, 0) * :days / s.units, 1) as days_of_cover,
            case when h.available * :days / s.units < 36500
              then cast(:today as date) + floor(greatest(h.available, 0) * :days / s.units)::integer end as lasts_until
          from product p
          left join sold s on s.product_id = p.product_id
          left join held h on h.product_id = p.product_id
          left join coming c on c.product_id = p.product_id
          where p.seller_id = :seller and (s.units > 0 or h.available > 0)
          order by days_of_cover nulls last, p.sku
          """);

  private static final ReportStatement STOCK_OUTS =
      new ReportStatement(
          Report.table(
              "stock-outs",
              "Stock-outs",
              "When a product had nothing available any more at a location, why, and until when, by"
                  + " when it was recorded: those that began in the period. No end: it lasts.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION),
              text("sku", "SKU"),
              text("name", "Name"),
              text("location", "Location"),
              time("began_at", "Began"),
              time("ended_at", "Ended"),
              decimal("hours", "Hours"),
              text("reason", "Why"),
              text("cause", "Cause")),
          """
          with turn as (
            select m.product_id, m.from_location_id as location_id, m.movement_id, m.recorded_at, true as is_out, m.reason,
              m.cause_reference
            from movement m
            where m.seller_id = :seller and m.recorded_at >= :from and m.from_place = 'available'
              and m.from_after <= 0 and m.from_after + m.quantity > 0
              and (cast(:product as bigint) is null or m.product_id = :product)
              and (cast(:location as bigint) is null or m.from_location_id = :location)
            union all
            select m.product_id, m.to_location_id, m.movement_id, m.recorded_at, false, null, null
            from movement m
            where m.seller_id = :seller and m.recorded_at >= :from and m.to_place = 'available'
              and m.to_after > 0 and m.to_after - m.quantity <= 0
              and (cast(:product as bigint) is null or m.product_id = :product)
              and (cast(:location as bigint) is null or m.to_location_id = :location)),
          spell as (
            select t.*, lead(t.recorded_at) over (partition by t.product_id, t.location_id order by t.movement_id) as ended_at
            from turn t)
          select p.sku, p.name, l.code as location, s.recorded_at as began_at, s.ended_at,
            round(extract(epoch from coalesce(s.ended_at, :now) - s.recorded_at) / 3600, 1) as hours, s.reason,
            s.cause_reference as cause
          from spell s
          join product p on p.seller_id = :seller and p.product_id = s.product_id and p.tracking = 'tracked'
          join location l on l.seller_id = :seller and l.location_id = s.location_id
          where s.is_out and s.recorded_at < :until
          order by s.movement_id desc
          """);

  private static final ReportStatement BELOW_ZERO =
      new ReportStatement(
          Report.table(
              "below-zero",
              "Below zero",
              "Movements that took more than was available, by when they were recorded: facts such as"
                  + " a shipment, and pre-orders within a floor. Which floor was in force then is not"
                  + " known.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL),
              time("at", "At"),
              text("sku", "SKU"),
              text("name", "Name"),
              text("location", "Location"),
              text("reason", "Why"),
              text("cause", "Cause"),
              number("units_short", "Units short"),
              number("available_after", "Available then"),
              text("actor", "Who")),
          """
          select m.recorded_at as at, p.sku, p.name, l.code as location, m.reason, m.cause_reference as cause,
            least(m.quantity, -m.from_after) as units_short, m.from_after as available_after, m.actor
          from movement m
          join product p on p.seller_id = :seller and p.product_id = m.product_id and p.tracking = 'tracked'
          join location l on l.seller_id = :seller and l.location_id = m.from_location_id
          where m.seller_id = :seller and m.recorded_at >= :from and m.recorded_at < :until
            and m.from_place = 'available' and m.from_after < 0
            and (cast(:product as bigint) is null or m.product_id = :product)
            and (cast(:location as bigint) is null or m.from_location_id = :location)
            and (cast(:channel as text) is null
              or m.cause_kind = 'order' and starts_with(m.cause_reference, :channel || '/'))
          order by m.movement_id desc
          """);

  private static final ReportStatement OVERSELLS =
      new ReportStatement(
          Report.table(
              "oversells",
              "Oversold orders",
              "Orders of which more was sold than there was: when units were first missing, how many"
                  + " at most, and how many still are. Those that began in the period.",
              ORDERS_READ,
              EnumSet.of(PERIOD, CHANNEL),
              text("channel", "Channel"),
              text("order", "Order"),
              time("since", "Since"),
              number("units_ordered", "Ordered"),
              number("missing_most", "Missing, at most"),
              number("missing_now", "Missing now"),
              text("status", "Status")),
          """
          with short as (
            select g.order_id, min(g.recorded_at) as since, max(g.missing) as missing_most
            from order_log g
            where g.seller_id = :seller and g.missing > 0
            group by g.order_id)
          select c.code as channel, o.external_id as order, s.since, o.units_ordered, s.missing_most,
            o.units_missing as missing_now, o.received_status as status
          from short s
          join sales_order o on o.seller_id = :seller and o.order_id = s.order_id
          join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
          where s.since >= :from and s.since < :until and (cast(:channel as text) is null or c.code = :channel)
          order by s.since desc, o.order_id desc
          """);

  static final List<ReportStatement> ALL =
      List.of(VALUATION, COVER, AGEING, STOCK_OUTS, OVERSELLS, BELOW_ZERO);

  private StockReports() {}
}
