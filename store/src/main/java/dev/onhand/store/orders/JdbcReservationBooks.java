package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Excess;
import dev.onhand.core.order.Order;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.verification.JdbcFindings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reservations and their movements on PostgreSQL. */
public final class JdbcReservationBooks implements ReservationBooks {

  private static final int ORDERS_A_STATEMENT = 500;

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcReservationBooks(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Totals totals(SellerId seller) {
    return transactions.snapshot(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select
                      (select coalesce(sum(reserved), 0)::bigint from stock_level where seller_id = :seller) as units,
                      coalesce(sum(reserved), 0)::bigint as for_orders, count(*) as open_rows
                    from order_doing
                    where seller_id = :seller and reserved > 0
                    """)
                .param("seller", seller.value())
                .query(
                    (row, number) ->
                        new Totals(
                            row.getLong("units"),
                            row.getLong("for_orders"),
                            row.getLong("open_rows")))
                .single());
  }

  /** A movement that reverses one counts for the cause of that one. */
  @Override
  public List<Difference> differences(SellerId seller, ProductSpan span) {
    return transactions.snapshot(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    with moved as (
                      select caused.cause_reference as reference, caused.cause_line as line, end_of.product_id, end_of.location_id,
                        sum(end_of.units)::bigint as moved, max(end_of.movement_id) as last_movement
                      from (
                        select movement_id, product_id, reverses, key, cause_kind, cause_reference, cause_line,
                          case when to_place = 'reserved' then to_location_id else from_location_id end as location_id,
                          case when to_place = 'reserved' then quantity else -quantity end as units
                        from movement
                        where seller_id = :seller and product_id > :after and product_id <= :last
                          and (to_place = 'reserved' or from_place = 'reserved')) as end_of
                      left join movement first on first.seller_id = :seller and first.movement_id = end_of.reverses
                      cross join lateral (
                        select
                          case when end_of.reverses is null then end_of.key else first.key end as key,
                          case when end_of.reverses is null then end_of.cause_kind else first.cause_kind end as cause_kind,
                          case when end_of.reverses is null then end_of.cause_reference else first.cause_reference end
                            as cause_reference,
                          case when end_of.reverses is null then end_of.cause_line else first.cause_line end
                            as cause_line) as caused
                      where caused.cause_kind = 'order' and caused.cause_line is not null
                        and (starts_with(caused.key, 'order:') or starts_with(caused.key, 'order#')
                          or starts_with(caused.key, :mending))
                      group by caused.cause_reference, caused.cause_line, end_of.product_id, end_of.location_id
                    ),
                    held as (
                      select c.code || '/' || o.external_id as reference, d.line, d.product_id, d.location_id,
                        sum(d.reserved)::bigint as held
                      from order_doing d
                      join sales_order o on o.seller_id = :seller and o.order_id = d.order_id
                      join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
                      where d.seller_id = :seller and d.reserved > 0 and d.product_id > :after and d.product_id <= :last
                      group by c.code, o.external_id, d.line, d.product_id, d.location_id
                    )
                    select reference, line, product_id, location_id,
                      coalesce(held, 0) as held, coalesce(moved, 0) as moved, last_movement
                    from held
                    full join moved using (reference, line, product_id, location_id)
                    where coalesce(held, 0) <> coalesce(moved, 0)
                    order by product_id, location_id, reference, line
                    """)
                .param("seller", seller.value())
                .param("after", span.after())
                .param("last", span.last())
                .param("mending", MENDING_PREFIX)
                .query((row, number) -> difference(jdbc, seller, row))
                .list());
  }

  private static Difference difference(JdbcClient jdbc, SellerId seller, ResultSet row)
      throws SQLException {
    String reference = row.getString("reference");
    String line = row.getString("line");
    return new Difference(
        reference,
        line,
        new ProductId(row.getLong("product_id")),
        new LocationId(row.getLong("location_id")),
        row.getLong("held"),
        row.getLong("moved"),
        movement(row),
        order(jdbc, seller, reference, line));
  }

  private static @Nullable MovementId movement(ResultSet row) throws SQLException {
    Long id = row.getObject("last_movement", Long.class);
    return id == null ? null : new MovementId(id);
  }

  /** A channel's code may hold a slash itself. */
  private static Order.@Nullable Name order(
      JdbcClient jdbc, SellerId seller, String reference, String line) {
    return jdbc.sql(
            """
            select c.code, o.external_id
            from channel c
            join sales_order o on o.seller_id = :seller and o.channel_id = c.channel_id
              and o.external_id = substr(:reference, length(c.code) + 2)
            join order_line l on l.seller_id = :seller and l.order_id = o.order_id and l.line = :line
            where c.seller_id = :seller and starts_with(:reference, c.code || '/')
            order by c.code
            limit 1
            """)
        .param("seller", seller.value())
        .param("reference", reference)
        .param("line", line)
        .query((row, number) -> new Order.Name(row.getString("code"), row.getString("external_id")))
        .optional()
        .orElse(null);
  }

