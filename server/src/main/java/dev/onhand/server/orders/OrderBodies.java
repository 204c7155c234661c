package dev.onhand.server.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.DoubtfulShipment;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.model.Effect;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Orders and channels as they are answered. */
final class OrderBodies {

  private OrderBodies() {}

  /** How products and locations are called. */
  record Names(
      Function<ProductId, @Nullable String> skus, Function<LocationId, @Nullable String> codes) {}

  /**
   * What was done for a line with a product at a location.
   *
   * @param sku the product's SKU as it is now; only where an order is shown
   * @param reserved units that are held for the line
   * @param fulfilled units that left
   * @param returned units that came back of those that left
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceBody(
      String location,
      String locationId,
      String productId,
      @Nullable String sku,
      long reserved,
      long fulfilled,
      long returned) {

    static PlaceBody of(Order.Doing doing, Names names) {
      String locationId = PublicId.of(IdKind.LOCATION, doing.location().value());
      String code = names.codes().apply(doing.location());
      return new PlaceBody(
          code == null ? locationId : code,
          locationId,
          PublicId.of(IdKind.PRODUCT, doing.product().value()),
          names.skus().apply(doing.product()),
          doing.reserved(),
          doing.fulfilled(),
          doing.returned());
    }
  }

  /**
   * A line: what the channel says of it, and what was done for it.
   *
   * @param line its name within the order
   * @param listing the listing it was sold from, as the channel names it; null: it names none
   * @param sku as the channel names it; null: it names none
   * @param gtin as the channel gives it; null: it gives none
   * @param ordered units of what was sold that were ordered, by the newest snapshot
   * @param cancelled how many of them are not wanted any more
   * @param shipped how many left, the most that any snapshot said
   * @param returned how many came back, the most that any snapshot said
   * @param reserved units of products that are held for it
   * @param fulfilled units of products that left for it
   * @param backordered units of products that should be held for it and are not there
   * @param parked why nothing can be done for it yet: unknown_sku, unknown_gtin, ambiguous_gtin,
   *     placeholder or no_location; null: it is not parked
   * @param byLocation what was done for it, by product and location
   */
  record OrderLineBody(
      String line,
      @Nullable String listing,
      @Nullable String sku,
      @Nullable String gtin,
      long ordered,
      long cancelled,
      long shipped,
      long returned,
      long reserved,
      long fulfilled,
      long backordered,
      @Nullable String parked,
      List<PlaceBody> byLocation) {

    static OrderLineBody of(Order.Line line, Names names) {
      return new OrderLineBody(
          line.id(),
          line.item().listing(),
          skuOf(line.item()),
          gtinOf(line.item()),
          line.ordered(),
          line.cancelled(),
          line.shipped(),
          line.returned(),
          line.reserved(),
          line.fulfilled(),
          line.backordered(),
          line.parked() == null ? null : line.parked().code(),
          line.doings().stream().map(doing -> PlaceBody.of(doing, names)).toList());
    }
  }

  private static @Nullable String skuOf(Item item) {
    return item.sku() == null ? null : item.sku().value();
  }

  private static @Nullable String gtinOf(Item item) {
    return item.gtin() == null ? null : item.gtin().value();
  }

  private static List<OrderLineBody> linesOf(Order order, Names names) {
    return order.lines().values().stream().map(line -> OrderLineBody.of(line, names)).toList();
  }

  /**
   * Units of products that a snapshot moved.
   *
   * @param reserved newly held
   * @param released given back
   * @param fulfilled that left
   * @param returned that came back, or never left
   */
  record MovedBody(long reserved, long released, long fulfilled, long returned) {

    static MovedBody of(LogEntry.UnitsMoved moved) {
      return new MovedBody(moved.reserved(), moved.released(), moved.fulfilled(), moved.returned());
    }
  }

