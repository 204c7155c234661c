package dev.onhand.core.order;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan has taken from available so far, for its next line to see, and what of units that are
 * handed to its order is left.
 */
final class Taken {

  private final OrderBooks books;
  private final Map<LevelKey, Long> taken = new HashMap<>();
  private final Map<LevelKey, Long> handed;

  Taken(OrderBooks books) {
    this(books, Map.of());
  }

  /**
   * @param handed units that become available just before the plan
   */
  Taken(OrderBooks books, Map<LevelKey, Long> handed) {
    this.books = books;
    this.handed = new TreeMap<>(BY_LEVEL);
    this.handed.putAll(handed);
    handed.forEach((level, units) -> take(level.product(), level.location(), -units));
  }

  private static final Comparator<LevelKey> BY_LEVEL =
      Comparator.comparing(LevelKey::product).thenComparing(LevelKey::location);

  /** Where units of a product that are handed to the order are left, and how many. */
  Map<LocationId, Long> handed(ProductId product) {
    Map<LocationId, Long> left = new LinkedHashMap<>();
    handed.forEach(
        (level, units) -> {
          if (level.product().equals(product) && units > 0) {
            left.put(level.location(), units);
          }
        });
    return left;
  }

  /** Takes of units that are handed to the order. */
  void takeHanded(ProductId product, LocationId location, long units) {
    handed.merge(new LevelKey(product, location), -units, Long::sum);
    take(product, location, units);
  }

  /** How many units may be reserved at a location: available above the floor. */
  long free(ProductId product, LocationId location) {
    Level level = books.level(product, location);
    if (level.floor() == null) {
      return Level.UNITS_MAX; // untracked: there is always more
    }
    return level.available()
        - level.floor()
        - taken.getOrDefault(new LevelKey(product, location), 0L);
  }

  /** What is there, whatever may be reserved. */
  long present(ProductId product, LocationId location) {
    return books.level(product, location).available()
        - taken.getOrDefault(new LevelKey(product, location), 0L);
  }

  void take(ProductId product, LocationId location, long units) {
    taken.merge(new LevelKey(product, location), units, Long::sum);
  }
}
