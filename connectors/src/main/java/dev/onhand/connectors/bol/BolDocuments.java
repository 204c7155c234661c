package dev.onhand.connectors.bol;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What bol writes, as far as it is read, and reads. Fields that are not here are skipped. */
final class BolDocuments {

  static final Json JSON = Json.TOLERANT;

  private BolDocuments() {}

  /** What is wrong. */
  record ProblemDocument(
      @Nullable String title,
      @Nullable String detail,
      @Nullable List<ViolationDocument> violations) {}

  /** What is wrong with a field. */
  record ViolationDocument(@Nullable String name, @Nullable String reason) {}

  /** A page of offers. */
  record OffersDocument(List<OfferDocument> offers, @Nullable PageDocument page) {

    OffersDocument {
      offers = List.copyOf(offers);
    }
  }

  /** Where the next page begins. */
  record PageDocument(@Nullable String nextCursor) {}

  /** An offer. */
  record OfferDocument(
      String offerId,
      @Nullable String ean,
      @Nullable String reference,
      @Nullable Boolean onHoldByRetailer,
      @Nullable StockDocument stock,
      @Nullable FulfilmentDocument fulfilment,
      @Nullable ConditionDocument condition,
      @Nullable List<AvailabilityDocument> countryAvailabilities) {

    List<AvailabilityDocument> availabilities() {
      return Json.orNone(countryAvailabilities);
    }
  }

  /**
   * How many there are of an offer.
   *
   * @param amount as it was pushed
   * @param correctedStock what of it is still sold
   */
  record StockDocument(@Nullable Long amount, @Nullable Long correctedStock) {}

  /** Who sends it. */
  record FulfilmentDocument(@Nullable String method) {}

  /** Whether it is new or used. */
  record ConditionDocument(@Nullable String category) {}

  /** Whether it can be bought in a country. */
  record AvailabilityDocument(@Nullable Boolean forSale) {}

  /** What is to change of an offer; nothing else of it does. */
  record PatchDocument(PatchStockDocument stock) {}

  /** What is to be sold, and that what was ordered before is taken off it. */
  record PatchStockDocument(long amount, boolean managedByRetailer) {}

  /** A page of orders; an empty one has no such field. */
  record OrdersDocument(@Nullable List<ReducedOrderDocument> orders) {

    List<ReducedOrderDocument> all() {
      return Json.orNone(orders);
    }
  }

  /** An order in a list. */
  record ReducedOrderDocument(
      @JsonProperty("orderId") String id, @Nullable List<ReducedItemDocument> orderItems) {

    /** The first that nobody knows of the states of its items. */
    Optional<String> strangeState() {
      return Json.orNone(orderItems).stream()
          .flatMap(it -> Optional.ofNullable(it.fulfilmentStatus()).stream())
          .filter(it -> !Set.of("OPEN", "HANDLED").contains(it))
          .findFirst();
    }
  }

  /** A line of an order in a list. */
  record ReducedItemDocument(@Nullable String fulfilmentStatus) {}

  /** An order. */
  record OrderDocument(
      @JsonProperty("orderId") String id,
      @Nullable OffsetDateTime orderPlacedDateTime,
      @Nullable ShipmentDocument shipmentDetails,
      @JsonProperty("orderItems") List<ItemDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record ShipmentDocument(@Nullable String countryCode, @Nullable String zipCode) {}

  /** A line of an order. */
  record ItemDocument(
      @JsonProperty("orderItemId") String id,
      @Nullable FulfilmentDocument fulfilment,
      @Nullable OrderOfferDocument offer,
      @Nullable ProductDocument product,
      long quantity,
      long quantityShipped,
      long quantityCancelled,
      @JsonProperty("latestChangedDateTime") OffsetDateTime changedAt) {}

  /** What a line was sold from. */
  record OrderOfferDocument(@Nullable String offerId, @Nullable String reference) {}

  /** What a line is of. */
  record ProductDocument(@Nullable String ean) {}

  /** A page of returns; an empty one may have no such field. */
  record ReturnsDocument(@Nullable List<ReturnDocument> returns) {

    List<ReturnDocument> all() {
      return Json.orNone(returns);
    }
  }

  /** What a buyer sends back at once. */
  record ReturnDocument(@JsonProperty("returnItems") List<ReturnItemDocument> items) {

    ReturnDocument {
      items = List.copyOf(items);
    }
  }

  /** Goods of an order that come back, of which its line is not told. */
  record ReturnItemDocument(
      String rmaId,
      String orderId,
      @Nullable String ean,
      @Nullable List<ResultDocument> processingResults) {

    List<ResultDocument> results() {
      return Json.orNone(processingResults);
    }
  }

  /** What the retailer said of some of them. */
  record ResultDocument(
      long quantity, @Nullable String handlingResult, OffsetDateTime processingDateTime) {}

  /** What bol tells when it calls. */
  record CallDocument(@Nullable EventDocument event) {}

  /** What happened to what. */
  record EventDocument(
      @Nullable String resource, @Nullable String type, @Nullable String resourceId) {}
}
