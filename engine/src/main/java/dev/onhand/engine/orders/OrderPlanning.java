package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Claim;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderBooks;
import dev.onhand.core.order.OrderPlan;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Planner;
import dev.onhand.core.order.Site;
import dev.onhand.model.Effect;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an order, joined to what is known and planned inside the ledger's transaction.
 *
 * @param snapshot null: nothing new, what is known is applied again
 * @param actor who handed it in
 * @param holds references of holds that the order takes over
 */
public record OrderPlanning(
    SellerId seller,
    Order.Name name,
    @Nullable OrderSnapshot snapshot,
    String actor,
    Shortfall shortfall,
    List<String> holds)
    implements OrderWork<OrderResult> {

  private static final int NOTES_SAID = 5;

  OrderPlanning(SellerId seller, Order.Name name, @Nullable OrderSnapshot snapshot, String actor) {
    this(seller, name, snapshot, actor, Shortfall.SKIP, List.of());
  }

  @Override
  public List<Order.Name> others() {
    return holds.stream().map(Holds::name).filter(hold -> !hold.equals(name)).distinct().toList();
  }

  @Override
  public List<Item> items() {
    return snapshot == null || snapshot.lines() == null
        ? List.of()
        : snapshot.lines().stream().map(OrderSnapshot.Line::item).toList();
  }

  @Override
  public int weight() {
    // As a rule one movement a line: what is reserved, or leaves, at one location.
    return holds.size()
        + (snapshot == null || snapshot.lines() == null ? 2 : 1 + snapshot.lines().size());
  }

  @Override
  public Collection<LevelRef> levels(OrderState state) {
    Set<LevelRef> levels = new LinkedHashSet<>();
    // A level that is named in two ways would be looked up twice.
    Map<String, LocationId> sites =
        state.shared().sites().stream().collect(Collectors.toMap(Site::code, Site::id));
    for (Order.Line line : joined(state).lines().values()) {
      Set<LocationRef> places = new LinkedHashSet<>(sites.values());
      if (line.shippedFrom() != null) {
        places.add(place(line.shippedFrom(), sites));
      }
      if (line.returnedTo() != null && line.returnedTo().location() != null) {
        places.add(place(line.returnedTo().location(), sites));
      }
      for (ProductRef product : products(state, line)) {
        places.forEach(place -> levels.add(new LevelRef(product, place)));
      }
      addDoings(levels, line);
    }
    state
        .holds()
        .forEach(hold -> hold.order().lines().values().forEach(line -> addDoings(levels, line)));
    return levels;
  }

  private static void addDoings(Set<LevelRef> levels, Order.Line line) {
    line.doings().forEach(doing -> levels.add(new LevelRef(doing.product(), doing.location())));
  }

  private static LocationRef place(String code, Map<String, LocationId> sites) {
    LocationId site = sites.get(code);
    return site == null ? LocationRef.code(code) : site;
  }

  private static Set<ProductRef> products(OrderState state, Order.Line line) {
    Set<ProductRef> products = new LinkedHashSet<>();
    addComponents(products, line.components());
    if (line.soldAs() == null || !line.item().equals(line.soldAs().item())) {
      addProducts(products, state, line.item());
    }
    return products;
  }

  private static void addProducts(Set<ProductRef> products, OrderState state, Item item) {
    OrderState.Shared shared = state.shared();
    state.listed(item).ifPresent(listed -> addProduct(products, shared, listed.product()));
    if (item.sku() != null) {
      products.add(new ProductRef.BySku(item.sku()));
      addComponents(products, shared.bundlesBySku().getOrDefault(item.sku().value(), List.of()));
    }
    Gtin gtin = item.gtinToFind();
    if (gtin != null) {
      for (ProductId product : shared.productsByGtin().getOrDefault(gtin, List.of())) {
        addProduct(products, shared, product);
      }
    }
  }

  private static void addProduct(
      Set<ProductRef> products, OrderState.Shared shared, ProductId product) {
    products.add(product);
    addComponents(products, shared.bundles().getOrDefault(product, List.of()));
  }

  private static void addComponents(Set<ProductRef> products, List<Order.Component> components) {
    components.forEach(component -> products.add(component.product()));
  }

  private Order joined(OrderState state) {
    return snapshot == null
        ? Merging.again(state.order())
        : Merging.join(state.order(), snapshot, state.channel().rules().statuses()).order();
  }

  @Override
  public Plan<OrderState, OrderResult> plan(OrderState state, Books books, Instant now) {
    Merging.Verdict verdict = null;
    Order joined = Merging.again(state.order());
    if (snapshot != null) {
      Merging.Joined found =
          Merging.join(state.order(), snapshot, state.channel().rules().statuses());
      verdict = found.verdict();
      joined = found.order();
    }
    joined = held(joined, state, now);
    Takeover takeover = Takeover.of(seller, state, joined, actor, books, now);
    OrderPlan plan =
        new Planner(
                new View(books, state, joined.priority()), state.channel().rules().sourcing(), now)
            .plan(state.order(), joined, actor, occurredAt(now), takeover.units());
    LogEntry.UnitsMoved moved = moved(plan);
    OrderResult result =
        new OrderResult(state.id(), plan.after(), verdict, moved, codes(state.shared().sites()))
            .with(plan.doubtful(), takeover.references());
    if (shortfall == Shortfall.REFUSE && !result.skipped().isEmpty()) {
      return new Plan<>(List.of(), null, result.refused());
    }
    boolean isNothingNew =
        takeover.isNothing()
            && plan.commands().isEmpty()
            && plan.after().lines().equals(state.order().lines())
            && (verdict == null || verdict == Merging.Verdict.SAME);
    if (isNothingNew) {
      // How new it is may have changed all the same; the log is not for that.
      boolean isAsItWas = plan.after().equals(state.order());
      return new Plan<>(List.of(), isAsItWas ? null : state.with(plan.after()), result);
    }
    return new Plan<>(
        Stream.concat(takeover.commands().stream(), plan.commands().stream()).toList(),
        state.with(plan.after(), entry(state, joined, result, now)).together(takeover.holds()),
        result);
  }

  /** The answer where an order is as it should be. */
  static OrderResult unchanged(OrderState state, Merging.@Nullable Verdict verdict) {
    OrderPlan nothing = OrderPlan.nothing(state.order());
    return new OrderResult(
        state.id(), state.order(), verdict, moved(nothing), codes(state.shared().sites()));
  }

  static Map<LocationId, String> codes(List<Site> sites) {
    return sites.stream().collect(Collectors.toMap(Site::id, Site::code));
  }

  /** A hold ends, also where the channel does not say when. */
  private static Order held(Order order, OrderState state, Instant now) {
    return isHold(order) && order.holdUntil() == null
        ? order.heldUntil(now.plus(Duration.ofMinutes(state.channel().holdMinutes())))
        : order;
  }

  static boolean isHold(Order order) {
    return order.applied() != null && order.applied().rule().effect() == Effect.HOLD;
  }

  private @Nullable Instant occurredAt(Instant now) {
    Instant updatedAt = snapshot == null ? null : snapshot.freshness().updatedAt();
    // A channel's clock may be ahead of ours; what it tells has happened all the same.
    return updatedAt == null || updatedAt.isAfter(now) ? null : updatedAt;
  }

  private LogEntry entry(OrderState state, Order joined, OrderResult result, Instant now) {
    Order.Seen received = joined.received();
    String status =
        snapshot != null ? snapshot.status() : received == null ? "" : received.status();
    return new LogEntry(
        state.logLength() + 1,
        status,
        state.channel().rules().statuses().rule(status).effect(),
        result.verdict(),
        joined.applied() == null ? null : joined.applied().status(),
        snapshot == null ? null : snapshot.freshness().updatedAt(),
        result.moved(),
        note(result, isOver(joined, result, now)),
        actor,
        now);
  }

  /** Whether what it released is what it held, for the time of that is over. */
  private boolean isOver(Order joined, OrderResult result, Instant now) {
    return snapshot == null
        && result.moved().released() > 0
        && isHold(joined)
        && !HoldPlanning.isHeld(joined, now);
  }

  /** An order may have thousands of lines; a note has an end. */
  private static @Nullable String note(OrderResult result, boolean isOver) {
    List<String> notes = new ArrayList<>();
    if (isOver) {
      notes.add("its hold is over");
    }
    result
        .holdsTaken()
        .forEach(hold -> notes.add("took over hold '%s'".formatted(Text.shown(hold))));
    notes.addAll(result.doubts());
    if (notes.isEmpty()) {
      return null;
    }
    String said = notes.stream().limit(NOTES_SAID).collect(Collectors.joining(". "));
    return notes.size() > NOTES_SAID
        ? said + ". And " + (notes.size() - NOTES_SAID) + " more"
        : said;
  }

  static LogEntry.UnitsMoved moved(OrderPlan plan) {
    long reserved = 0;
    long released = 0;
    long fulfilled = 0;
    long returned = 0;
    for (Command command : plan.commands()) {
      if (command instanceof Command.Move move) {
        long units = move.quantity().units();
        switch (move.reason()) {
          case RESERVE -> reserved += units;
          case RELEASE -> released += units;
          case SALE -> fulfilled += units;
          case SALE_RETURN -> returned += units;
          default -> throw new IllegalStateException("orders plan no " + move.reason());
        }
      }
    }
    Collection<Order.Line> lines = plan.after().lines().values();
    return new LogEntry.UnitsMoved(
        reserved,
        released,
        fulfilled,
        returned,
        lines.stream().mapToLong(Order.Line::backordered).sum(),
        (int) lines.stream().filter(line -> line.parked() != null).count());
  }

  /**
   * The ledger's books as planning sees them.
   *
   * @param priority of the order, as it is to be
   */
  record View(Books books, OrderState state, int priority) implements OrderBooks {

    private OrderState.Shared shared() {
      return state.shared();
    }

    @Override
    public Optional<Stocked> findProduct(Sku sku) {
      return books.findProduct(new ProductRef.BySku(sku));
    }

    @Override
    public List<Stocked> products(Gtin gtin) {
      return shared().productsByGtin().getOrDefault(gtin, List.of()).stream()
          .map(product -> books.findProduct(product).orElseThrow())
          .toList();
    }

    @Override
    public Optional<Goods> listed(Item item) {
      return state
          .listed(item)
          .map(
              listed ->
                  new Goods(books.findProduct(listed.product()).orElseThrow(), listed.units()));
    }

    @Override
    public List<Order.Component> components(ProductId product) {
      return shared().bundles().getOrDefault(product, List.of());
    }

    @Override
    public Level level(ProductId product, LocationId location) {
      return books.level(
          books
              .findProduct(product)
              .orElseThrow(
                  () -> new IllegalStateException("product " + product + " was not asked for")),
          location);
    }

    @Override
    public List<Site> sites() {
      return shared().sites();
    }

    /** Nobody waits for what is where orders are not sourced from; a hold may take it there. */
    @Override
    public List<Claim> claims(ProductId product, String line) {
      return sites().stream().map(Site::id).noneMatch(claimable()::contains)
          ? List.of()
          : shared().queue().before(product, state.id(), priority, line);
    }

    @Override
    public Set<LocationId> claimable() {
      return shared().queue().places();
    }

    @Override
    public Optional<LocationId> findLocation(String code) {
      return books.findLocation(LocationRef.code(code));
    }
  }
}
