package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders with units missing that are free now. Looked for all the time, so the statement goes from
 * product to product of what is missing, and not from order to order. What no units are free for is
 * not looked at any further. Of very many products a look takes some, and the next one goes on
 * where it ended.
 */
final class Backorders {

  /** A look at so many products takes a tenth of a second. */
  private static final int PRODUCTS = 10_000;

  private final int products;

  /** The product at which a walk goes on that was not through with all. */
  private final Map<SellerId, Long> reached = new ConcurrentHashMap<>();

  Backorders() {
    this(PRODUCTS);
  }

  /**
   * @param products how many a look takes
   */
  Backorders(int products) {
    this.products = products;
  }

  static final String SQL =
      """
      with recursive wanted (product_id, place) as (
        (select product_id, 1 from order_component
          where seller_id = :seller and missing > 0 and product_id > :product
          order by product_id limit 1)
        union all
        select further.product_id, wanted.place + 1
        from wanted
        cross join lateral (
          select product_id from order_component
          where seller_id = :seller and missing > 0 and product_id > wanted.product_id
          order by product_id limit 1) as further
        where wanted.place < :products
      )
      (select first.order_id, null as product_id
      from wanted
      cross join lateral (
        select p.product_id
        from product p
        join location l on l.seller_id = :seller and l.sellable
        left join stock_level s on s.seller_id = :seller
          and s.product_id = p.product_id and s.location_id = l.location_id
        where p.seller_id = :seller and p.product_id = wanted.product_id
          and coalesce(
            coalesce(s.available, 0) > case when s.product_id is null then p.floor else s.floor end, true)
        limit 1) as there
      cross join lateral (
        select m.order_id, m.priority, m.missing_since
        from order_component m
        cross join lateral (
          select coalesce(c.sourcing, s.sourcing) as sourcing
          from sales_order o
          join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
          join seller s on s.seller_id = :seller
          where o.seller_id = :seller and o.order_id = m.order_id
          limit 1) as rule
        where m.seller_id = :seller and m.product_id = there.product_id and m.missing > 0
          -- what is not to be split waits for the location where it was begun
          and (rule.sourcing <> 'first_with_stock'
            or not exists (
              select 1 from order_doing d
              where d.seller_id = :seller and d.order_id = m.order_id and d.line = m.line
                and d.product_id = m.product_id and d.reserved > 0)
            or exists (
              select 1 from order_doing d
              join stock_level s on s.seller_id = :seller
                and s.product_id = d.product_id and s.location_id = d.location_id
              join location l on l.seller_id = :seller and l.location_id = d.location_id and l.sellable
              where d.seller_id = :seller and d.order_id = m.order_id and d.line = m.line
                and d.product_id = m.product_id and d.reserved > 0
                and coalesce(s.available > s.floor, true)))
        order by m.priority desc, m.missing_since, m.order_id, m.line
        limit :rows) as first
      order by first.priority desc, first.missing_since, first.order_id
      limit :rows)
      union all
      select null, product_id from wanted where place = :products
      """;

  /** Orders of a look: by priority, then who waited longest. */
  List<Long> ready(JdbcClient jdbc, SellerId seller, int limit) {
    long from = reached.getOrDefault(seller, 0L);
    List<Long> orders = new ArrayList<>();
    reached.remove(seller);
    jdbc.sql(SQL)
        .param("seller", seller.value())
        .param("product", from)
        .param("products", products)
        .param("rows", limit)
        .query(
            row -> {
              long order = row.getLong("order_id");
              if (row.wasNull()) {
                reached.put(seller, row.getLong("product_id"));
              } else {
                orders.add(order);
              }
            });
    if (orders.size() == limit) {
      reached.put(seller, from); // there may be more of these products
    }
    return orders;
  }
}
