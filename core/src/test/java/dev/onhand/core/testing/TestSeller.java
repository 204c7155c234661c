package dev.onhand.core.testing;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A seller on some ledger: what a test sets up, hands in and looks at. */
public interface TestSeller {

  /** Makes a product, at version 1. */
  ProductId addProduct(String sku, Stocked.Tracking tracking, @Nullable Long floor);

  LocationId addLocation(String code);

  /** Gives the level of a product at a location a floor of its own. */
  void setFloor(ProductId product, LocationId location, @Nullable Long floor);

  /** Gives a product another SKU, which raises its version. */
  void rename(ProductId product, String sku);

  /** Changes something else about a product, which raises its version. */
  void edit(ProductId product);

  /**
   * Hands in a list and waits for its outcomes.
   *
   * @param versions the versions of products that the list relies on
   */
  List<Outcome> submit(List<Command> commands, boolean atomic, Map<ProductId, Long> versions);

  /** The level as the ledger keeps it; an empty one where nothing ever moved. */
  Level level(ProductId product, LocationId location);
}
