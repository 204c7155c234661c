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

  /** A listing of every channel, and one that is known as late as {@link #LATE}. */
  static final String PACK = "PACK";

  static final String LATE_PACK = "LATE-PACK";

  /** Of the product that listings are of. */
  static final String IN_PACK = "C";

  static final long UNITS_IN_PACK = 2;

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

  /** What a channel has for sale under that name, whose SKU there no product has. */
  static Item listing(String name) {
    return new Item(name, new Sku(name), null);
  }
}
