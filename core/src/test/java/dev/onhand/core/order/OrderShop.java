package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shop in memory: books, two houses, and orders that are delivered to it. */
final class OrderShop implements OrderBooks {

  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  static final Order.Name NAME = new Order.Name("web", "1001");

  static final LocationId BERLIN = new LocationId(1);
  static final LocationId HAMBURG = new LocationId(2);

  private final WorkingBooks books = new WorkingBooks();
  private final List<Site> sites = new ArrayList<>();
  private final Map<ProductId, Stocked> products = new HashMap<>();
  private final Map<String, Gtin> gtins = new TreeMap<>();
  private final Map<ProductId, List<Order.Component>> bundles = new HashMap<>();
  private final Map<String, Goods> listings = new HashMap<>();
  private final Map<Order.Name, Order> orders = new LinkedHashMap<>();
  private OrderRules rules;
  private Order.Name planning = NAME;
  private List<DoubtfulShipment> doubtful = List.of();
  private long lastMovement;
  private long lastKey;
  private long lastMinute;

  OrderShop(OrderRules rules) {
    this.rules = rules;
    house(1, "berlin", 1);
    house(2, "hamburg", 2);
  }

  static OrderShop usual() {
    return new OrderShop(OrderRules.DEFAULT);
  }

  private void house(long id, String code, int priority) {
    sites.add(new Site(new LocationId(id), code, priority, null));
    books.load(new LocationId(id), code);
  }

  OrderShop without(String site) {
    sites.removeIf(one -> one.code().equals(site));
    return this;
  }

  OrderShop product(String sku, long berlin, long hamburg) {
    return product(sku, berlin, hamburg, Stocked.Tracking.TRACKED);
  }

  OrderShop product(String sku, long berlin, long hamburg, Stocked.Tracking tracking) {
    ProductId id = new ProductId(products.size() + 1);
    Stocked product =
        new Stocked(id, new Sku(sku), tracking, tracking == Stocked.Tracking.TRACKED ? 0L : null);
    products.put(id, product);
    books.load(product);
    stock(sku, "berlin", berlin);
    stock(sku, "hamburg", hamburg);
    return this;
  }

  OrderShop gtin(String sku, Gtin gtin) {
    gtins.put(sku, gtin);
    return this;
  }

