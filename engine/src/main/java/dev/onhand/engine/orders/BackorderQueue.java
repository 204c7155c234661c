package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Claim;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.order.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Who waits for the products of a commit's orders, of which units are free: read with their levels
 * locked, and from then on followed through what is planned. By priority, then who waited longest;
 * who begins to wait in the commit comes after those who wait already.
 */
public final class BackorderQueue {

  /** How many of those who wait for a product are read; who is behind them is not yet served. */
  public static final int LENGTH_MAX = 1_000;

  private static final Claim ENDLESS = new Claim(Long.MAX_VALUE / 2, Set.of());

  /** Since when those wait who begin to in this commit. */
  private static final Instant NOW = Instant.MAX.minusSeconds(1);

  private final Set<LocationId> places;
  private final boolean isAnyoneWaiting;
  private final Map<ProductId, List<Waiting>> waiting = new HashMap<>();
  private final Set<ProductId> read = new HashSet<>();
  private final Set<ProductId> lacking = new TreeSet<>();
  private final Map<Long, OrderState> planned = new HashMap<>();
  private final Map<ProductId, Set<Waiting>> plannedToWait = new HashMap<>();

  /**
   * @param places where orders are sourced from
   * @param isAnyoneWaiting whether any order waits for anything
   */
  public BackorderQueue(Set<LocationId> places, boolean isAnyoneWaiting) {
    this.places = places;
    this.isAnyoneWaiting = isAnyoneWaiting;
  }

  /** Whether it has to be read who waits. */
  public boolean isToBeRead() {
    return isAnyoneWaiting;
  }

  /** Where those take units from who come before others. */
  public Set<LocationId> places() {
    return isAnyoneWaiting || !plannedToWait.isEmpty() ? places : Set.of();
  }

  /** From here on it is known who waits for these, once all of them are added. */
  public void reads(Collection<ProductId> products) {
    read.addAll(products);
    lacking.removeAll(products);
  }

  /** Products that plans wanted to know this of, and could not. */
  public Set<ProductId> lacking() {
    return Set.copyOf(lacking);
  }

  /** Adds who waits for a product, in order. */
  public void add(ProductId product, Waiting next) {
    waiting.computeIfAbsent(product, p -> new ArrayList<>()).add(next);
  }

  /** Forgets what was planned. */
  public void reset() {
    planned.clear();
    plannedToWait.clear();
  }

  /** Follows what a plan made of an order. */
  public void follow(OrderState after) {
    OrderState before = planned.put(after.id(), after);
    if (before != null) {
      eachWaiting(
          before, (product, one) -> Objects.requireNonNull(plannedToWait.get(product)).remove(one));
    }
    eachWaiting(
        after,
        (product, one) -> plannedToWait.computeIfAbsent(product, p -> new TreeSet<>()).add(one));
  }

  private static void eachWaiting(OrderState state, BiConsumer<ProductId, Waiting> action) {
    boolean isUnsplit = state.channel().rules().sourcing() == Sourcing.FIRST_WITH_STOCK;
    for (Order.Line line : state.order().lines().values()) {
      line.missing()
          .forEach(
              (product, missing) ->
                  action.accept(
                      product,
                      new Waiting(
                          state.id(),
                          line.id(),
                          state.order().priority(),
                          NOW,
                          missing,
                          isUnsplit ? line.reservedAt(product) : Set.of())));
    }
  }

  /**
   * What others wait for who come before a line.
   *
   * @param order the id of its order
   * @param priority the order's
   * @return in the order in which they are filled
   */
  List<Claim> before(ProductId product, long order, int priority, String line) {
    if (!isAnyoneWaiting && plannedToWait.isEmpty()) {
      return List.of();
    }
    if (isAnyoneWaiting && !read.contains(product)) {
      lacking.add(product);
      return List.of();
    }
    List<Waiting> known = waiting.getOrDefault(product, List.of());
    List<Waiting> all = new ArrayList<>(known);
    plannedToWait.getOrDefault(product, Set.of()).stream()
        .filter(one -> find(known, one.order(), one.line()).isEmpty())
        .forEach(all::add);
    // What does not wait yet comes last.
    Instant since = find(all, order, line).map(Waiting::since).orElse(Instant.MAX);
    Waiting own = new Waiting(order, line, priority, since, 0, Set.of());
    List<Claim> claims = new ArrayList<>();
    for (Waiting one : all.stream().sorted().toList()) {
      long missing = missing(product, one);
      if (one.order() != order && missing > 0 && one.compareTo(own) < 0) {
        claims.add(new Claim(missing, one.only()));
      }
    }
    if (known.size() == LENGTH_MAX && known.getLast().compareTo(own) < 0) {
      claims.add(ENDLESS);
    }
    return claims;
  }

  private static Optional<Waiting> find(List<Waiting> all, long order, String line) {
    return all.stream().filter(one -> one.order() == order && one.line().equals(line)).findFirst();
  }

  private long missing(ProductId product, Waiting one) {
    OrderState after = planned.get(one.order());
    if (after == null) {
      return one.missing();
    }
    Order.Line line = after.order().lines().get(one.line());
    return line == null ? 0 : line.missing().getOrDefault(product, 0L);
  }
}
