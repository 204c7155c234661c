package dev.onhand.engine.testing;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.model.Gtin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Orders of the first seller of an in-memory ledger: planned by the real planner, each as it comes,
 * on the real decisions, and with no more of the books in sight than was asked for. Every location
 * is one that orders are sourced from. It passes the same contract as the committer. Thread-safe.
 */
public final class InMemoryOrders implements PlanningLedger {

  private final InMemoryLedger ledger;
  private final Map<Order.Name, OrderState> orders = new LinkedHashMap<>();
  private final Map<Order.Name, List<LogEntry>> logs = new LinkedHashMap<>();
  private final Map<String, ChannelData> channels = new HashMap<>();
  private final Map<ProductId, List<Order.Component>> bundles = new LinkedHashMap<>();
  private final Map<OrderState.ListingName, Order.Component> listings = new HashMap<>();
  private final Map<Gtin, List<ProductId>> gtins = new HashMap<>();

  public InMemoryOrders(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  /** Sets a channel up. One that nobody set up is as any that says nothing of itself. */
  public synchronized void channel(String code, ChannelData data) {
    channels.put(code, data);
  }

  /** Makes a product a bundle. */
  public synchronized void bundle(ProductId product, List<Order.Component> components) {
    bundles.put(product, components);
  }

  /** Says of what a channel's listing is: so many units of a product. */
  public synchronized void listing(OrderState.ListingName name, Order.Component match) {
    listings.put(name, match);
  }

  public synchronized void gtin(Gtin gtin, ProductId product) {
    gtins.computeIfAbsent(gtin, g -> new ArrayList<>()).add(product);
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    return ledger.submit(list);
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return ledger.preview(list);
  }

  @Override
  public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
    List<CompletableFuture<R>> answers = new ArrayList<>();
    plannings.forEach(planning -> answers.add(answer(planning)));
    return answers;
  }

  private synchronized <S, R> CompletableFuture<R> answer(Planning<S, R> planning) {
    Order.Name name = (Order.Name) planning.key();
    List<OrderState> others =
        planning.others().stream().map(other -> state((Order.Name) other)).toList();
    S state = planning.type().cast(state(name).together(others));
    Instant now = ledger.now();
    AskedBooks books = new AskedBooks(ledger.firstSeller().live(), planning.levels(state));
    Planning.Plan<S, R> plan = planning.plan(state, books, now);
    List<Outcome> outcomes =
        plan.commands().isEmpty()
            ? List.of()
            : ledger.submit(CommandList.allOrNone(planning.seller(), plan.commands())).join();
    Optional<Outcome.Refused> refused =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(Outcome.Refused.class::cast)
            .filter(one -> !(one instanceof Outcome.ListRefused))
            .findFirst();
    if (refused.isPresent()) {
      return CompletableFuture.failedFuture(new PlanRefusedException(refused.get()));
    }
    boolean isRepeated =
        !outcomes.isEmpty()
            && outcomes.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
    if (plan.after() instanceof OrderState after && !isRepeated) {
      after.apart().forEach((key, changed) -> keep((Order.Name) key, changed));
    }
    return CompletableFuture.completedFuture(planning.answer(plan.answer(), isRepeated));
  }

  private void keep(Order.Name name, OrderState after) {
    logs.computeIfAbsent(name, n -> new ArrayList<>()).addAll(after.news());
    orders.put(name, after);
  }

  /** An order with all it shares as that is now. */
  private OrderState state(Order.Name name) {
    OrderState kept = orders.get(name);
    Channel channel = channel(name.channel());
    return new OrderState(
        kept == null ? orders.size() + 1L : kept.id(),
        kept == null ? Order.unseen(name) : read(kept.order(), channel.rules().statuses()),
        channel,
        shared(),
        kept == null ? 0 : kept.logLength(),
        List.of());
  }

  private Channel channel(String code) {
    ChannelData data = channels.getOrDefault(code, ChannelData.usual(code));
    return new Channel(1, code, data.name(), data.rules(Sourcing.PRIORITY), data.holdMinutes());
  }

  /** A status means what its channel says now. */
  private static Order read(Order order, StatusMap statuses) {
    return new Order(
        order.name(),
        read(order.received(), statuses),
        read(order.applied(), statuses),
        order.linesFrom(),
        order.isAllShipped(),
        order.isAllReturned(),
        order.holdUntil(),
        order.shipTo(),
        order.priority(),
        order.lines());
  }

  private static Order.@Nullable Seen read(Order.@Nullable Seen seen, StatusMap statuses) {
    return seen == null
        ? null
        : new Order.Seen(seen.status(), statuses.rule(seen.status()), seen.freshness());
  }

  private OrderState.Shared shared() {
    List<Site> sites = new ArrayList<>();
    ledger
        .firstSeller()
        .locations()
        .forEach((id, code) -> sites.add(new Site(id, code, 100, null)));
    Map<String, List<Order.Component>> bySku = new HashMap<>();
    bundles.forEach((product, parts) -> bySku.put(product(product).sku().value(), parts));
    return new OrderState.Shared(
        sites,
        Map.copyOf(bundles),
        bySku,
        Map.copyOf(listings),
        Map.copyOf(gtins),
        new BackorderQueue(Set.of(), false));
  }

  Stocked product(ProductId id) {
    return ledger.firstSeller().live().findProduct(id).orElseThrow();
  }

  synchronized List<ProductId> find(Gtin gtin) {
    return gtins.getOrDefault(gtin, List.of());
  }

  synchronized boolean isListed(String channel, String name) {
    return listings.containsKey(new OrderState.ListingName(channel, name));
  }

  InMemorySeller seller() {
    return ledger.firstSeller();
  }

  Map<LocationId, String> locations() {
    return ledger.firstSeller().locations();
  }

  Optional<Movement> movement(MovementKey key) {
    return ledger.firstSeller().live().findMovement(key);
  }

  /** Whether orders of a channel are never split over locations. */
  boolean isNeverSplit(Order.Name name) {
    return channel(name.channel()).rules().sourcing() == Sourcing.FIRST_WITH_STOCK;
  }

  /** All orders that were ever seen. */
  public synchronized Collection<OrderState> orders() {
    return List.copyOf(orders.values());
  }

  /** An order that was seen. */
  public synchronized Order order(String channel, String externalId) {
    return orders.get(new Order.Name(channel, externalId)).order();
  }

  synchronized @Nullable OrderState find(Order.Name name) {
    return orders.containsKey(name) ? state(name) : null;
  }

  /** What was received for an order. */
  public synchronized List<LogEntry> log(String channel, String externalId) {
    return List.copyOf(logs.getOrDefault(new Order.Name(channel, externalId), List.of()));
  }
}
