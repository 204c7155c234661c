package dev.onhand.engine.explain;

import dev.onhand.core.ledger.ProductId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the stock of a product is what it is.
 *
 * @param at the time that was looked back to; null: now
 * @param onHand by location, state and reason
 * @param inTransit by location and reason, and by transfer
 * @param toPromise what may still be promised: available above the floor where orders are sourced;
 *     null: there is no limit, or it is looked back
 * @param incoming what is still to arrive: of open purchase orders, and what is in transit; null:
 *     it is looked back
 * @param waiting what waits for units: backorders, parked lines, open differences
 * @param channel what orders of the channel hold, had shipped, sent back and miss
 * @param bundle how many can be made of the components
 * @param unlike reservations that the order tells otherwise than the movements
 */
public record Explanation(
    ProductId product,
    String sku,
    String name,
    @Nullable Instant at,
    Part onHand,
    Part inTransit,
    @Nullable Part toPromise,
    @Nullable Part incoming,
    List<Part> waiting,
    List<Part> channel,
    @Nullable Bundle bundle,
    List<Difference> unlike) {

  /**
   * How many of a bundle can be made.
   *
   * @param places by location; where a component has no limit, it does not count
   */
  public record Bundle(Part canMake, List<Place> places) {
    public Bundle {
      places = List.copyOf(places);
    }
  }

  /** A location, and the components that are there. */
  public record Place(String location, List<Component> components) {
    public Place {
      components = List.copyOf(components);
    }
  }

  /**
   * A component at a location.
   *
   * @param needed in one unit of the bundle
   * @param free what may be promised of it; null: without limit
   * @param isEnoughFor how many of the bundle; null: without limit
   * @param isLimiting whether there is no other that is enough for fewer
   */
  public record Component(
      String sku,
      long needed,
      @Nullable Long free,
      @Nullable Long isEnoughFor,
      boolean isLimiting) {}

  public Explanation {
    waiting = List.copyOf(waiting);
    channel = List.copyOf(channel);
    unlike = List.copyOf(unlike);
  }

  /** Where any of the trees does not add up, or an order tells otherwise than the movements. */
  public List<Difference> differences() {
    List<Difference> all = new ArrayList<>(unlike);
    roots().flatMap(root -> Difference.in(root).stream()).forEach(all::add);
    return all;
  }

  /** Every tree there is. */
  public Stream<Part> roots() {
    return Stream.of(
            Stream.of(onHand, inTransit),
            Stream.ofNullable(toPromise),
            Stream.ofNullable(incoming),
            waiting.stream(),
            channel.stream(),
            Stream.ofNullable(bundle).map(Bundle::canMake))
        .flatMap(parts -> parts)
        .filter(Objects::nonNull);
  }
}
