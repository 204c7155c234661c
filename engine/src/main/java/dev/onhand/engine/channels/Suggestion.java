package dev.onhand.engine.channels;

/**
 * A product that a listing of none may be of, for a person to say.
 *
 * @param sku the product's
 * @param name the product's
 */
public record Suggestion(String sku, String name, Why why) {

  /** What speaks for it; what comes first says more. */
  public enum Why {
    /** They have a GTIN in common, and so have other products. */
    GTIN("gtin"),
    /** The SKU is the same but for capitals and blanks. */
    SKU("sku"),
    /** The listing's SKU is that of the product and more. */
    SKU_AND_MORE("sku_and_more"),
    /** The product's SKU is that of the listing and more. */
    SKU_BEGINS("sku_begins"),
    /** One begins with what the other is called. */
    NAME("name");

    private final String code;

    Why(String code) {
      this.code = code;
    }

    /** As written in the API. */
    public String code() {
      return code;
    }
  }
}
