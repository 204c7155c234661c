package dev.onhand.engine.batch;

import dev.onhand.core.batch.Observation;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Map;

/** What the books say, for those who compare counts with them. */
public interface BatchBooks {

  /**
   * On hand of products at a location: now, and as of the two ends of a count, by what had happened
   * by then. All of it is of one state of the books: where now is the same when the count is
   * posted, so is the rest.
   *
   * @return for each product that was asked for
   */
  Map<ProductId, Book> onHand(SellerId seller, LocationId location, Map<ProductId, Window> counted);

  /** When a product was counted. */
  record Window(Instant from, Instant to) {

    /** It was not: only what is there now is wanted. */
    public static final Window NOW = new Window(Instant.MAX, Instant.MAX);

    static Window of(Observation seen) {
      return new Window(seen.from(), seen.at());
    }
  }

  /**
   * On hand of a product at a location.
   *
   * @param reserved what of it is promised now
   */
  record Book(long now, long reserved, long atStart, long atEnd) {

    /** Whether units came or went while they were counted, so that no one moment was counted. */
    public boolean movedMeanwhile() {
      return atStart != atEnd;
    }
  }
}
