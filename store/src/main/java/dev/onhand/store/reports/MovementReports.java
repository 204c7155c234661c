package dev.onhand.store.reports;

import static dev.onhand.engine.access.Scope.STOCK_READ;
import static dev.onhand.engine.reports.Report.Filter.ACTOR;
import static dev.onhand.engine.reports.Report.Filter.CHANNEL;
import static dev.onhand.engine.reports.Report.Filter.LOCATION;
import static dev.onhand.engine.reports.Report.Filter.PERIOD;
import static dev.onhand.engine.reports.Report.Filter.REASON;
import static dev.onhand.engine.reports.Report.Filter.SKU;
import static dev.onhand.store.reports.ReportStatement.day;
import static dev.onhand.store.reports.ReportStatement.decimal;
import static dev.onhand.store.reports.ReportStatement.number;
import static dev.onhand.store.reports.ReportStatement.text;
import static dev.onhand.store.reports.ReportStatement.time;

import dev.onhand.engine.reports.Report;
import java.util.EnumSet;
import java.util.List;

/** What moved. */
final class MovementReports {

  /**
   * How often a movement's units change what is on hand at the location that is asked for, or at
   * all: 1, -1, or not.
   */
  private static final String SIGN =
      """
      (case when m.to_location_id is not null and m.to_place <> 'in_transit'
        and (cast(:location as bigint) is null or m.to_location_id = :location) then 1 else 0 end
      - case when m.from_location_id is not null and m.from_place <> 'in_transit'
        and (cast(:location as bigint) is null or m.from_location_id = :location) then 1 else 0 end)
      """;

  /** The movements that are asked for, and by how much each changed what is on hand. */
  private static final String MOVED =
      """
      with moved as not materialized (
        select m.product_id, m.movement_id, m.quantity, m.reason, m.quantity *
      """
          + SIGN
          + """
          as change
        from movement m
        where m.seller_id = :seller and m.movement_id > :before and m.occurred_at >= :from and m.occurred_at < :until
          and (cast(:product as bigint) is null or m.product_id = :product)
          and (cast(:location as bigint) is null or m.from_location_id = :location or m.to_location_id = :location)
          and (cast(:reason as text) is null or m.reason = :reason)
          and (cast(:actor as text) is null or m.actor = :actor)
          and (cast(:channel as text) is null
            or m.cause_kind = 'order' and starts_with(m.cause_reference, :channel || '/')))
      """;

  /** Of sums or movements what is asked for, and by how much it changed what is on hand. */
  private static final String OF_PIECES =
      """
          m.units *
      """
          + SIGN
          + """
          as change
        from piece m
        where (cast(:location as bigint) is null or m.from_location_id = :location or m.to_location_id = :location)
          and (cast(:reason as text) is null or m.reason = :reason)
          and (cast(:actor as text) is null or m.actor = :actor))
      """;

  /**
   * The same of the first products that moved, as many as rows are wanted, or of all where these
   * are more than a page or an answer has: of those that move much and have sums of their own the
   * sums, and what came before and after these movement by movement. Each step is looked up by the
   * one before, so that none grows with another where what is planned is far from what there is.
   */
  private static final String MOVED_OF_SHOWN =
      MOVED
          + """
          , shown as (
            select p.product_id
            from product p
            where p.seller_id = :seller and exists (select from moved m where m.product_id = p.product_id)
            order by p.sku
            limit :rows),
          busy as (
            select b.product_id, b.since_id
            from movement_day_product b
            where b.seller_id = :seller and :summed > 0 and (cast(:product as bigint) is null or b.product_id = :product)
              and (:rows > 100000 or b.product_id in (select product_id from shown))),
          piece as (
            select d.product_id, d.reason, d.actor, d.movements, d.units,
              nullif(d.from_location_id, 0) as from_location_id, d.from_place,
              nullif(d.to_location_id, 0) as to_location_id, d.to_place
            from movement_day d
            where d.seller_id = :seller and d.day between :first_day and :last_day
              and d.product_id in (select product_id from busy)),
          part as (
            select m.product_id, m.reason, m.movements, m.units,
          """
          + OF_PIECES
          + """
          , one as (
            select product_id, reason, movements, units, change from part
            union all
            select plain.product_id, m.reason, 1, m.quantity, m.change
            from (select product_id from shown except select product_id from busy) as plain
            cross join lateral (
              select m.reason, m.quantity, m.change from moved m where m.product_id = plain.product_id offset 0) as m
            where :rows <= 100000
            union all
            select m.product_id, m.reason, 1, m.quantity, m.change
            from moved m
            where :rows > 100000 and not exists (select from busy b where b.product_id = m.product_id)
            union all
            select m.product_id, m.reason, 1, m.quantity, m.change
            from busy b
            join moved m on m.product_id = b.product_id and m.movement_id > :summed
            union all
            select m.product_id, m.reason, 1, m.quantity, m.change
            from busy b
            join moved m on m.product_id = b.product_id and m.movement_id <= b.since_id),
          summed as materialized (
            select m.product_id, m.reason, sum(m.movements)::bigint as movements, sum(m.units)::bigint as units,
              sum(greatest(m.change, 0))::bigint as units_in, sum(greatest(-m.change, 0))::bigint as units_out,
              sum(m.change)::bigint as change
            from one m
            group by m.product_id, m.reason)
          """;

