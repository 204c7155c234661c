package dev.onhand.core.order;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import java.util.HashMap;
import java.util.Map;

/** What a plan has taken from available so far, for its next line to see. */
final class Taken {

  private final OrderBooks books;
  private final Map<LevelKey, Long> taken = new HashMap<>();

  Taken(OrderBooks books) {
    this.books = books;
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
