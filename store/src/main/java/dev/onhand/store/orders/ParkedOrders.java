package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.model.Gtin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders with lines parked for a SKU, GTIN or listing that can be sold now. Looked for all the
 * time, so each statement goes from name to name of what is waited for and not from order to order,
 * of which there may be very many for one name. Of very many names a look takes some, and the next
 * one goes on where it ended.
 */
final class ParkedOrders {

  /** How many names of a kind a look takes. */
  static final int NAMES = 2_000;

  /** Where a walk goes on; channel 0 where names are the seller's own. */
  record Name(long channel, String name) {
    static final Name BEFORE_ALL = new Name(0, "");
  }

  private record Walk(SellerId seller, Kind kind) {}

  /** Walks that were not through with all names. */
  private final Map<Walk, Name> reached = new ConcurrentHashMap<>();

  /** Orders of a look, oldest first. */
  List<Long> ready(JdbcClient jdbc, SellerId seller, int limit) {
    Set<Long> orders = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      orders.addAll(look(jdbc, new Walk(seller, kind), limit));
    }
    return orders.stream().limit(limit).toList();
  }

  private List<Long> look(JdbcClient jdbc, Walk walk, int limit) {
    Name from = reached.getOrDefault(walk, Name.BEFORE_ALL);
    List<Long> orders = new ArrayList<>();
    reached.remove(walk);
    jdbc.sql(walk.kind().sql)
        .param("seller", walk.seller().value())
        .param("channel", from.channel())
        .param("name", from.name())
        .param("names", NAMES)
        .param("placeholder", Gtin.PLACEHOLDER.value())
        .param("rows", limit)
        .query(
            row -> {
              long order = row.getLong("order_id");
              if (row.wasNull()) {
                reached.put(walk, new Name(row.getLong("channel_id"), row.getString("name")));
              } else {
                orders.add(order);
              }
            });
    if (orders.size() == limit) {
      reached.put(walk, from); // there may be more of these names
    }
    return orders;
  }

  /**
   * What lines are parked for. Each statement gives orders, and the name at which it ended where
   * there may be further ones.
   */
  enum Kind {
    SKU(
        """
        with recursive wanted (name, place) as (
          (select sku, 1 from order_line
            where seller_id = :seller and parked is not null and sku > :name
            order by sku limit 1)
          union all
          select further.sku, wanted.place + 1
          from wanted
          cross join lateral (
            select sku from order_line
            where seller_id = :seller and parked is not null and sku > wanted.name
            order by sku limit 1) as further
          where wanted.place < :names
        )
        (select oldest.order_id, null as channel_id, null as name
          from wanted
          cross join lateral (
            select 1 from product
            where seller_id = :seller and sku = wanted.name and tracking <> 'placeholder'
            limit 1) as known
          cross join lateral (
            select order_id from order_line
            where seller_id = :seller and sku = wanted.name and parked is not null
            limit :rows) as oldest
          where exists (select 1 from location where seller_id = :seller and sellable)
          order by oldest.order_id
          limit :rows)
        union all
        select null, 0, name from wanted where place = :names
        """),

    /** A GTIN that several products have still says nothing. */
    GTIN(
        """
        with recursive wanted (name, place) as (
          (select gtin, 1 from order_line
            where seller_id = :seller and parked is not null and gtin is not null and gtin > :name
            order by gtin limit 1)
          union all
          select further.gtin, wanted.place + 1
          from wanted
          cross join lateral (
            select gtin from order_line
            where seller_id = :seller and parked is not null and gtin is not null and gtin > wanted.name
            order by gtin limit 1) as further
          where wanted.place < :names
        )
        (select oldest.order_id, null as channel_id, null as name
          from wanted
          cross join lateral (
            select count(*) as products, bool_or(tracking = 'placeholder') as is_placeholder
            from (
              select tracking from product
              where seller_id = :seller and gtin = wanted.name
              limit 2) as p) as known
          cross join lateral (
            select order_id from order_line
            where seller_id = :seller and gtin = wanted.name and parked is not null and gtin is not null
            limit :rows) as oldest
          where known.products = 1 and not known.is_placeholder and wanted.name <> :placeholder
            and exists (select 1 from location where seller_id = :seller and sellable)
          order by oldest.order_id
          limit :rows)
        union all
        select null, 0, name from wanted where place = :names
        """),

    /** By what the channel calls the listing. */
    LISTING(
        """
        with recursive wanted (channel_id, name, place) as (
          (select channel_id, listing, 1 from order_line
            where seller_id = :seller and parked is not null and listing is not null
              and (channel_id, listing) > (:channel, :name)
            order by channel_id, listing limit 1)
          union all
          select further.channel_id, further.listing, wanted.place + 1
          from wanted
          cross join lateral (
            select channel_id, listing from order_line
            where seller_id = :seller and parked is not null and listing is not null
              and (channel_id, listing) > (wanted.channel_id, wanted.name)
            order by channel_id, listing limit 1) as further
          where wanted.place < :names
        )
        (select oldest.order_id, null as channel_id, null as name
          from wanted
          cross join lateral listing_by_name(:seller, wanted.channel_id, wanted.name) as l
          cross join lateral (
            select 1 from product
            where seller_id = :seller and product_id = l.product_id and tracking <> 'placeholder'
            limit 1) as known
          cross join lateral (
            select order_id from order_line
            where seller_id = :seller and channel_id = wanted.channel_id and listing = wanted.name
              and parked is not null
            limit :rows) as oldest
          where exists (select 1 from location where seller_id = :seller and sellable)
          order by oldest.order_id
          limit :rows)
        union all
        select null, channel_id, name from wanted where place = :names
        """),

    /** By the SKU that the listing has there. */
    LISTING_SKU(
        """
        with recursive wanted (channel_id, name, place) as (
          (select channel_id, sku, 1 from order_line
            where seller_id = :seller and parked is not null and listing is not null and sku is not null
              and (channel_id, sku) > (:channel, :name)
            order by channel_id, sku limit 1)
          union all
          select further.channel_id, further.sku, wanted.place + 1
          from wanted
          cross join lateral (
            select channel_id, sku from order_line
            where seller_id = :seller and parked is not null and listing is not null and sku is not null
              and (channel_id, sku) > (wanted.channel_id, wanted.name)
            order by channel_id, sku limit 1) as further
          where wanted.place < :names
        )
        (select oldest.order_id, null as channel_id, null as name
          from wanted
          cross join lateral listing_by_name(:seller, wanted.channel_id, wanted.name) as l
          cross join lateral (
            select 1 from product
            where seller_id = :seller and product_id = l.product_id and tracking <> 'placeholder'
            limit 1) as known
          cross join lateral (
            select order_id from order_line
            where seller_id = :seller and channel_id = wanted.channel_id and sku = wanted.name
              and parked is not null and listing is not null and sku is not null
            limit :rows) as oldest
          where exists (select 1 from location where seller_id = :seller and sellable)
          order by oldest.order_id
          limit :rows)
        union all
        select null, channel_id, name from wanted where place = :names
        """);

    final String sql;

    Kind(String sql) {
      this.sql = sql;
    }
  }
}
