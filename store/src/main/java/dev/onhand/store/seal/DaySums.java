package dev.onhand.store.seal;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What sealed movements add up to by the day, in the table {@code movement_day}: those of all
 * products together, but for products that move much, which have sums of their own from then on.
 * Days are those of the seller's clocks: when these are set to another time zone, it begins anew.
 */
final class DaySums {

  /** What is summed up of a movement, and by what. */
  private static final String SUMS =
      """
      select (m.occurred_at at time zone :zone)::date as day, coalesce(b.product_id, 0) as product_id, m.reason, m.actor,
        coalesce(m.from_location_id, 0) as from_location_id, m.from_place,
        coalesce(m.to_location_id, 0) as to_location_id, m.to_place, count(*) as movements, sum(m.quantity)::bigint as units,
        min(m.occurred_at) as first_at, max(m.occurred_at) as last_at
      from movement m
      left join movement_day_product b
        on b.seller_id = :seller and b.product_id = m.product_id and m.movement_id > b.since_id
      where m.seller_id = :seller
      """;

  private static final String BY = " group by 1, 2, 3, 4, 5, 6, 7, 8";

  private DaySums() {}

  /** Up to where there are sums, and up to where there could be. */
  private record State(
      long cutId,
      long position,
      @Nullable String zone,
      long sealedId,
      long sealedPosition,
      String zoneNow) {

    boolean isOfOtherZone() {
      return zone != null && !zone.equals(zoneNow);
    }

    boolean isWorthIt(int movements) {
      return isOfOtherZone() || sealedPosition - position >= movements && sealedId > cutId;
    }
  }

  /**
   * One bounded piece of work.
   *
   * @param movementsWorthIt with fewer movements to add, nothing is done
   * @param movementsBusy as many of one product among those that are added give it its own sums
   * @return whether there is more to do at once
   */
  static boolean advance(
      JdbcClient jdbc, SellerId seller, int movementsWorthIt, int movementsBusy) {
    if (!state(jdbc, seller).isWorthIt(movementsWorthIt)) {
      return false;
    }
    SealLock.take(jdbc, seller);
    if (state(jdbc, seller).isOfOtherZone()) {
      forget(jdbc, seller);
    }
    State state = state(jdbc, seller);
    JdbcCheckpoints.Run run = JdbcCheckpoints.run(jdbc, seller, state.cutId(), state.sealedId());
    if (!state.isWorthIt(movementsWorthIt) || run.movements() == 0) {
      return false;
    }
    markBusy(jdbc, seller, state.cutId(), run.lastId(), movementsBusy);
    add(jdbc, seller, state, run.lastId());
    moveCut(jdbc, seller, state, run);
    return run.lastId() < state.sealedId();
  }

  private static State state(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select coalesce(c.cut_id, 0) as cut_id, coalesce(c.position, 0) as position, c.time_zone as zone,
              h.sealed_id, h.position as sealed_position, s.time_zone as zone_now
            from seller_head h
            join seller s on s.seller_id = :seller
            left join movement_day_cut c on c.seller_id = :seller
            where h.seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(
            (row, number) ->
                new State(
                    row.getLong("cut_id"),
                    row.getLong("position"),
                    row.getString("zone"),
                    row.getLong("sealed_id"),
                    row.getLong("sealed_position"),
                    row.getString("zone_now")))
        .single();
  }

  private static void markBusy(
      JdbcClient jdbc, SellerId seller, long afterId, long lastId, int movementsBusy) {
    jdbc.sql(
            """
            insert into movement_day_product (seller_id, product_id, since_id)
            select :seller, product_id, :after_id
            from movement
            where seller_id = :seller and movement_id > :after_id and movement_id <= :last_id
            group by product_id
            having count(*) >= :busy
            on conflict (seller_id, product_id) do nothing -- the primary key
            """)
        .param("seller", seller.value())
        .param("after_id", afterId)
        .param("last_id", lastId)
        .param("busy", movementsBusy)
        .update();
  }

  private static void add(JdbcClient jdbc, SellerId seller, State state, long lastId) {
    jdbc.sql(
            """
            insert into movement_day as present (seller_id, day, product_id, reason, actor, from_location_id, from_place,
              to_location_id, to_place, movements, units, first_at, last_at)
            select :seller, day, product_id, reason, actor, from_location_id, from_place,
              to_location_id, to_place, movements, units, first_at, last_at
            from (
            """
                + SUMS
                + " and m.movement_id > :after_id and m.movement_id <= :last_id"
                + BY
                + """
                ) as added
                on conflict (seller_id, day, product_id, reason, actor, from_location_id, from_place, to_location_id, to_place)
                  do update -- the primary key
                set movements = present.movements + excluded.movements, units = present.units + excluded.units,
                  first_at = least(present.first_at, excluded.first_at), last_at = greatest(present.last_at, excluded.last_at)
                """)
        .param("seller", seller.value())
        .param("zone", state.zoneNow())
        .param("after_id", state.cutId())
        .param("last_id", lastId)
        .update();
  }