  /**
   * The same by days: of what is summed up the sums, which leave or come into stock as each of
   * their movements does, and what came later movement by movement.
   */
  private static final String MOVED_BY_DAY =
      """
      with piece as (
        select d.day, d.reason, d.actor, d.movements, d.units, d.first_at, d.last_at,
          nullif(d.from_location_id, 0) as from_location_id, d.from_place,
          nullif(d.to_location_id, 0) as to_location_id, d.to_place
        from movement_day d
        where d.seller_id = :seller and :summed > 0 and d.day between :first_day and :last_day
          and (cast(:product as bigint) is null or d.product_id = :product)
        union all
        select (m.occurred_at at time zone :zone)::date, m.reason, m.actor, 1, m.quantity, m.occurred_at, m.occurred_at,
          m.from_location_id, m.from_place, m.to_location_id, m.to_place
        from movement m
        where m.seller_id = :seller and m.movement_id > greatest(:before,
            case
              when cast(:product as bigint) is null then :summed
              else (select :summed from movement_day_product b where b.seller_id = :seller and b.product_id = :product)
            end)
          and m.occurred_at >= :from and m.occurred_at < :until
          and (cast(:product as bigint) is null or m.product_id = :product)
          and (cast(:channel as text) is null
            or m.cause_kind = 'order' and starts_with(m.cause_reference, :channel || '/'))
        union all
        select (m.occurred_at at time zone :zone)::date, m.reason, m.actor, 1, m.quantity, m.occurred_at, m.occurred_at,
          m.from_location_id, m.from_place, m.to_location_id, m.to_place
        from movement m
        where m.seller_id = :seller and :summed > 0 and m.product_id = :product and m.movement_id > :before
          and m.movement_id <= (
            select b.since_id from movement_day_product b where b.seller_id = :seller and b.product_id = :product)
          and m.occurred_at >= :from and m.occurred_at < :until),
      moved as (
        select m.day, m.reason, m.actor, m.movements, m.units, m.first_at, m.last_at,
      """
          + OF_PIECES;

  private static final ReportStatement MOVEMENTS =
      new ReportStatement(
          Report.table(
              "stock-movements",
              "Stock movements",
              "Which products moved, and why: for each product and reason how often, how many units,"
                  + " and what became of on hand. By when it happened.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL, REASON, ACTOR),
              text("sku", "SKU"),
              text("name", "Name"),
              text("reason", "Why"),
              number("movements", "Movements"),
              number("units", "Units moved"),
              number("units_in", "Into stock"),
              number("units_out", "Out of stock"),
              number("change", "Change of on hand")),
          MOVED_OF_SHOWN
              + """
              select p.sku, p.name, m.reason, m.movements, m.units, m.units_in, m.units_out, m.change
              from summed m
              join product p on p.seller_id = :seller and p.product_id = m.product_id
              order by p.sku, m.reason
              """);

