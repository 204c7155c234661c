package dev.onhand.store.verification;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.orders.OrderKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for effects that were recorded twice, by their causes. */
public final class JdbcDuplicates implements Duplicates {

  private static final Cursor START = new Cursor("", "", "", 0, "", -1);

  /**
   * Of orders that are known, the effects on each line are set against what the order has on record
   * for it. What was posted by hand on a line of a purchase order is set against what its receipts
   * leave of what was expected. Of all else, movements that say the same are set against each
   * other.
   */
  private static final String FIND =
      """
      with counted as (
        select cause_reference as reference, cause_kind as kind, coalesce(cause_line, '') as line, product_id, reason,
          quantity, movement_id, cause_line is null as is_lineless,
          case
            when reason = 'sale' then quantity
            when reason = 'sale_return' and key ~ :put_back then -quantity
            else 0 end as fulfilled,
          case when reason = 'sale_return' and key !~ :put_back then quantity else 0 end as returned,
          case when to_place = 'reserved' then quantity when from_place = 'reserved' then -quantity else 0 end as reserved
        from movement
        where seller_id = :seller and cause_reference is not null and cause_reference >= :reference
          and cause_kind <> 'transfer' and reason <> 'reversal'
          -- a line of a purchase order arrives in as many receipts as it takes, each once by its key
          and not (cause_kind in ('purchase_order', 'container') and starts_with(key, 'purchase:'))
          and not exists (
            select 1
            from movement r
            where r.seller_id = :seller and r.reverses = movement.movement_id)
      ),
      of_orders as (
        select g.reference, g.kind, g.line, g.product_id, e.reason, 0::bigint as quantity_of_lineless,
          e.ids, e.quantity, e.expected
        from (
          select reference, kind, line, product_id,
            sum(fulfilled)::bigint as fulfilled, sum(returned)::bigint as returned, sum(reserved)::bigint as reserved,
            array_agg(movement_id order by movement_id) filter (where reason = 'sale') as sales,
            array_agg(movement_id order by movement_id) filter (where returned > 0) as returns,
            array_agg(movement_id order by movement_id) filter (where reserved > 0) as reserves
          from counted
          where kind = 'order'
          group by reference, kind, line, product_id) as g
        cross join lateral (
          select o.order_id
          from channel c
          join sales_order o on o.seller_id = :seller and o.channel_id = c.channel_id
            and o.external_id = substr(g.reference, length(c.code) + 2)
          where c.seller_id = :seller and starts_with(g.reference, c.code || '/')
          limit 1) as o
        cross join lateral (
          select coalesce(sum(fulfilled), 0)::bigint as fulfilled, coalesce(sum(returned), 0)::bigint as returned,
            coalesce(sum(reserved), 0)::bigint as reserved
          from order_doing
          where seller_id = :seller and order_id = o.order_id and line = g.line and product_id = g.product_id) as d
        cross join lateral (
          values
            ('reserve', g.reserves, g.reserved, d.reserved),
            ('sale', g.sales, g.fulfilled, d.fulfilled),
            ('sale_return', g.returns, g.returned, d.returned)
        ) as e (reason, ids, quantity, expected)
        where e.quantity > e.expected
      ),
      of_purchases as (
        select g.reference, g.kind, g.line, g.product_id, 'purchase' as reason, 0::bigint as quantity_of_lineless,
          g.ids, g.quantity, greatest(0, l.expected - l.received) as expected
        from (
          select reference, kind, line, product_id, array_agg(movement_id order by movement_id) as ids,
            sum(quantity)::bigint as quantity
          from counted
          where kind in ('purchase_order', 'container') and reason = 'purchase' and line <> ''
          group by reference, kind, line, product_id) as g
        join purchase_order o on o.seller_id = :seller and o.reference = g.reference and o.kind = g.kind
        join purchase_order_line l on l.seller_id = :seller and l.purchase_order_id = o.purchase_order_id
          and l.line = g.line and l.product_id = g.product_id
        where g.quantity > greatest(0, l.expected - l.received)
      ),
      of_others as (
        select g.reference, g.kind, g.line, g.product_id, g.reason, g.quantity_of_lineless, g.ids, g.quantity, g.expected
        from (
          select reference, kind, line, product_id, reason,
            case when is_lineless then quantity else 0 end as quantity_of_lineless,
            array_agg(movement_id order by movement_id) as ids,
            sum(quantity)::bigint as quantity,
            (array_agg(quantity order by movement_id))[1] as expected
          from counted
          group by reference, kind, line, product_id, reason, case when is_lineless then quantity else 0 end
          having count(*) > 1) as g
        where (g.kind <> 'order' or not exists (
          select 1
          from channel c
          join sales_order o on o.seller_id = :seller and o.channel_id = c.channel_id
            and o.external_id = substr(g.reference, length(c.code) + 2)
          where c.seller_id = :seller and starts_with(g.reference, c.code || '/')))
          and not (g.reason = 'purchase' and exists (
            select 1
            from purchase_order o
            join purchase_order_line l on l.seller_id = :seller and l.purchase_order_id = o.purchase_order_id
              and l.line = g.line and l.product_id = g.product_id
            where o.seller_id = :seller and o.reference = g.reference and o.kind = g.kind))
      )
      select m.reference as cause_reference, m.kind as cause_kind, m.line, m.product_id, p.sku, m.reason,
        m.quantity_of_lineless, m.ids as movement_ids, m.quantity, m.expected
      from (
        select * from of_orders union all select * from of_purchases union all select * from of_others) as m
      join product p on p.seller_id = :seller and p.product_id = m.product_id
      where (m.reference, m.kind, m.line, m.product_id, m.reason, m.quantity_of_lineless)
        > (:reference, :kind, :line, :product, :reason, :quantity)
      order by m.reference, m.kind, m.line, m.product_id, m.reason, m.quantity_of_lineless
      limit :rows
      """;

