package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Gtin;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which products are on a page. Each way of looking has statements of its own, so that each is
 * planned for the index it needs; a prefix is a range, because an index cannot serve {@code like}
 * behind row level security.
 */
final class ProductPages {

  private ProductPages() {}

  /**
   * The SKU of the product that the page lies behind or before; empty, which is less than every
   * SKU, for a page from the start.
   */
  static String cursorSku(JdbcClient jdbc, SellerId seller, PageRequest page) {
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

  static List<Long> after(JdbcClient jdbc, SellerId seller, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and sku > :sku
            order by sku
            limit :rows
            """)
        .param("seller", seller.value())
        .param("sku", sku)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  static List<Long> before(JdbcClient jdbc, SellerId seller, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and sku < :sku
            order by sku desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("sku", sku)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  static List<Long> afterWithPrefix(
      JdbcClient jdbc, SellerId seller, String prefix, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and sku > :sku
              and ((sku_folded >= :prefix and sku_folded < :end) or (name_folded >= :prefix and name_folded < :end))
            order by sku
            limit :rows
            """)
        .param("seller", seller.value())
        .param("sku", sku)
        .param("prefix", prefix)
        .param("end", Folding.endOf(prefix))
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  static List<Long> beforeWithPrefix(
      JdbcClient jdbc, SellerId seller, String prefix, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and sku < :sku
              and ((sku_folded >= :prefix and sku_folded < :end) or (name_folded >= :prefix and name_folded < :end))
            order by sku desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("sku", sku)
        .param("prefix", prefix)
        .param("end", Folding.endOf(prefix))
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  static List<Long> afterWithGtin(
      JdbcClient jdbc, SellerId seller, Gtin gtin, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and gtin = :gtin and sku > :sku
            order by sku
            limit :rows
            """)
        .param("seller", seller.value())
        .param("gtin", gtin.value())
        .param("sku", sku)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  static List<Long> beforeWithGtin(
      JdbcClient jdbc, SellerId seller, Gtin gtin, String sku, PageRequest page) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and gtin = :gtin and sku < :sku
            order by sku desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("gtin", gtin.value())
        .param("sku", sku)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }
}