  OrderShop bundle(String sku, Map<String, Long> components) {
    product(sku, 0, 0);
    bundles.put(
        find(sku).id(),
        components.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> new Order.Component(find(one.getKey()).id(), one.getValue()))
            .toList());
    return this;
  }

  void stock(String sku, String location, long units) {
    if (units > 0) {
      decide(
          List.of(
              Command.Move.of(
                  "stock-" + ++lastKey,
                  sku,
                  Reason.PURCHASE,
                  units,
                  location,
                  Details.of(Cause.of(Cause.Kind.PERSON), "ann"))));
    }
  }

  private void decide(List<Command> commands) {
    List<Outcome> outcomes =
        books.decide(commands, true, () -> new MovementId(++lastMovement), NOW);
    assertThat(outcomes).allMatch(Outcome.Recorded.class::isInstance);
  }

  /** As the channel shows it one minute later. */
  Freshness next() {
    return at(++lastMinute);
  }

  static Freshness at(long minute) {
    return new Freshness(NOW.plusSeconds(60 * minute), null, NOW);
  }

  Merging.Verdict deliver(OrderSnapshot snapshot) {
    return deliver(NAME, snapshot);
  }

  Merging.Verdict deliver(Order.Name name, OrderSnapshot snapshot) {
    Order order = orders.getOrDefault(name, Order.unseen(name));
    Merging.Joined joined = Merging.join(order, snapshot, rules.statuses());
    orders.put(name, joined.order());
    apply(order, name);
    return joined.verdict();
  }

  void deliver(String status, OrderSnapshot.Line... lines) {
    deliver(OrderSnapshot.of(status, next(), List.of(lines)));
  }

  void status(String status) {
    deliver(OrderSnapshot.statusOnly(status, next()));
  }

  void reapply(Order.Name name) {
    apply(orders.get(name), name);
  }

  private void apply(Order before, Order.Name name) {
    OrderPlan plan = plan(before, name);
    decide(plan.commands());
    orders.put(name, plan.after());
    doubtful = plan.doubtful();
    OrderPlan again = plan(plan.after(), name);
    assertThat(again.commands()).as("what is done needs nothing more").isEmpty();
    assertThat(again.doubtful()).as("what is said is said once").isEmpty();
    assertThat(again.after()).isEqualTo(plan.after());
  }

  Resourcing.Answer resource(
      Order.Name name,
      String line,
      @Nullable LocationId from,
      LocationId to,
      @Nullable Long units) {
    Resourcing.Answer answer =
        new Resourcing(this).plan(orders.get(name), line, from, to, units, "test");
    if (answer instanceof Resourcing.Planned(OrderPlan plan)) {
      decide(plan.commands());
      orders.put(name, plan.after());
      assertThat(plan(plan.after(), name).commands()).as("planning leaves it there").isEmpty();
    }
    return answer;
  }

  /** All orders, in the order in which they are to have what there is. */
  List<Order> queue() {
    return orders.values().stream()
        .sorted(Comparator.comparingInt(Order::priority).reversed())
        .toList();
  }

  /** What was doubtful about the shipments of the last plan. */
  List<DoubtfulShipment> doubtful() {
    return doubtful;
  }

  private OrderPlan plan(Order before, Order.Name name) {
    planning = name;
    return new Planner(this, rules.sourcing(), NOW)
        .plan(before, Merging.again(orders.get(name)), "test", null);
  }

  /** What a status means is changed, also of orders that are there. */
  void means(String status, StatusMap.Rule rule) {
    StatusMap statuses = rules.statuses().with(Map.of(status, rule));
    rules = new OrderRules(statuses, rules.sourcing());
    orders.replaceAll(
        (name, order) ->
            new Order(
                name,
                read(order.received()),
                read(order.applied()),
                order.linesFrom(),
                order.isAllShipped(),
                order.isAllReturned(),
                order.holdUntil(),
                order.shipTo(),
                order.priority(),
                order.lines()));
  }

  private Order.@Nullable Seen read(Order.@Nullable Seen seen) {
    return seen == null
        ? null
        : new Order.Seen(seen.status(), rules.statuses().rule(seen.status()), seen.freshness());
  }

  Order order() {
    return orders.get(NAME);
  }

  Order.Line line(String id) {
    return order().lines().get(id);
  }

  long available(String sku, String location) {
    return units(sku, location, State.AVAILABLE);
  }

  long units(String sku, String location, State state) {
    return books
        .level(find(sku), books.findLocation(LocationRef.code(location)).orElseThrow())
        .of(state);
  }

  long available(String sku) {
    return available(sku, "berlin") + available(sku, "hamburg");
  }

  long reserved(String sku) {
    return units(sku, "berlin", State.RESERVED) + units(sku, "hamburg", State.RESERVED);
  }

  long onHand(String sku) {
    return available(sku) + reserved(sku);
  }

  int movements() {
    return books.recorded().size();
  }

  private Stocked find(String sku) {
    return books.findProduct(ProductRef.sku(sku)).orElseThrow();
  }

  @Override
  public Optional<Stocked> findProduct(Sku sku) {
    return books.findProduct(new ProductRef.BySku(sku));
  }

  @Override
  public List<Stocked> products(Gtin gtin) {
    return gtins.entrySet().stream()
        .filter(one -> one.getValue().equals(gtin))
        .map(one -> find(one.getKey()))
        .toList();
  }

  /** Says of what a listing is: so many units of a product. */
  OrderShop listing(String name, String sku, long units) {
    listings.put(name, new Goods(find(sku), units));
    return this;
  }

  @Override
  public Optional<Goods> listed(Item item) {
    return item.listingNames().stream()
        .filter(listings::containsKey)
        .map(listings::get)
        .findFirst();
  }

  @Override
  public List<Order.Component> components(ProductId product) {
    return bundles.getOrDefault(product, List.of());
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    return books.level(products.get(product), location);
  }

  @Override
  public List<Site> sites() {
    return sites;
  }

  /** The orders by priority; who waits longest is who was delivered first. */
  @Override
  public List<Claim> claims(ProductId product, String line) {
    List<Claim> claims = new ArrayList<>();
    queue().stream()
        .takeWhile(order -> !order.name().equals(planning))
        .forEach(
            order ->
                order.lines().values().stream()
                    .map(each -> each.missing().getOrDefault(product, 0L))
                    .filter(missing -> missing > 0)
                    .forEach(missing -> claims.add(new Claim(missing, Set.of()))));
    return claims;
  }

  @Override
  public Set<LocationId> claimable() {
    return sites.stream().map(Site::id).collect(Collectors.toSet());
  }

  @Override
  public Optional<LocationId> findLocation(String code) {
    return books.findLocation(LocationRef.code(code));
  }
}