  private static void moveCut(
      JdbcClient jdbc, SellerId seller, State state, JdbcCheckpoints.Run run) {
    jdbc.sql(
            """
            insert into movement_day_cut (seller_id, cut_id, position, time_zone)
            values (:seller, :cut_id, :position, :zone)
            on conflict (seller_id) do update -- the primary key
            set cut_id = excluded.cut_id, position = excluded.position
            """)
        .param("seller", seller.value())
        .param("cut_id", run.lastId())
        .param("position", state.position() + run.movements())
        .param("zone", state.zoneNow())
        .update();
  }

  /** Removes all, so that it begins anew; reports read the journal until then. */
  static void forget(JdbcClient jdbc, SellerId seller) {
    jdbc.sql("delete from movement_day where seller_id = :seller")
        .param("seller", seller.value())
        .update();
    jdbc.sql("delete from movement_day_product where seller_id = :seller")
        .param("seller", seller.value())
        .update();
    jdbc.sql("delete from movement_day_cut where seller_id = :seller")
        .param("seller", seller.value())
        .update();
  }

  /**
   * Some days.
   *
   * @param from the first of them; null: all before
   * @param until the day after the last of them; null: all since
   */
  record Days(@Nullable LocalDate from, @Nullable LocalDate until) {}

  /** All days there are or could be: by the months of which there are sums. */
  static List<Days> months(JdbcClient jdbc, SellerId seller) {
    List<LocalDate> begins =
        jdbc.sql(
                """
                select distinct date_trunc('month', day)::date as month
                from movement_day
                where seller_id = :seller
                order by month
                """)
            .param("seller", seller.value())
            .query((row, number) -> row.getObject("month", LocalDate.class))
            .list();
    List<Days> months = new ArrayList<>();
    LocalDate from = null;
    for (LocalDate until : begins) {
      months.add(new Days(from, until));
      from = until;
    }
    months.add(new Days(from, null));
    return months;
  }

  /** Which of some days have sums that are not those of their movements, in order. */
  static List<Discrepancy> differences(JdbcClient jdbc, SellerId seller, Days days) {
    Cut cut = cut(jdbc, seller);
    return jdbc.sql(
            """
            with now as (
            """
                + SUMS
                + """
                 and m.movement_id <= :cut_id
                  and m.occurred_at >= coalesce(cast(:from as date)::timestamp at time zone :zone, '-infinity')
                  and m.occurred_at < coalesce(cast(:until as date)::timestamp at time zone :zone, 'infinity')
                """
                + BY
                + """
                ),
                kept as (
                  select day, product_id, reason, actor, from_location_id, from_place, to_location_id, to_place,
                    movements, units, first_at, last_at
                  from movement_day
                  where seller_id = :seller
                    and day >= coalesce(cast(:from as date), '-infinity') and day < coalesce(cast(:until as date), 'infinity')),
                differing as (
                  select day, movements, units, 0 as movements_now, 0 as units_now from (table kept except table now) as gone
                  union all
                  select day, 0, 0, movements, units from (table now except table kept) as missed)
                select day, sum(movements)::bigint as movements, sum(units)::bigint as units,
                  sum(movements_now)::bigint as movements_now, sum(units_now)::bigint as units_now
                from differing
                group by day
                order by day
                """)
        .param("seller", seller.value())
        .param("zone", cut.zone())
        .param("cut_id", cut.id())
        .param("from", days.from())
        .param("until", days.until())
        .query(
            (row, number) ->
                Discrepancy.ofDay(
                    row.getObject("day", LocalDate.class),
                    text(row.getLong("movements"), row.getLong("units")),
                    text(row.getLong("movements_now"), row.getLong("units_now"))))
        .list();
  }

  private static String text(long movements, long units) {
    return "%d movements of %d units".formatted(movements, units);
  }

  /** Up to which movement there are sums, by the days of which clocks. */
  private record Cut(long id, String zone) {}

  private static Cut cut(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql("select cut_id, time_zone from movement_day_cut where seller_id = :seller")
        .param("seller", seller.value())
        .query((row, number) -> new Cut(row.getLong("cut_id"), row.getString("time_zone")))
        .optional()
        .orElse(new Cut(0, "UTC"));
  }
}
