package dev.onhand.engine.views;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** Finds what somebody calls by its name, of whatever kind it is. */
public interface Finding {

  /** So many are told apart; who has more than that must say of what kind. */
  int FOUND_MAX = 50;

  /** What was found. */
  sealed interface Found {

    /** By its SKU, its GTIN or a barcode of the seller's own. */
    record Product(String sku, String name) implements Found {}

    /** By the channel's name for it. */
    record Order(String channel, String externalId) implements Found {}

    /** By the channel's name for it. */
    record Listing(long id, String channel, String externalId, String title) implements Found {}
  }

  /**
   * What has just this name: products first, then orders, then listings.
   *
   * @param name as it was typed, scanned or pasted
   */
  List<Found> find(SellerId seller, String name);
}
