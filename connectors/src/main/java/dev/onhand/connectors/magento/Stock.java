package dev.onhand.connectors.magento;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a shop keeps quantities: the two ways differ in all but what they mean. */
interface Stock {

  /** Quantities by SKU; one without is kept nowhere. */
  Map<String, Long> quantities(List<String> skus) throws InterruptedException;

  /**
   * Sets quantities of SKUs that the catalogue has.
   *
   * @return empty: one of several was refused, and all with it
   */
  Optional<List<PushOutcome>> set(List<QuantityUpdate> updates) throws InterruptedException;
}
