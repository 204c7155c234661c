package dev.onhand.model;

import java.util.Locale;

/**
 * The seller's own name for a product, unique within a seller. A SKU is a label: it may be renamed,
 * and identity stays with the product's id.
 *
 * @param value 1 to {@value #LENGTH_MAX} characters in NFC, see {@link Text#identifier}
 */
public record Sku(String value) implements Comparable<Sku> {

  /**
   * Longer than any marketplace allows (Amazon: 40, Shopify: 255 but never used so), and short
   * enough for an index.
   */
  public static final int LENGTH_MAX = 128;

  public Sku {
    value = Text.identifier("SKU", value, LENGTH_MAX);
  }

  /**
   * What two SKUs have in common that people take for the same: case and inner blanks do not count.
   */
  public String folded() {
    return value.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  @Override
  public int compareTo(Sku other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
