package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Optional;

/** Where locations are kept. */
public interface Locations {

  Optional<Location> find(SellerId seller, LocationRef ref);

  /** All locations, by code. */
  Slice<Location> list(SellerId seller, PageRequest page);

  /**
   * Makes a location.
   *
   * @return never missing nor stale
   */
  Saving<Location> create(SellerId seller, LocationData data, Instant at);

  /**
   * Changes a location.
   *
   * @throws IllegalArgumentException if the location as changed would not be a valid one
   */
  Saving<Location> change(SellerId seller, LocationRef ref, LocationPatch patch, Edit edit);
}