  private final SellerTransactions transactions;

  public JdbcDuplicates(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Page find(SellerId seller, @Nullable Cursor after, int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException("limit must be from 1 to " + PAGE_MAX + ", not " + limit);
    }
    List<Found> read =
        transactions.call(
            seller, jdbc -> read(jdbc, seller, after == null ? START : after, limit + 1));
    List<Found> shown = read.subList(0, Math.min(limit, read.size()));
    return new Page(
        shown.stream().map(Found::group).toList(),
        read.size() > limit ? shown.getLast().cursor() : null);
  }

  private record Found(Group group, Cursor cursor) {}

  private static List<Found> read(JdbcClient jdbc, SellerId seller, Cursor after, int rows) {
    return jdbc.sql(FIND)
        .param("seller", seller.value())
        .param("put_back", OrderKeys.PUT_BACK)
        .param("reference", after.reference())
        .param("kind", after.kind())
        .param("line", after.line())
        .param("product", after.product())
        .param("reason", after.reason())
        .param("quantity", after.quantity())
        .param("rows", rows)
        .query((row, number) -> found(row))
        .list();
  }

  private static Found found(ResultSet row) throws SQLException {
    String reference = row.getString("cause_reference");
    String kind = row.getString("cause_kind");
    String line = row.getString("line");
    String reason = row.getString("reason");
    long product = row.getLong("product_id");
    Group group =
        new Group(
            new Cause(
                Cause.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                reference,
                line.isEmpty() ? null : line),
            new ProductId(product),
            row.getString("sku"),
            Reason.find(reason).orElseThrow(),
            ids(row),
            row.getLong("quantity"),
            row.getLong("expected"));
    return new Found(
        group,
        new Cursor(reference, kind, line, product, reason, row.getLong("quantity_of_lineless")));
  }

  private static List<MovementId> ids(ResultSet row) throws SQLException {
    List<MovementId> ids = new ArrayList<>();
    for (Long id : (Long[]) Objects.requireNonNull(row.getArray("movement_ids")).getArray()) {
      ids.add(new MovementId(id));
    }
    return ids;
  }
}
