package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the row of one reservation anew from the movements of its line, within a transaction. With
 * the order locked none can be added. How often each kind of movement was made is read from their
 * keys, so that the next one has a key of its own.
 */
final class ReservationRepair {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final Order.Name name;
  private final ReservationBooks.Difference difference;
  private final Instant now;

  ReservationRepair(
      JdbcClient jdbc,
      SellerId seller,
      Order.Name name,
      ReservationBooks.Difference difference,
      Instant now) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.name = name;
    this.difference = difference;
    this.now = now;
  }

  boolean run() {
    OrderSums sums = new OrderSums(jdbc, seller);
    Optional<Long> order = sums.lock(name);
    boolean isRebuilt = order.isPresent() && write(order.get()) == 1;
    order.ifPresent(id -> sums.write(id, now));
    return isRebuilt;
  }

  private static final String FROM_MOVEMENTS =
      """
            with end_of as (
              select m.reason, m.quantity, first.reason as first_reason,
                coalesce(first.key, m.key) as key,
                case when m.to_place = 'reserved' and m.to_location_id = :location then m.quantity
                  when m.from_place = 'reserved' and m.from_location_id = :location then -m.quantity
                  else 0 end as reserved,
                case when m.reverses is null then 1 else -1 end as sign,
                m.from_location_id = :location or m.to_location_id = :location as is_here
              from movement m
              left join movement first on first.seller_id = :seller and first.movement_id = m.reverses
              where m.seller_id = :seller and m.product_id = :product
                and (m.cause_reference = :reference and m.cause_kind = 'order' and m.cause_line = :line
                  or m.reverses in (
                    select movement_id from movement
                    where seller_id = :seller and cause_reference = :reference and cause_kind = 'order'
                      and cause_line = :line and product_id = :product))
            ),
            planned as (
              select *,
                regexp_match(key, '/(reserve|release|fulfil|put_back)/[0-9]+@[0-9]+/([0-9]+)(?:[.][0-9]+)?$') as effect,
                regexp_match(key, '/return@([0-9]+)/[0-9]+@[0-9]+/([0-9]+)(?:[.][0-9]+)?$') as returned
              from end_of
              where starts_with(key, 'order:') or starts_with(key, 'order#') or starts_with(key, :mending)
            ),
            sum_of as (
              select coalesce(sum(reserved), 0)::bigint as reserved,
                greatest(0, coalesce(sum(sign * quantity) filter (where is_here and effect[1] = 'fulfil'), 0)
                  - coalesce(sum(sign * quantity) filter (where is_here and effect[1] = 'put_back'), 0))::bigint as fulfilled,
                coalesce(sum(sign * quantity) filter (where returned[1]::bigint = :location), 0)::bigint as returned,
                coalesce(max(effect[2]::integer) filter (where is_here and effect[1] = 'reserve'), 0) as reserves,
                coalesce(max(effect[2]::integer) filter (where is_here and effect[1] = 'release'), 0) as releases,
                coalesce(max(effect[2]::integer) filter (where is_here and effect[1] = 'fulfil'), 0) as fulfils,
                coalesce(max(effect[2]::integer) filter (where is_here and effect[1] = 'put_back'), 0) as put_backs,
                coalesce(max(returned[2]::integer) filter (where returned[1]::bigint = :location), 0) as returns
              from planned
            )
            insert into order_doing (seller_id, order_id, line, product_id, location_id, place, factor,
              reserved, reserved_since, fulfilled, returned, reserves, fulfils, releases, returns, put_backs)
            select :seller, :order, l.line, :product, :location,
              (select coalesce(max(place), -1) + 1 from order_doing
                where seller_id = :seller and order_id = :order and line = l.line),
              coalesce((select units from order_component
                where seller_id = :seller and order_id = :order and line = l.line and product_id = :product), 1),
              s.reserved, case when s.reserved > 0 then cast(:now as timestamptz) end,
              s.fulfilled, least(s.returned, s.fulfilled), s.reserves, s.fulfils, s.releases, s.returns, s.put_backs
            from order_line l
            cross join sum_of s
            where l.seller_id = :seller and l.order_id = :order and l.line = :line and s.reserved >= 0
            on conflict (seller_id, order_id, line, product_id, location_id) do update
            set reserved = excluded.reserved,
              reserved_since = case when excluded.reserved > 0
                then coalesce(order_doing.reserved_since, excluded.reserved_since) end,
              reserves = greatest(order_doing.reserves, excluded.reserves),
              fulfils = greatest(order_doing.fulfils, excluded.fulfils),
              releases = greatest(order_doing.releases, excluded.releases),
              returns = greatest(order_doing.returns, excluded.returns),
              put_backs = greatest(order_doing.put_backs, excluded.put_backs)
            """;

  private int write(long order) {
    return jdbc.sql(FROM_MOVEMENTS)
        .param("seller", seller.value())
        .param("order", order)
        .param("reference", difference.reference())
        .param("line", difference.line())
        .param("product", difference.product().value())
        .param("location", difference.location().value())
        .param("mending", ReservationBooks.MENDING_PREFIX)
        .param("now", SqlTimes.toSql(now))
        .update();
  }
}
