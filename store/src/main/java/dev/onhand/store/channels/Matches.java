package dev.onhand.store.channels;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Listings;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which listing is of which product, and by which names orders mean it. */
final class Matches {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  Matches(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /** All of the channel's that have no product, for products that are newer than their listings. */
  void matchAll(Instant now) {
    match(
        jdbc.sql(
                """
                select listing_id from listing
                where seller_id = :seller and channel_id = :channel and product_id is null and not is_ignored
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .query((row, number) -> row.getLong("listing_id"))
            .list(),
        now);
  }

  /**
   * Matches those listings that have no product: by the product's SKU as the listing's id, by its
   * SKU, then by GTIN where only one product has it.
   */
  void match(List<Long> listings, Instant now) {
    if (listings.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set product_id = found.product_id, matched_by = found.matched_by, matched_at = :at, updated_at = :at, version = l.version + 1
            from (
              select u.listing_id, p.product_id, p.matched_by
              from unnest(:listings) as wanted (listing_id)
              cross join lateral (
                select listing_id, external_id, sku, gtin from listing
                where seller_id = :seller and listing_id = wanted.listing_id and product_id is null and not is_ignored
                offset 0) as u
              cross join lateral (
                select product_id, matched_by
                from (
                  select product_id, 'external_id' as matched_by, 0 as place from product
                  where seller_id = :seller and sku = u.external_id and tracking <> 'placeholder'
                  union all
                  select product_id, 'sku', 1 from product
                  where seller_id = :seller and sku = u.sku and tracking <> 'placeholder'
                  union all
                  select min(product_id), 'gtin', 2 from product
                  where seller_id = :seller and gtin = u.gtin and tracking <> 'placeholder'
                  having count(*) = 1) as candidates
                order by place
                limit 1) as p) as found
            where l.seller_id = :seller and l.listing_id = found.listing_id
            """)
        .param("at", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("listings", listings.toArray(Long[]::new))
        .update();
  }

  Map<String, Listings.Named> byName(Set<String> names) {
    Map<String, Listings.Named> named = new HashMap<>();
    jdbc.sql(
            """
            select wanted.name, l.listing_id, l.product_id, p.sku, l.units, l.matched_by
            from unnest(:names) as wanted (name)
            cross join lateral listing_by_name(:seller, :channel, wanted.name) as l
            left join lateral (
              select sku from product where seller_id = :seller and product_id = l.product_id limit 1) as p on true
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("names", names.toArray(String[]::new))
        .query(
            (row, number) -> {
              long product = row.getLong("product_id");
              Listing.@Nullable Match match =
                  row.wasNull()
                      ? null
                      : new Listing.Match(
                          new ProductId(product),
                          row.getString("sku"),
                          row.getLong("units"),
                          Listing.MatchedBy.find(row.getString("matched_by")).orElseThrow());
              return Map.entry(
                  row.getString("name"), new Listings.Named(row.getLong("listing_id"), match));
            })
        .list()
        .forEach(one -> named.put(one.getKey(), one.getValue()));
    return named;
  }

  /**
   * @return the rows that were changed: 0 or 1
   */
  static int match(
      JdbcClient jdbc,
      SellerId seller,
      long listing,
      @Nullable ProductId product,
      long units,
      Edit edit) {
    return jdbc.sql(
            """
            update listing
            set product_id = :product, units = :units,
              matched_by = case when cast(:product as bigint) is null then null else 'hand' end,
              is_ignored = cast(:product as bigint) is null,
              desired = null, desired_version = desired_version + 1, desired_at = :at,
              refused = null, refused_detail = null, refused_at = null,
              matched_at = :at, drift_id = null, updated_at = :at, version = version + 1
            where seller_id = :seller and listing_id = :listing
              and (cast(:version as bigint) is null or version = :version)
            """)
        .param("product", product == null ? null : product.value(), Types.BIGINT)
        .param("units", units)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("listing", listing)
        .param("version", edit.expectedVersion(), Types.BIGINT)
        .update();
  }
}
