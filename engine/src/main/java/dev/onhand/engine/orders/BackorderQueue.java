package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Claim;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who waits for the products of a commit's orders, of which units are free: read with their levels
 * locked, and from then on followed through what is planned. By priority, then who waited longest.
 */
public final class BackorderQueue {

  /** How many of those who wait for a product are read; who is behind them is not yet served. */
  public static final int LENGTH_MAX = 1_000;

  /** Nobody waits for anything. */
  public static final BackorderQueue NONE = new BackorderQueue(Set.of());

  private static final Claim ENDLESS = new Claim(Long.MAX_VALUE / 2, Set.of());

  private final Set<LocationId> places;
  private final Map<ProductId, List<Waiting>> waiting;
  private final Map<Long, Order.Name> names;
  private final Set<ProductId> read;
  private final Set<ProductId> lacking;
  private final Map<Object, OrderState> planned;

  /**
   * @param places where orders are sourced from
   */
  public BackorderQueue(Set<LocationId> places) {
    this(places, new HashMap<>(), new HashMap<>(), new HashSet<>(), new TreeSet<>(), Map.of());
  }

  private BackorderQueue(
      Set<LocationId> places,
      Map<ProductId, List<Waiting>> waiting,
      Map<Long, Order.Name> names,
      Set<ProductId> read,
      Set<ProductId> lacking,
      Map<Object, OrderState> planned) {
    this.places = places;
    this.waiting = waiting;
    this.names = names;
    this.read = read;
    this.lacking = lacking;
    this.planned = planned;
  }

  /** Adds an order that may be planned in this commit, waiting or not. */
  public void know(OrderState order) {
    names.put(order.id(), order.order().name());
  }

  public Set<LocationId> places() {
    return places;
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

  /**
   * The queue as it is after some was planned.
   *
   * @param orders as they are then, by name; those that are not among them are as they were read
   */
  BackorderQueue after(Map<Object, OrderState> orders) {
    return new BackorderQueue(places, waiting, names, read, lacking, orders);
  }

  /**
   * What others wait for who come before a line.
   *
   * @param order the id of its order
   * @param priority the order's
   * @return in the order in which they are filled
   */
  List<Claim> before(ProductId product, long order, int priority, String line) {
    if (this == NONE) {
      return List.of();
    }
    if (!read.contains(product)) {
      lacking.add(product);
      return List.of();
    }
    List<Waiting> all = waiting.getOrDefault(product, List.of());
    Waiting own = new Waiting(order, line, priority, since(all, order, line), 0, Set.of());
    List<Claim> claims = new ArrayList<>();
    for (Waiting one : all) {
      long missing = missing(product, one);
      if (one.order() != order && missing > 0 && one.compareTo(own) < 0) {
        claims.add(new Claim(missing, one.only()));
      }
    }
    if (all.size() == LENGTH_MAX && all.getLast().compareTo(own) < 0) {
      claims.add(ENDLESS);
    }
    return claims;
  }

  /** What did not wait yet comes last. */
  private static Instant since(List<Waiting> all, long order, String line) {
    return all.stream()
        .filter(one -> one.order() == order && one.line().equals(line))
        .map(Waiting::since)
        .findFirst()
        .orElse(Instant.MAX);
  }

  private long missing(ProductId product, Waiting one) {
    Order.Name name = names.get(one.order());
    OrderState after = name == null ? null : planned.get(name);
    if (after == null) {
      return one.missing();
    }
    Order.Line line = after.order().lines().get(one.line());
    return line == null ? 0 : line.missing().getOrDefault(product, 0L);
  }
}
