package dev.onhand.core.replay;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Decider;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.order.Claim;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderBooks;
import dev.onhand.core.order.OrderPlan;
import dev.onhand.core.order.Planner;
import dev.onhand.core.order.Resourcing;
import dev.onhand.core.order.Site;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.order.Waiting;
import dev.onhand.core.replay.Step.PartKey;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stock and orders as they are under one setup. Orders are planned by the planner that plans them
 * in earnest, and its commands are decided by the decider.
 */
final class World implements OrderBooks {

  private static final MovementId NO_ID = new MovementId(1);
  private static final String ACTOR = "replay";

  private final Start start;
  private final Setup setup;
  private final Map<Sku, Stocked> bySku = new HashMap<>();
  private final Map<LocationId, String> codes = new HashMap<>();
  private final Set<LocationId> siteIds;
  private final Map<LevelKey, Level> levels;
  private final Map<Long, OrderBook> orders = new HashMap<>();
  private final Map<ProductId, TreeSet<Waiting>> waiting = new HashMap<>();
  private final Books ledger = new Ledger();
  private final Set<ProductId> raised = new HashSet<>();
  private final Set<ProductId> touched = new HashSet<>();
  private @Nullable OrderBook planned;
  private long belowFloor;

  /**
   * @param history to which orders were begun already
   */
  World(Start start, Setup setup, History history) {
    this.start = start;
    this.setup = setup;
    this.levels = new HashMap<>(start.levels());
    this.siteIds = start.sites().stream().map(Site::id).collect(Collectors.toSet());
    start.products().values().forEach(product -> bySku.put(product.sku(), product));
    start.locations().forEach((code, id) -> codes.put(id, code));
    for (Start.Begun begun : start.orders()) {
      OrderBook book =
          new OrderBook(begun, part -> history.missing(begun.order(), part), this::item);
      orders.put(begun.order(), book);
      queue(book, start.at());
    }
  }

  Map<LevelKey, Level> levels() {
    return levels;
  }

  /** Units that all orders wait for. */
  long missing() {
    return orders.values().stream().mapToLong(OrderBook::missing).sum();
  }

  /** Products whose levels changed since this was asked last. */
  Set<ProductId> touched() {
    Set<ProductId> all = Set.copyOf(touched);
    touched.clear();
    return all;
  }

  /** Something that happened whatever the setup is. */
  void fact(Movement movement) {
    change(movement, movement.from(), -movement.quantity().units());
    change(movement, movement.to(), movement.quantity().units());
  }

  private void change(Movement movement, Place place, long units) {
    if (!(place instanceof Place.Inside inside)) {
      return;
    }
    LevelKey key = new LevelKey(movement.product(), inside.location());
    Level before = level(movement.product(), inside.location());
    levels.put(key, before.plus(inside.state(), units, movement.recordedAt()));
    if (inside.state() == State.AVAILABLE) {
      touched.add(movement.product());
      if (units > 0) {
        raised.add(movement.product());
      } else if (before.floor() != null) {
        belowFloor += Math.clamp(before.floor() - before.available() - units, 0, -units);
      }
    }
  }

  /**
   * What a step led to here.
   *
   * @param movements that were made
   * @param missing units that the order waits for after it
   * @param uncovered units that left though they were not there
   */
  record Made(List<Movement> movements, long missing, long uncovered) {}

  /**
   * Brings an order to what is wanted for it.
   *
   * @param returned what came back with the step, and comes back here too
   */
  Made step(Step step, Map<PartKey, Target> targets, List<Movement> returned) {
    OrderBook book =
        orders.computeIfAbsent(step.order(), id -> new OrderBook(step.order(), step.name()));
    book.want(step, targets, this::item, codes);
    long before = belowFloor;
    List<Movement> made = plan(book, returned, step.recordedAt());
    return new Made(made, book.missing(), belowFloor - before);
  }

  private Stocked item(ProductId product) {
    return Optional.ofNullable(start.products().get(product)).orElseThrow();
  }

  /**
   * Line by line, as the lines of a plan see each other: what one took, and what of it came back,
   * counts for the next. Units that never left are put back before their line is planned, and what
   * came back does so after that.
   */
  private List<Movement> plan(OrderBook book, List<Movement> returned, Instant now) {
    planned = book;
    Order order = book.order();
    Planner planner = new Planner(this, sourcing(order), now);
    Map<String, List<Movement>> back = new HashMap<>();
    returned.forEach(
        movement ->
            back.computeIfAbsent(OrderBook.lineId(History.key(movement)), l -> new ArrayList<>())
                .add(movement));
    List<Movement> made = new ArrayList<>();
    Map<String, Order.Line> lines = new LinkedHashMap<>();
    order
        .lines()
        .forEach(
            (id, line) -> {
              List<Movement> its = back.getOrDefault(id, List.of());
              its.stream().filter(one -> Planner.isPutBack(one.key())).forEach(this::fact);
              Order alone = order.withLines(Map.of(id, line));
              OrderPlan plan = planner.plan(alone, alone, ACTOR, null);
              made.addAll(accept(plan, now));
              lines.putAll(plan.after().lines());
              its.stream().filter(one -> !Planner.isPutBack(one.key())).forEach(this::fact);
            });
    keep(book, order.withLines(lines), now);
    return made;
  }

  private Sourcing sourcing(Order order) {
    Setup.Channel channel = setup.channels().get(order.name().channel());
    return channel == null ? Sourcing.PRIORITY : channel.sourcing();
  }

