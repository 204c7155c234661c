package dev.onhand.sandbox.shop;

/**
 * What a seller puts up for sale.
 *
 * @param gtin may be empty
 * @param grade a refurbished article's grade as the marketplace spells it; may be empty
 * @param price in the shop's currency, such as {@code 329.00}
 */
public record Item(String sku, String gtin, String title, String grade, String price) {

  /** An item of which nothing but the SKU matters. */
  public static Item of(String sku) {
    return new Item(sku, "", "Article " + sku, "GOOD", "100.00");
  }

  public Item withGtin(String newGtin) {
    return new Item(sku, newGtin, title, grade, price);
  }

  public Item withSku(String newSku) {
    return new Item(newSku, gtin, title, grade, price);
  }
}