  private static final ReportStatement BY_DAY =
      new ReportStatement(
          Report.table(
                  "movements-by-day",
                  "Movements by day",
                  "How much moved on each day: units that came into stock and left it, and of these"
                      + " what was sold and what came back. Days without a movement are left out.",
                  STOCK_READ,
                  EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL, REASON, ACTOR),
                  day("day", "Day"),
                  number("movements", "Movements"),
                  number("units_in", "Into stock"),
                  number("units_out", "Out of stock"),
                  number("change", "Change of on hand"),
                  number("units_sold", "Sold"),
                  number("units_returned", "Came back"))
              .drawn("day", "units_in", "units_out"),
          MOVED_BY_DAY
              + """
              select m.day, sum(m.movements)::bigint as movements,
                sum(greatest(m.change, 0))::bigint as units_in, sum(greatest(-m.change, 0))::bigint as units_out,
                sum(m.change)::bigint as change,
                coalesce(sum(m.units) filter (where m.reason = 'sale'), 0)::bigint as units_sold,
                coalesce(sum(m.units) filter (where m.reason = 'sale_return'), 0)::bigint as units_returned
              from moved m
              group by m.day
              order by m.day
              """);

  private static final ReportStatement BY_REASON =
      new ReportStatement(
          Report.table(
                  "movements-by-reason",
                  "Movements by reason",
                  "Why stock moved on each day: for each reason how often, how many units, and what"
                      + " became of on hand. Reserving and releasing leave on hand as it is. Days"
                      + " without a movement are left out.",
                  STOCK_READ,
                  EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL, REASON, ACTOR),
                  day("day", "Day"),
                  text("reason", "Why"),
                  number("movements", "Movements"),
                  number("units", "Units moved"),
                  number("change", "Change of on hand"))
              .drawnBy("reason", "day", "change"),
          MOVED_BY_DAY
              + """
              select m.day, m.reason, sum(m.movements)::bigint as movements,
                sum(m.units)::bigint as units, sum(m.change)::bigint as change
              from moved m
              group by m.day, m.reason
              order by m.day, m.reason
              """);

  private static final ReportStatement ACTIVITY =
      new ReportStatement(
          Report.table(
              "admin-activity",
              "Who moved stock",
              "Who recorded which movements, how many, and when first and last. What people did to"
                  + " the set-up is in the audit.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, CHANNEL, REASON, ACTOR),
              text("actor", "Who"),
              text("reason", "Why"),
              number("movements", "Movements"),
              number("units", "Units moved"),
              number("change", "Change of on hand"),
              time("first_at", "First"),
              time("last_at", "Last")),
          MOVED_BY_DAY
              + """
              select m.actor, m.reason, sum(m.movements)::bigint as movements, sum(m.units)::bigint as units,
                sum(m.change)::bigint as change, min(m.first_at) as first_at, max(m.last_at) as last_at
              from moved m
              group by m.actor, m.reason
              order by m.actor, movements desc, m.reason
              """);

  private static final ReportStatement SHRINKAGE =
      new ReportStatement(
          Report.table(
              "shrinkage",
              "Shrinkage",
              "Units that were lost: damaged or expired, missing or stolen, and what counts found to"
                  + " be less or more. Lost is all of these less what was found. Movements that were"
                  + " reversed are left out.",
              STOCK_READ,
              EnumSet.of(PERIOD, SKU, LOCATION, ACTOR),
              text("sku", "SKU"),
              text("name", "Name"),
              number("spoilt", "Damaged or expired"),
              number("missing", "Missing or stolen"),
              number("counted_less", "Counted less"),
              number("counted_more", "Counted more"),
              number("found", "Found again"),
              number("lost", "Lost"),
              number("units_sold", "Sold"),
              decimal("percent_of_sold", "Lost, % of sold")),
          MOVED
              + """
              , lost as (
                select m.product_id,
                  coalesce(sum(m.quantity) filter (
                    where m.reason in ('damage', 'expired', 'quality_control', 'scrap')), 0)::bigint as spoilt,
                  coalesce(sum(m.quantity) filter (
                    where m.reason in ('lost_missing', 'theft', 'transfer_lost')), 0)::bigint as missing,
                  coalesce(sum(m.quantity) filter (
                    where m.reason = 'stock_count_correction_minus'), 0)::bigint as counted_less,
                  coalesce(sum(m.quantity) filter (
                    where m.reason = 'stock_count_correction'), 0)::bigint as counted_more,
                  coalesce(sum(m.quantity) filter (where m.reason = 'recovery_found'), 0)::bigint as found
                from moved m
                where m.reason in ('damage', 'expired', 'quality_control', 'scrap', 'lost_missing', 'theft', 'transfer_lost',
                    'stock_count_correction', 'stock_count_correction_minus', 'recovery_found')
                  and not exists (
                    select from movement r where r.seller_id = :seller and r.reverses = m.movement_id)
                group by m.product_id),
              shown as (
                select p.product_id, p.sku, p.name, l.spoilt, l.missing, l.counted_less, l.counted_more, l.found,
                  l.spoilt + l.missing + l.counted_less - l.counted_more - l.found as lost
                from lost l
                join product p on p.seller_id = :seller and p.product_id = l.product_id
                order by lost desc, p.sku
                limit :rows),
              sold as (
                select m.product_id, sum(m.quantity)::bigint as units
                from moved m
                where m.reason = 'sale' and m.product_id in (select product_id from shown)
                  and not exists (
                    select from movement r where r.seller_id = :seller and r.reverses = m.movement_id)
                group by m.product_id)
              select l.sku, l.name, l.spoilt, l.missing, l.counted_less, l.counted_more, l.found, l.lost,
                coalesce(s.units, 0) as units_sold, round(100.0 * l.lost / s.units, 2) as percent_of_sold
              from shown l
              left join sold s on s.product_id = l.product_id
              order by l.lost desc, l.sku
              """);

  static final List<ReportStatement> ALL =
      List.of(MOVEMENTS, BY_DAY, BY_REASON, ACTIVITY, SHRINKAGE);

  private MovementReports() {}
}
