package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.StockTotals.Units;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a product, over its locations, as answered.
 *
 * @param unavailable damaged, in quality control and set aside: there, and not to be sold
 * @param at the time that was looked back to; null: now
 * @param axis which of the movements' times counted; null: now
 * @param available what may be promised; of a bundle as many as its components make, of which none
 *     is on hand
 * @param limitedBy of a bundle: the component of which there is too little for more; null: it is no
 *     bundle, or none of its components is counted
 * @param incoming what purchase orders are still to bring; null where it is looked back
 * @param incomingAt when the first of it should arrive; null: nothing is to come, or it is not
 *     known
 * @param incomingByLocation the same by location; not there where only sums were asked for
 * @param levels by location; not there where only sums were asked for
 */
record StockBody(
    String object,
    String productId,
    String sku,
    String name,
    long onHand,
    long available,
    long reserved,
    long damaged,
    long qualityControl,
    long setAside,
    long unavailable,
    long inTransit,
    @Nullable Instant at,
    @Nullable String axis,
    @Nullable String limitedBy,
    @Nullable Long incoming,
    @Nullable Instant incomingAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<IncomingBody> incomingByLocation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StockLevelBody> levels) {

  /**
   * Units that are still to come to a location.
   *
   * @param incomingAt when the first of them should arrive; null: not known
   */
  record IncomingBody(String location, long incoming, @Nullable Instant incomingAt) {

    static IncomingBody of(StockTotals.Incoming incoming) {
      return new IncomingBody(incoming.location(), incoming.units(), incoming.earliest());
    }
  }

  static StockBody of(StockTotals stock) {
    Units units = stock.units();
    return new StockBody(
        "stock",
        PublicId.of(IdKind.PRODUCT, stock.product().value()),
        stock.sku().value(),
        stock.name(),
        units.onHand(),
        stock.available(),
        units.reserved(),
        units.damaged(),
        units.qualityControl(),
        units.setAside(),
        units.unavailable(),
        units.inTransit(),
        null,
        null,
        limitedBy(stock),
        stock.unitsIncoming(),
        stock.earliestIncoming(),
        stock.levels() == null ? null : stock.incoming().stream().map(IncomingBody::of).toList(),
        stock.levels() == null ? null : stock.levels().stream().map(StockLevelBody::of).toList());
  }

  /** Stock as it was. */
  static StockBody of(StockTotals stock, Instant at, TimeAxis axis, List<StockLevelBody> levels) {
    return new StockBody(
        "stock",
        PublicId.of(IdKind.PRODUCT, stock.product().value()),
        stock.sku().value(),
        stock.name(),
        sum(levels, StockLevelBody::onHand),
        sum(levels, StockLevelBody::available),
        sum(levels, StockLevelBody::reserved),
        sum(levels, StockLevelBody::damaged),
        sum(levels, StockLevelBody::qualityControl),
        sum(levels, StockLevelBody::setAside),
        sum(levels, level -> level.damaged() + level.qualityControl() + level.setAside()),
        sum(levels, StockLevelBody::inTransit),
        at,
        axis.code(),
        null,
        null,
        null,
        null,
        levels);
  }

  private static @Nullable String limitedBy(StockTotals stock) {
    return stock.bundle() == null || stock.bundle().limitedBy() == null
        ? null
        : stock.bundle().limitedBy().value();
  }

  private static long sum(List<StockLevelBody> levels, ToLongFunction<StockLevelBody> units) {
    return levels.stream().mapToLong(units).reduce(0, Math::addExact);
  }
}
