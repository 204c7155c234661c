package dev.onhand.engine.simulation.orders;

import dev.onhand.core.order.Item;
import dev.onhand.core.order.Sourcing;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shop that simulated orders come to: its houses, products and channels. */
final class OrderWorld {

  static final List<String> HOUSES = List.of("berlin", "hamburg", "munich");

  /** A code that no house has. */
  static final String NOWHERE = "atlantis";

  static final List<String> SINGLES = List.of("A", "B", "C");

  /** A bundle, and what one of it is made of. */
  static final String SET = "SET";

  static final Map<String, Long> PARTS = Map.of("A", 1L, "B", 2L);

  /** Is sold before it is in the catalogue. */
  static final String LATE = "LATE";

  /** Never comes into the catalogue. */
  static final String UNKNOWN = "UNKNOWN";

  /** In the catalogue as what stands for nothing. */
  static final String NOTHING = "NOTHING";

  /** Of product C. */
  static final Gtin GTIN_OF_C = new Gtin("4006381333931");

  /** By preset. */
  static final Map<String, String> CHANNELS = channels();

  private static Map<String, String> channels() {
    Map<String, String> channels = new LinkedHashMap<>();
    channels.put("web", "reserve_then_ship");
    channels.put("till", "fulfil_at_processing");
    channels.put("mall", "hold_then_pay");
    return channels;
  }

  /** Rules that choose the same house whatever was there before, as long as all have enough. */
  static final List<Sourcing> STEADY =
      List.of(
          Sourcing.PRIORITY, Sourcing.FEWEST_SPLITS, Sourcing.FIRST_WITH_STOCK, Sourcing.NEAREST);

  /** Products that have stock of their own. */
  static final List<String> STOCKED = List.of("A", "B", "C", LATE);

  /** A hold of a channel that does not say how long. */
  static final int HOLD_MINUTES = 14_400;

  private OrderWorld() {}

  static Item item(String sku) {
    return Item.of(new Sku(sku));
  }
}