  @Override
  public List<LevelDifference> levels(SellerId seller, ProductSpan span) {
    return transactions.snapshot(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    with moved as (
                      select end_of.product_id, end_of.location_id, sum(end_of.units)::bigint as moved,
                        coalesce(sum(end_of.units) filter (
                          where caused.cause_kind = 'order' and caused.cause_line is not null
                            and (starts_with(caused.key, 'order:') or starts_with(caused.key, 'order#')
                              or starts_with(caused.key, :mending))), 0)::bigint as for_orders,
                        max(end_of.movement_id) as last_movement
                      from (
                        select movement_id, product_id, reverses, key, cause_kind, cause_line,
                          case when to_place = 'reserved' then to_location_id else from_location_id end as location_id,
                          case when to_place = 'reserved' then quantity else -quantity end as units
                        from movement
                        where seller_id = :seller and product_id > :after and product_id <= :last
                          and (to_place = 'reserved' or from_place = 'reserved')) as end_of
                      left join movement first on first.seller_id = :seller and first.movement_id = end_of.reverses
                      cross join lateral (
                        select
                          case when end_of.reverses is null then end_of.key else first.key end as key,
                          case when end_of.reverses is null then end_of.cause_kind else first.cause_kind end as cause_kind,
                          case when end_of.reverses is null then end_of.cause_line else first.cause_line end
                            as cause_line) as caused
                      group by end_of.product_id, end_of.location_id
                    ),
                    stored as (
                      select product_id, location_id, reserved
                      from stock_level
                      where seller_id = :seller and product_id > :after and product_id <= :last
                    )
                    select product_id, location_id, coalesce(reserved, 0) as stored, coalesce(moved, 0) as moved,
                      coalesce(for_orders, 0) as for_orders, last_movement
                    from stored
                    full join moved using (product_id, location_id)
                    where coalesce(reserved, 0) <> coalesce(moved, 0) or coalesce(moved, 0) < coalesce(for_orders, 0)
                    order by product_id, location_id
                    """)
                .param("seller", seller.value())
                .param("after", span.after())
                .param("last", span.last())
                .param("mending", MENDING_PREFIX)
                .query(
                    (row, number) ->
                        new LevelDifference(
                            new ProductId(row.getLong("product_id")),
                            new LocationId(row.getLong("location_id")),
                            row.getLong("stored"),
                            row.getLong("moved"),
                            row.getLong("for_orders"),
                            movement(row)))
                .list());
  }

  @Override
  public List<SumDifference> sums(SellerId seller) {
    return transactions.call(seller, jdbc -> new OrderSums(jdbc, seller).differing());
  }

  @Override
  public boolean sumAnew(SellerId seller, Order.Name order) {
    Instant now = clock.instant();
    return transactions.call(
        seller,
        jdbc -> {
          OrderSums sums = new OrderSums(jdbc, seller);
          Optional<Long> id = sums.lock(order);
          id.ifPresent(found -> sums.write(found, now));
          return id.isPresent();
        });
  }

  /** What orders want is theirs to say, so they are read as they are planned against. */
  @Override
  public List<Stale> stale(SellerId seller, Instant now) {
    List<Long> ids =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select distinct order_id from order_doing
                        where seller_id = :seller and reserved > 0
                        order by order_id
                        """)
                    .param("seller", seller.value())
                    .query((row, number) -> row.getLong("order_id"))
                    .list());
    List<Stale> found = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += ORDERS_A_STATEMENT) {
      List<Long> some = ids.subList(from, Math.min(ids.size(), from + ORDERS_A_STATEMENT));
      for (Order order : orders(seller, some)) {
        Excess.of(order, now)
            .forEach(
                excess ->
                    found.add(
                        new Stale(
                            order,
                            excess.line(),
                            excess.product(),
                            excess.held(),
                            excess.wanted())));
      }
    }
    return found;
  }

  private List<Order> orders(SellerId seller, List<Long> ids) {
    return transactions.snapshot(
        seller,
        jdbc ->
            transactions.onConnection(
                seller, connection -> OrderReads.orders(connection, seller, ids)));
  }

  @Override
  public boolean rebuild(SellerId seller, Difference difference, LevelAudit.Author author) {
    Order.Name name = difference.order();
    Instant now = clock.instant();
    return name != null
        && transactions.call(
            seller,
            jdbc -> {
              boolean isRebuilt = new ReservationRepair(jdbc, seller, name, difference, now).run();
              if (isRebuilt) {
                JdbcFindings.insert(
                    jdbc, seller, List.of(Discrepancy.reservation(difference, true)), author, now);
              }
              return isRebuilt;
            });
  }
}
