package dev.onhand.store.stock;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.StockFilter;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which products are on a page of stock. Without a wish, and with one that many products fulfil,
 * products are walked by SKU and looked at one by one; those below their floor are few, and so are
 * those that run low and those of a small location: they are found first, and only they are put in
 * order.
 */
final class StockPages {

  /** Beyond every character: what a prefix is followed by at most. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private static final String AFTER =
      """
      select p.product_id
      from product p
      where p.seller_id = :seller and p.sku > :sku
        and (cast(:prefix as text) is null
          or (p.sku_folded >= :prefix and p.sku_folded < :end)
          or (p.name_folded >= :prefix and p.name_folded < :end))
        and (cast(:location as bigint) is null
          or exists (
            select from stock_level s
            where s.seller_id = :seller and s.product_id = p.product_id and s.location_id = :location
            offset 0))
      order by p.sku
      limit :rows
      """;

  private static final String BEFORE =
      """
      select p.product_id
      from product p
      where p.seller_id = :seller and p.sku < :sku
        and (cast(:prefix as text) is null
          or (p.sku_folded >= :prefix and p.sku_folded < :end)
          or (p.name_folded >= :prefix and p.name_folded < :end))
        and (cast(:location as bigint) is null
          or exists (
            select from stock_level s
            where s.seller_id = :seller and s.product_id = p.product_id and s.location_id = :location
            offset 0))
      order by p.sku desc
      limit :rows
      """;

  /** Of a location that has no more of them all levels are looked at. */
  private static final int FEW = 2_000;

  private static final String OF_FEW_AFTER =
      """
      select p.product_id
      from unnest(:few) as few (product_id)
      cross join lateral (
        select product_id, sku, sku_folded, name_folded
        from product
        where seller_id = :seller and product_id = few.product_id
        limit 1
      ) as p
      where p.sku > :sku
        and (cast(:prefix as text) is null
          or (p.sku_folded >= :prefix and p.sku_folded < :end)
          or (p.name_folded >= :prefix and p.name_folded < :end))
      order by p.sku
      limit :rows
      """;

  private static final String OF_FEW_BEFORE =
      """
      select p.product_id
      from unnest(:few) as few (product_id)
      cross join lateral (
        select product_id, sku, sku_folded, name_folded
        from product
        where seller_id = :seller and product_id = few.product_id
        limit 1
      ) as p
      where p.sku < :sku
        and (cast(:prefix as text) is null
          or (p.sku_folded >= :prefix and p.sku_folded < :end)
          or (p.name_folded >= :prefix and p.name_folded < :end))
      order by p.sku desc
      limit :rows
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final PageRequest page;

  StockPages(JdbcClient jdbc, SellerId seller, PageRequest page) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.page = page;
  }

  /** Ids of products in the order they are read: by SKU, backwards if the page is. */
  List<Long> products(StockFilter filter, @Nullable Long location) {
    String prefix = filter.prefix();
    Set<Long> few = few(filter, location);
    JdbcClient.StatementSpec statement =
        few == null
            ? jdbc.sql(page.backwards() ? BEFORE : AFTER)
            : jdbc.sql(page.backwards() ? OF_FEW_BEFORE : OF_FEW_AFTER)
                .param("few", few.toArray(Long[]::new));
    return statement
        .param("seller", seller.value())
        .param("sku", cursorSku())
        .param("prefix", prefix, Types.VARCHAR)
        .param("end", prefix == null ? null : prefix + LAST, Types.VARCHAR)
        .param("location", location, Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  /** Those that a page can have, where they are few; null: they are not. */
  private @Nullable Set<Long> few(StockFilter filter, @Nullable Long location) {
    Set<Long> few = null;
    if (filter.belowFloor()) {
      few = belowFloor(location);
    }
    if (filter.runningLow()) {
      few = both(few, runningLow(location));
    }
    if (location != null && !filter.belowFloor() && (few != null || levels(location) <= FEW)) {
      few = both(few, at(location, few));
    }
    return few;
  }

  private static Set<Long> both(@Nullable Set<Long> one, Set<Long> other) {
    if (one != null) {
      other.retainAll(one);
    }
    return other;
  }

  private Set<Long> belowFloor(@Nullable Long location) {
    return jdbc.sql(
            """
            select product_id from stock_level
            where seller_id = :seller and below_floor_since is not null
              and (cast(:location as bigint) is null or location_id = :location)
            """)
        .param("seller", seller.value())
        .param("location", location, Types.BIGINT)
        .query((row, number) -> row.getLong(1))
        .set();
  }

  /** Of which there is an open alert; its subject is a product, or one at a location. */
  private Set<Long> runningLow(@Nullable Long location) {
    return jdbc.sql(
            """
            select cast(split_part(subject, ' ', 2) as bigint) from alert
            where seller_id = :seller and kind = :kind and closed_at is null
              and (cast(:location as bigint) is null or split_part(subject, ' ', 5) in ('', cast(:location as text)))
            """)
        .param("seller", seller.value())
        .param("kind", AlertKind.STOCK_LOW.code())
        .param("location", location, Types.BIGINT)
        .query((row, number) -> row.getLong(1))
        .set();
  }

  /** Of these products, or of all, those that are or were at a location. */
  private Set<Long> at(long location, @Nullable Set<Long> products) {
    return jdbc.sql(
            """
            select product_id from stock_level
            where seller_id = :seller and location_id = :location
              and (cast(:products as bigint[]) is null or product_id = any(:products))
            """)
        .param("seller", seller.value())
        .param("location", location)
        .param("products", products == null ? null : products.toArray(Long[]::new), Types.ARRAY)
        .query((row, number) -> row.getLong(1))
        .set();
  }

  /** How many levels a location has; those beyond a few are not counted. */
  private int levels(long location) {
    return jdbc.sql(
            """
            select count(*) from (
              select from stock_level where seller_id = :seller and location_id = :location limit :limit) as counted
            """)
        .param("seller", seller.value())
        .param("location", location)
        .param("limit", FEW + 1)
        .query(Integer.class)
        .single();
  }

  /**
   * The SKU of the product that the page lies behind or before; empty, which is less than every
   * SKU, for a page from the start.
   */
  private String cursorSku() {
    Long id = page.backwards() ? page.before() : page.after();
    if (id == null) {
      return "";
    }
    return jdbc.sql("select sku from product where seller_id = :seller and product_id = :id")
        .param("seller", seller.value())
        .param("id", id)
        .query(String.class)
        .optional()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no such product; take the id of a product that the list gave"));
  }
}