  private List<Movement> accept(OrderPlan plan, Instant now) {
    List<Movement> made = new ArrayList<>();
    for (Command command : plan.commands()) {
      if (Decider.decide(ledger, command, NO_ID, now) instanceof Outcome.Recorded recorded) {
        fact(recorded.movement());
        made.add(recorded.movement());
      }
    }
    return made;
  }

  private void keep(OrderBook book, Order after, Instant now) {
    unqueue(book);
    book.planned(after);
    queue(book, now);
    if (book.isDone()) {
      orders.remove(book.id());
    }
  }

  private void unqueue(OrderBook book) {
    book.waits()
        .forEach(
            (product, waits) ->
                waits.forEach(one -> waiting.getOrDefault(product, new TreeSet<>()).remove(one)));
  }

  private void queue(OrderBook book, Instant now) {
    boolean isUnsplit = sourcing(book.order()) == Sourcing.FIRST_WITH_STOCK;
    book.wait(now, isUnsplit)
        .forEach(
            (product, waits) ->
                waiting.computeIfAbsent(product, p -> new TreeSet<>()).addAll(waits));
  }

  /**
   * Brings units that are held to another location, as a person did, if they are there.
   *
   * @return what was moved; none: it cannot be done here
   */
  List<Movement> resource(
      long order, PartKey part, LocationId from, LocationId to, long units, Instant now) {
    OrderBook book = orders.get(order);
    if (book == null) {
      return List.of();
    }
    planned = book;
    String line = OrderBook.lineId(part);
    Resourcing.Answer answer =
        new Resourcing(this)
            .plan(book.order(), line, from, to, book.reservedAt(line, to) + units, ACTOR);
    if (!(answer instanceof Resourcing.Planned(OrderPlan plan))) {
      return List.of();
    }
    List<Movement> made = accept(plan, now);
    keep(book, plan.after(), now);
    return made;
  }

  /** Whether somebody else sees to it that an order gets what came. */
  interface Attended {
    boolean is(long order, PartKey part);
  }

  /** Gives what came since this was called last to those who wait, in their order. */
  void fill(Attended attended, Instant now) {
    Set<ProductId> products = new TreeSet<>(raised);
    raised.clear();
    for (ProductId product : products) {
      for (Waiting one : List.copyOf(waiting.getOrDefault(product, new TreeSet<>()))) {
        OrderBook book = orders.get(one.order());
        if (book != null && !attended.is(one.order(), OrderBook.part(one.line()))) {
          plan(book, List.of(), now);
        }
      }
    }
  }

  /** Units of a product that may be promised at some locations. */
  long free(ProductId product, Set<LocationId> locations) {
    long free = 0;
    for (Site site : start.sites()) {
      Level level = levels.get(new LevelKey(product, site.id()));
      if (level != null && (locations.isEmpty() || locations.contains(site.id()))) {
        free += level.available() - (level.floor() == null ? 0 : level.floor());
      }
    }
    return free;
  }

  @Override
  public Optional<Stocked> findProduct(Sku sku) {
    return Optional.ofNullable(bySku.get(sku));
  }

  @Override
  public List<Stocked> products(Gtin gtin) {
    return List.of(); // lines are of products here
  }

  @Override
  public Optional<Goods> listed(Item item) {
    return Optional.empty(); // nor of listings
  }

  @Override
  public List<Order.Component> components(ProductId product) {
    return List.of(); // and of components, not of bundles
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    Level level = levels.get(new LevelKey(product, location));
    return level == null ? Level.empty(item(product).floor()) : level;
  }

  @Override
  public List<Site> sites() {
    return start.sites();
  }

  @Override
  public List<Claim> claims(ProductId product, String line) {
    TreeSet<Waiting> all = waiting.get(product);
    if (all == null || all.isEmpty() || planned == null) {
      return List.of();
    }
    Waiting own = planned.asWaiting(product, line);
    List<Claim> claims = new ArrayList<>();
    for (Waiting one : all.headSet(own, false)) {
      if (one.order() != own.order() && canTake(product, one)) {
        claims.add(new Claim(one.missing(), one.only()));
      }
    }
    return claims;
  }

  /** What is not to be split waits for the location where it was begun, and owes nobody else. */
  private boolean canTake(ProductId product, Waiting one) {
    return one.only().isEmpty()
        || one.only().stream()
            .map(place -> level(product, place))
            .anyMatch(level -> level.floor() == null || level.available() > level.floor());
  }

  @Override
  public Set<LocationId> claimable() {
    return siteIds;
  }

  @Override
  public Optional<LocationId> findLocation(String code) {
    return Optional.ofNullable(start.locations().get(code));
  }

  /** The books as the decider looks at them; every key is new. */
  private final class Ledger implements Books {
    @Override
    public Optional<Movement> findMovement(MovementKey key) {
      return Optional.empty();
    }

    @Override
    public Optional<Movement> findMovement(MovementId id) {
      return Optional.empty();
    }

    @Override
    public Optional<MovementId> findReversalOf(MovementId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Stocked> findProduct(ProductRef ref) {
      return switch (ref) {
        case ProductId id -> Optional.ofNullable(start.products().get(id));
        case ProductRef.BySku named -> World.this.findProduct(named.sku());
      };
    }

    @Override
    public Optional<LocationId> findLocation(LocationRef ref) {
      return switch (ref) {
        case LocationId id -> Optional.of(id);
        case LocationRef.ByCode named -> World.this.findLocation(named.code());
      };
    }

    @Override
    public Level level(Stocked product, LocationId location) {
      return World.this.level(product.id(), location);
    }
  }
}
