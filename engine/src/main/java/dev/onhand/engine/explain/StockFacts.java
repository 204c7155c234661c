package dev.onhand.engine.explain;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the numbers of a product are read, all as of one moment. */
public interface StockFacts {

  /**
   * All that is known about a product's stock.
   *
   * @param isTracked whether a floor holds its levels
   * @param levels what is there by the levels, or by the checkpoints if it is looked back
   * @param reasons the movements, summed up by location, state and reason
   * @param causes what each cause holds, by location and state; only what is reserved or in transit
   * @param backorders null where it is looked back, as all below
   * @param incoming what open purchase orders still bring, also in bundles and packs
   * @param parked lines that name the product and wait
   * @param channel the share of the channel that was asked for; null: none was
   * @param components what one unit of the product is made of, for each location where orders are
   *     sourced; empty: it is no bundle
   */
  record Facts(
      ProductId product,
      String sku,
      String name,
      boolean isTracked,
      List<LevelFacts> levels,
      List<ReasonSum> reasons,
      Map<Held, Listed> causes,
      @Nullable Listed backorders,
      @Nullable Listed parked,
      @Nullable Listed incoming,
      @Nullable Map<Share, Listed> channel,
      List<ComponentFacts> components) {

    public Facts {
      levels = List.copyOf(levels);
      reasons = List.copyOf(reasons);
      causes = Map.copyOf(causes);
      components = List.copyOf(components);
    }
  }

  /**
   * A level.
   *
   * @param isSellable whether orders are sourced from the location
   * @param floor null: none
   */
  record LevelFacts(
      LocationId location,
      String code,
      boolean isSellable,
      LevelUnits units,
      @Nullable Long floor,
      @Nullable Instant belowFloorSince) {}

  /**
   * Movements of one reason into (positive) and out of a state at a location.
   *
   * @param newest the last of them, the newest first
   */
  record ReasonSum(
      LocationId location,
      State state,
      Reason reason,
      long units,
      long movements,
      List<Movement> newest) {
    public ReasonSum {
      newest = List.copyOf(newest);
    }
  }

  /** A state at a location in which units are for something. */
  record Held(LocationId location, State state) {}

  /**
   * The first of many.
   *
   * @param count of all
   * @param units of all
   */
  record Listed(List<Entry> entries, long count, long units) {

    static final Listed NONE = new Listed(List.of(), 0, 0);

    public Listed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Units that are held, moved or waited for by one cause.
   *
   * @param units by the movements
   * @param byOrder what the order itself says it holds; null: it does not say
   */
  record Entry(Cause cause, long units, @Nullable Long byOrder, @Nullable Instant since) {}

  /** What orders of a channel did to a product. */
  enum Share {
    RESERVED,
    FULFILLED,
    RETURNED,
    MISSING
  }

  /**
   * What a bundle needs of a component, and what there is of it at a location.
   *
   * @param needed in one unit of the bundle
   * @param free available above the floor; null: without limit
   */
  record ComponentFacts(String location, String sku, long needed, @Nullable Long free) {}

  /**
   * Reads them.
   *
   * @return empty if there is no such product
   * @throws IllegalArgumentException if there is no such channel
   */
  Optional<Facts> find(SellerId seller, ProductRef product, Question question);

  /**
   * Whether a product has more movements than that; they are counted no further.
   *
   * @return false also if there is no such product
   */
  boolean hasMoreThan(SellerId seller, ProductRef product, int movements);
}
