package dev.onhand.core.replay;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What there was when the period began.
 *
 * @param levels of products at locations; one that is not there is empty
 * @param locations all, by code
 * @param sites those that orders may be sourced from
 * @param bundles what bundles are made of
 * @param orders those that held units or waited for some
 */
public record Start(
    Instant at,
    Map<ProductId, Stocked> products,
    Map<LevelKey, Level> levels,
    Map<String, LocationId> locations,
    List<Site> sites,
    Map<ProductId, List<Order.Component>> bundles,
    List<Begun> orders) {

  public Start {
    products = Map.copyOf(products);
    levels = Map.copyOf(levels);
    locations = Map.copyOf(locations);
    sites = List.copyOf(sites);
    bundles = Map.copyOf(bundles);
    orders = List.copyOf(orders);
  }

  /**
   * An order that was begun before.
   *
   * @param missing units that it waited for, over all lines
   * @param since when it began to wait, if it did
   */
  public record Begun(
      long order, Order.Name name, int priority, long missing, Instant since, List<Open> open) {
    public Begun {
      open = List.copyOf(open);
    }
  }

  /**
   * What there was of a product of a line.
   *
   * @param reserved units that it held, by location
   * @param sold units that had left
   */
  public record Open(Step.Part part, Map<LocationId, Long> reserved, long sold) {
    public Open {
      reserved = Map.copyOf(reserved);
    }

    long held() {
      return reserved.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