  /**
   * A status that was received, and what came of it.
   *
   * @param entry 1 for the first
   * @param receivedStatus as the channel called it
   * @param effect what it means for stock: hold, reserve, fulfil, release, return or ignore
   * @param verdict newer, older, same or contradicts; null: what was known was applied again
   * @param appliedStatus the status that was in force after it; null: none yet
   * @param sourceUpdatedAt when the order changed, by the channel's clock
   * @param moved units of products that it moved
   * @param backordered units that were missing after it
   * @param parked lines that nothing could be done for after it
   * @param note why, where a person said so, or what is doubtful about it
   * @param recordedAt when it reached us
   */
  record OrderLogBody(
      int entry,
      String receivedStatus,
      String effect,
      @Nullable String verdict,
      @Nullable String appliedStatus,
      @Nullable Instant sourceUpdatedAt,
      MovedBody moved,
      long backordered,
      int parked,
      @Nullable String note,
      String actor,
      Instant recordedAt) {

    static OrderLogBody of(LogEntry entry) {
      return new OrderLogBody(
          entry.number(),
          entry.receivedStatus(),
          entry.effect().code(),
          code(entry.verdict()),
          entry.appliedStatus(),
          entry.sourceUpdatedAt(),
          MovedBody.of(entry.units()),
          entry.units().missing(),
          entry.units().parked(),
          entry.note(),
          entry.actor(),
          entry.recordedAt());
    }
  }

  static @Nullable String code(Merging.@Nullable Verdict verdict) {
    return verdict == null ? null : verdict.name().toLowerCase(Locale.ROOT);
  }

  /**
   * An order.
   *
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   * @param status the newest that was received; null: none yet
   * @param appliedStatus the newest that has an effect on stock; null: none yet
   * @param holdUntil when its hold ends; null: it has none
   * @param priority higher is filled first where stock is short; 0 as a rule
   * @param lines all that it has or had, in the order in which they came
   * @param log every status that was received, oldest first
   */
  record OrderBody(
      String object,
      String id,
      String channel,
      String externalId,
      @Nullable String status,
      @Nullable String appliedStatus,
      @Nullable Instant holdUntil,
      int priority,
      List<OrderLineBody> lines,
      List<OrderLogBody> log,
      long version,
      Instant createdAt,
      Instant updatedAt) {

    static OrderBody of(OrderView view) {
      Order order = view.order();
      return new OrderBody(
          "order",
          PublicId.of(IdKind.ORDER, view.id()),
          order.name().channel(),
          order.name().externalId(),
          statusOf(order.received()),
          statusOf(order.applied()),
          heldUntil(order),
          order.priority(),
          linesOf(order, new Names(view.skus()::get, view.locations()::get)),
          view.log().stream().map(OrderLogBody::of).toList(),
          view.version(),
          view.createdAt(),
          view.updatedAt());
    }
  }

  /** When a hold ends says nothing of an order that holds no more: it was paid, say. */
  private static @Nullable Instant heldUntil(Order order) {
    boolean isHold = order.applied() != null && order.applied().rule().effect() == Effect.HOLD;
    return isHold ? order.holdUntil() : null;
  }

  private static @Nullable String statusOf(Order.@Nullable Seen seen) {
    return seen == null ? null : seen.status();
  }

  /**
   * A line that does not hold all it should.
   *
   * @param line its name within the order
   * @param sku as the channel names it, if it does
   * @param gtin as the channel gives it, if it does
   * @param units of products that are missing; 0 for a parked line
   * @param reason insufficient_stock, or why the line is parked: unknown_sku, unknown_gtin,
   *     ambiguous_gtin, placeholder or no_location
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SkippedBody(
      String line, @Nullable String sku, @Nullable String gtin, long units, String reason) {

    static List<SkippedBody> of(OrderResult result) {
      return result.skipped().stream()
          .map(
              line ->
                  new SkippedBody(
                      line.line(),
                      skuOf(line.item()),
                      gtinOf(line.item()),
                      line.units(),
                      line.reason()))
          .toList();
    }
  }

  /**
   * A shipment that named a location in which something is wrong; it is recorded all the same.
   *
   * @param line its name within the order
   * @param location the code that was named
   * @param reason unknown_location: there is none, so that the units were taken where they were; or
   *     not_sellable: orders are not sourced from it
   * @param detail the same in a sentence, with where the units were taken from
   */
  record DoubtfulShipmentBody(String line, String location, String reason, String detail) {

