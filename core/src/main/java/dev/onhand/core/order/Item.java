package dev.onhand.core.order;

import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line says was sold, in the channel's own words: the listing, a SKU, a GTIN. What counts is
 * the product that the listing is matched to; where it is of none the product with the SKU, else
 * the one with the GTIN.
 *
 * @param listing as the channel names it, letter for letter, at most {@value #LISTING_LENGTH_MAX}
 *     characters; null: it names none
 * @param sku null: the channel names none
 * @param gtin null: the channel names none; {@link Gtin#PLACEHOLDER}: it says that it matched
 *     nothing
 */
public record Item(@Nullable String listing, @Nullable Sku sku, @Nullable Gtin gtin) {

  public static final int LISTING_LENGTH_MAX = 512;

  public Item {
    if (sku == null && gtin == null) {
      throw new IllegalArgumentException("sku or gtin is missing: a line must say what was sold");
    }
    listing = listing == null ? null : listing(listing);
  }

  public Item(@Nullable Sku sku, @Nullable Gtin gtin) {
    this(null, sku, gtin);
  }

  public static Item of(Sku sku) {
    return new Item(sku, null);
  }

  public static Item of(Gtin gtin) {
    return new Item(null, gtin);
  }

  /** Checks what a channel calls a listing. */
  public static String listing(String name) {
    if (name.isEmpty() || name.length() > LISTING_LENGTH_MAX || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "listing must have 1 to %d characters, none of them NUL".formatted(LISTING_LENGTH_MAX));
    }
    return name;
  }

  /** The GTIN by which a product may be found; null: none, or the placeholder. */
  public @Nullable Gtin gtinToFind() {
    return gtin == null || gtin.isPlaceholder() ? null : gtin;
  }

  /**
   * The names by which its listing may be known, the first counts: some channels name a listing by
   * its SKU where they know an id too.
   */
  public List<String> listingNames() {
    if (listing == null) {
      return List.of();
    }
    return sku == null || sku.value().equals(listing)
        ? List.of(listing)
        : List.of(listing, sku.value());
  }

  /** As people read it: the SKU, or without one {@code GTIN 4006381333931}, or the listing. */
  @Override
  public String toString() {
    if (sku != null) {
      return sku.value();
    }
    return listing != null && gtinToFind() == null ? "listing " + listing : "GTIN " + gtin;
  }

  /** All that it says. */
  String text() {
    return "%s\0%s\0%s".formatted(listing, sku, gtin);
  }

  /** A number that is the same wherever and whenever it is computed. */
  int weight() {
    return (sku == null ? 0 : sku.value().hashCode())
        + 31 * (gtin == null ? 0 : gtin.value().hashCode())
        + 31 * 31 * (listing == null ? 0 : listing.hashCode());
  }
}
