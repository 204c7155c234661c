package dev.onhand.connectors.refurbed;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.onhand.connector.json.At;
import dev.onhand.connector.json.Json;
import dev.onhand.connector.json.OrEmpty;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What refurbed writes, as far as it is read. What has its default value may be left out: no stock
 * is a stock of 0, no SKU an empty one. Names may be written in either way that proto3 knows.
 */
final class RefurbedDocuments {

  static final Json JSON = Json.TOLERANT.snakeCase();

  private RefurbedDocuments() {}

  /** A page of offers. */
  record OffersDocument(
      @OrEmpty List<OfferDocument> offers, @JsonAlias("hasMore") @Nullable Boolean hasMore) {

    /** Whether there is a page behind this one. */
    boolean isFollowed() {
      return Boolean.TRUE.equals(hasMore);
    }
  }

  /** One offer. */
  record OfferReplyDocument(OfferDocument offer) {}

  /** An offer. */
  record OfferDocument(
      String id,
      @Nullable String sku,
      @JsonAlias("instanceName") @Nullable String instanceName,
      @Nullable String state,
      @Nullable String grading,
      @Nullable Long stock) {}

  /** What became of each offer of a push, in its order. */
  record ResultsDocument(List<ResultDocument> results) {

    ResultsDocument {
      results = List.copyOf(results);
    }
  }

  /**
   * What became of one offer.
   *
   * @param status null: it was done
   * @param offer as it is now; null: it was not done
   */
  record ResultDocument(@Nullable StatusDocument status, @Nullable OfferDocument offer) {}

  /** What went wrong; code 0 or none: nothing did. */
  record StatusDocument(@Nullable Integer code, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(
      @OrEmpty List<OrderDocument> orders, @JsonAlias("hasMore") @Nullable Boolean hasMore) {

    /** Whether there is a page behind this one. */
    boolean isFollowed() {
      return Boolean.TRUE.equals(hasMore);
    }
  }

  /** One order. */
  record OrderReplyDocument(OrderDocument order) {}

  /** An order. */
  record OrderDocument(
      String id,
      @JsonAlias("releasedAt") OffsetDateTime releasedAt,
      @Nullable String state,
      @JsonAlias("shippingAddress") @Nullable AddressDocument shippingAddress,
      List<ItemDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(
      @JsonAlias("countryCode") @Nullable String countryCode,
      @JsonAlias("postCode") @Nullable String postCode) {}

  /** One piece of an order. */
  record ItemDocument(
      String id,
      @Nullable String state,
      @Nullable String sku,
      @At({"/offer_data/offer_id", "/offerData/offerId"}) @Nullable String offer,
      @JsonAlias("shipmentStatus") @Nullable String shipmentStatus) {}

  /** Which order something happened to, as a program of the seller's tells it. */
  record EventDocument(@Nullable String id) {}
}
