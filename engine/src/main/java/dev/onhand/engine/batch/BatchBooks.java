package dev.onhand.engine.batch;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Optional;

/** What the books say, for those who compare a count with them. */
public interface BatchBooks {

  /**
   * On hand of a product at a location: now, and as of the two ends of a count, by what had
   * happened by then. Now is read first: if it is the same when the count is posted, so is the
   * rest.
   */
  Book onHand(SellerId seller, ProductId product, LocationId location, Instant from, Instant to);

  /**
   * On hand of a product at a location.
   *
   * @param now and what of it is promised
   */
  record Book(long now, long reserved, long atStart, long atEnd) {

    /** Whether units came or went while they were counted, so that no one moment was counted. */
    public boolean movedMeanwhile() {
      return atStart != atEnd;
    }
  }

  /** On hand of a product at a location, and what of it is promised; empty: never was any there. */
  Optional<Present> present(SellerId seller, ProductId product, LocationId location);

  /** What is there now. */
  record Present(long onHand, long reserved) {}
}