    static List<DoubtfulShipmentBody> of(OrderResult result) {
      List<String> doubts = result.doubts();
      return IntStream.range(0, doubts.size())
          .mapToObj(i -> of(result.doubtful().get(i), doubts.get(i)))
          .toList();
    }

    private static DoubtfulShipmentBody of(DoubtfulShipment shipment, String detail) {
      return new DoubtfulShipmentBody(
          shipment.line(), shipment.named(), shipment.doubt().code(), detail);
    }
  }

  /**
   * An order that was handed in, and what came of it.
   *
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   * @param status the newest that was received; null: none yet
   * @param appliedStatus the newest that has an effect on stock; null: none yet
   * @param verdict newer: the newest so far; older: only its facts count, what was shipped and
   *     returned; same: it was known; contradicts: as new as what was known, but different, so
   *     fetch it again; null: what was known was applied again
   * @param reservedCount lines that hold all they should
   * @param skipped lines that do not
   * @param moved units of products that this moved
   * @param doubtfulShipments what this shipped from a location in which something is wrong
   * @param holdsTaken references of the holds that it took over
   * @param holdUntil when its hold ends; null: it has none
   * @param priority higher is filled first where stock is short; 0 as a rule
   * @param lines all that it has or had, in the order in which they came
   */
  record DeliveredOrderBody(
      String object,
      String id,
      String channel,
      String externalId,
      @Nullable String status,
      @Nullable String appliedStatus,
      @Nullable String verdict,
      int reservedCount,
      List<SkippedBody> skipped,
      MovedBody moved,
      List<DoubtfulShipmentBody> doubtfulShipments,
      List<String> holdsTaken,
      @Nullable Instant holdUntil,
      int priority,
      List<OrderLineBody> lines) {

    static DeliveredOrderBody of(OrderResult result, Function<LocationId, @Nullable String> codes) {
      Order order = result.order();
      return new DeliveredOrderBody(
          "order",
          PublicId.of(IdKind.ORDER, result.id()),
          order.name().channel(),
          order.name().externalId(),
          statusOf(order.received()),
          statusOf(order.applied()),
          code(result.verdict()),
          result.reservedCount(),
          SkippedBody.of(result),
          MovedBody.of(result.moved()),
          DoubtfulShipmentBody.of(result),
          result.holdsTaken(),
          heldUntil(order),
          order.priority(),
          linesOf(order, new Names(product -> null, codes)));
    }
  }

  /**
   * An order in a list.
   *
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   * @param status the newest that was received; null: none yet
   * @param ordered units of its lines
   * @param reserved units of products that are held for it
   * @param fulfilled units of products that left for it
   * @param backordered units of products that should be held for it and are not there
   * @param linesParked lines that nothing can be done for yet
   */
  record OrderSummaryBody(
      String object,
      String id,
      String channel,
      String externalId,
      @Nullable String status,
      long ordered,
      long reserved,
      long fulfilled,
      long backordered,
      int linesParked,
      Instant createdAt,
      Instant updatedAt) {

    static OrderSummaryBody of(OrderSummary order) {
      return new OrderSummaryBody(
          "order_summary",
          PublicId.of(IdKind.ORDER, order.id()),
          order.name().channel(),
          order.name().externalId(),
          order.status(),
          order.ordered(),
          order.reserved(),
          order.fulfilled(),
          order.missing(),
          order.linesParked(),
          order.createdAt(),
          order.updatedAt());
    }
  }
}
