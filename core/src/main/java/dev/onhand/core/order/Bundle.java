package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many of a bundle its components make. */
public final class Bundle {

  private Bundle() {}

  /**
   * How many can be sold.
   *
   * @param units over all locations
   * @param limiting the component of which there is too little for more; null: none is counted
   */
  public record Available(long units, @Nullable ProductId limiting) {}

  /**
   * At a location it is the least of its components; over all locations the sum of these. That is
   * what can go out whole: an order may still bring components of one bundle together from several
   * locations.
   *
   * @param components of one bundle, at least one
   * @param free units above the floor of each component at each location that sells; a component
   *     that is not there has none, one that is untracked has {@link Long#MAX_VALUE}
   */
  public static Available available(
      List<Order.Component> components,
      Set<LocationId> locations,
      Map<ProductId, Map<LocationId, Long>> free) {
    long units = 0;
    for (LocationId location : locations) {
      long least = Long.MAX_VALUE;
      for (Order.Component component : components) {
        least = Math.min(least, of(component, location, free));
      }
      units = sum(units, least);
    }
    return new Available(units, limiting(components, locations, free));
  }

  /** The component that makes the fewest over all locations; of several the first. */
  private static @Nullable ProductId limiting(
      List<Order.Component> components,
      Set<LocationId> locations,
      Map<ProductId, Map<LocationId, Long>> free) {
    ProductId limiting = null;
    long least = Long.MAX_VALUE;
    for (Order.Component component : components) {
      long makes = 0;
      for (LocationId location : locations) {
        makes = sum(makes, of(component, location, free));
      }
      if (makes < least) {
        least = makes;
        limiting = component.product();
      }
    }
    return limiting;
  }

  private static long of(
      Order.Component component, LocationId location, Map<ProductId, Map<LocationId, Long>> free) {
    long there = free.getOrDefault(component.product(), Map.of()).getOrDefault(location, 0L);
    return there == Long.MAX_VALUE ? there : Math.max(0, there) / component.units();
  }

  /** Without end, where one is without end. */
  private static long sum(long one, long other) {
    return one == Long.MAX_VALUE || other == Long.MAX_VALUE ? Long.MAX_VALUE : one + other;
  }
}
