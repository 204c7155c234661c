package dev.onhand.engine.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a product over several locations, in units.
 *
 * @param levels what it adds up to, by location code; null where only the sums were asked for
 * @param bundle how many its components make; null: it is no bundle
 */
public record StockTotals(
    ProductId product,
    Sku sku,
    String name,
    Units units,
    @Nullable List<StockLevel> levels,
    @Nullable OfBundle bundle) {

  /**
   * How many of a bundle can be sold. Of itself nothing is there.
   *
   * @param available at most {@link Level#UNITS_MAX}, also where no component is counted
   * @param limitedBy the component of which there is too little for more; null: none is counted
   */
  public record OfBundle(long available, @Nullable Sku limitedBy) {}

  public StockTotals(
      ProductId product, Sku sku, String name, Units units, @Nullable List<StockLevel> levels) {
    this(product, sku, name, units, levels, null);
  }

  /** What may be promised. */
  public long available() {
    return bundle == null ? units.available() : bundle.available();
  }

  public StockTotals with(@Nullable OfBundle newBundle) {
    return new StockTotals(product, sku, name, units, levels, newBundle);
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
  }
}
