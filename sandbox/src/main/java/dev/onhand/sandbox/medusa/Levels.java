package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How many units of an item are at a location. At Main that is the shop's stock. */
final class Levels {
  static final Set<String> LOCATIONS = Set.of(Ids.MAIN, Ids.SECOND);

  private final Site site;

  /** What a client stocked at the second location, by item. */
  private final Map<String, Integer> second = new HashMap<>();

  Levels(Site site) {
    this.site = site;
  }

  boolean isStocked(String item, String location) {
    return switch (location) {
      case Ids.MAIN -> site.shop().find(item).isPresent();
      case Ids.SECOND -> second.containsKey(item);
      default -> false;
    };
  }

  /** Sets the physical number, of an item that is stocked there or comes to be. */
  ObjectNode set(Listing item, String location, int stocked) {
    if (location.equals(Ids.MAIN)) {
      return main(site.push(item, stocked));
    }
    second.put(item.id(), stocked);
    return document(item, Ids.SECOND, stocked, 0, site.shop().now());
  }

  ArrayNode documents(Listing item) {
    ArrayNode levels = Json.array();
    levels.add(main(item));
    Optional.ofNullable(second.get(item.id()))
        .map(stocked -> document(item, Ids.SECOND, stocked, 0, item.updatedAt()))
        .ifPresent(levels::add);
    return levels;
  }

  int stocked(Listing item) {
    return item.quantity() + second.getOrDefault(item.id(), 0);
  }

  private static ObjectNode main(Listing item) {
    return document(item, Ids.MAIN, item.quantity(), item.held(), item.updatedAt());
  }

  private static ObjectNode document(
      Listing item, String location, int stocked, int reserved, Instant updatedAt) {
    ObjectNode level = Json.object();
    level.put("id", Ids.level(item.number(), location));
    level.put("inventory_item_id", item.id());
    level.put("location_id", location);
    level.put("stocked_quantity", stocked);
    level.put("reserved_quantity", reserved);
    level.put("available_quantity", stocked - reserved);
    level.put("incoming_quantity", 0);
    level.putObject("raw_stocked_quantity").put("value", "" + stocked).put("precision", 20);
    level.put("updated_at", Times.of(updatedAt));
    return level;
  }
}
