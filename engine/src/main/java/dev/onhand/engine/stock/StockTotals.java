package dev.onhand.engine.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a product over several locations, in units.
 *
 * @param levels what it adds up to, by location code; null where only the sums were asked for
 * @param bundle how many its components make; null: it is no bundle
 * @param incoming what purchase orders are still to bring, by location code
 */
public record StockTotals(
    ProductId product,
    Sku sku,
    String name,
    Units units,
    @Nullable List<StockLevel> levels,
    @Nullable OfBundle bundle,
    List<Incoming> incoming) {

  /**
   * Units that are still to come to a location.
   *
   * @param earliest when the first of them should arrive; null: not known
   */
  public record Incoming(String location, long units, @Nullable Instant earliest) {}

  /**
   * How many of a bundle can be sold. Of itself nothing is there.
   *
   * @param available at most {@link Level#UNITS_MAX}, also where no component is counted
   * @param limitedBy the component of which there is too little for more; null: none is counted
   */
  public record OfBundle(long available, @Nullable Sku limitedBy) {}

  public StockTotals(
      ProductId product, Sku sku, String name, Units units, @Nullable List<StockLevel> levels) {
    this(product, sku, name, units, levels, null, List.of());
  }

  /** What may be promised. */
  public long available() {
    return bundle == null ? units.available() : bundle.available();
  }

  public StockTotals with(@Nullable OfBundle newBundle) {
    return new StockTotals(product, sku, name, units, levels, newBundle, incoming);
  }

  public StockTotals with(List<Incoming> newIncoming) {
    return new StockTotals(product, sku, name, units, levels, bundle, newIncoming);
  }

  /** The same with its levels, and the sums of just these. */
  public StockTotals withLevels(List<StockLevel> newLevels) {
    return new StockTotals(product, sku, name, Units.sum(newLevels), newLevels, bundle, incoming);
  }

  /** What is still to come, over the locations. */
  public long unitsIncoming() {
    return incoming.stream().mapToLong(Incoming::units).sum();
  }

  /** When the first of it should arrive; null: nothing is to come, or it is not known. */
  public @Nullable Instant earliestIncoming() {
    return incoming.stream()
        .map(Incoming::earliest)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Sums by state. */
  public record Units(
      long available,
      long reserved,
      long damaged,
      long qualityControl,
      long setAside,
      long inTransit) {

    public static final Units NONE = new Units(0, 0, 0, 0, 0, 0);

    /** What is physically there; units on their way are not. */
    public long onHand() {
      return available + reserved + damaged + qualityControl + setAside;
    }

    /** What is there and cannot be sold. */
    public long unavailable() {
      return damaged + qualityControl + setAside;
    }

    Units plus(Level level) {
      return new Units(
          available + level.available(),
          reserved + level.reserved(),
          damaged + level.damaged(),
          qualityControl + level.qualityControl(),
          setAside + level.setAside(),
          inTransit + level.inTransit());
    }

    /** What these levels add up to. */
    public static Units sum(List<StockLevel> levels) {
      Units sum = NONE;
      for (StockLevel level : levels) {
        sum = sum.plus(level.level());
      }
      return sum;
    }
  }

  public StockTotals {
    levels = levels == null ? null : List.copyOf(levels);
    incoming = List.copyOf(incoming);
  }
}
