package dev.onhand.core.replay;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import dev.onhand.core.order.StatusMap;
import dev.onhand.core.order.Waiting;
import dev.onhand.core.replay.Step.PartKey;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An order of a world. Each product of a line of the order is a line of its own here, so that
 * bundles need not be known: what they were made of stands in the journal.
 */
final class OrderBook {

  /** What is wanted is said in units; the status that wants them is always the same. */
  private static final Order.Seen WANTED =
      new Order.Seen(
          "wanted", StatusMap.Rule.of(Effect.RESERVE), new Freshness(null, null, Instant.EPOCH));

  private static final Order.Counts NONE = new Order.Counts(0, 0, 0, 0, 0);

  private final long id;
  private Order order;
  private Map<ProductId, List<Waiting>> waits = Map.of();

  OrderBook(long id, Order.Name name) {
    this.id = id;
    this.order = order(name, 0, null, Map.of());
  }

  /**
   * @param missing what each part waits for
   */
  OrderBook(
      Start.Begun begun, ToLongFunction<PartKey> missing, Function<ProductId, Stocked> products) {
    this.id = begun.order();
    Map<String, Order.Line> lines = new LinkedHashMap<>();
    Map<ProductId, List<Waiting>> known = new HashMap<>();
    for (Start.Open open : begun.open()) {
      PartKey part = open.part().key();
      ProductId product = part.product();
      String line = lineId(part);
      long waits = missing.applyAsLong(part);
      lines.put(line, begun(line, open, products.apply(product), waits));
      if (waits > 0) {
        known
            .computeIfAbsent(product, p -> new ArrayList<>())
            .add(new Waiting(id, line, begun.priority(), begun.since(), waits, Set.of()));
      }
    }
    this.order = order(begun.name(), begun.priority(), null, lines);
    this.waits = known;
  }

  private static Order.Line begun(String line, Start.Open open, Stocked product, long missing) {
    List<Order.Doing> doings =
        open.reserved().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                held ->
                    new Order.Doing(product.id(), held.getKey(), 1, held.getValue(), 0, 0, NONE))
            .toList();
    return line(line, product, doings, open.held() + missing, 0, null, missing);
  }

  static String lineId(PartKey part) {
    return part.product().value() + ":" + part.line();
  }

  static PartKey part(String lineId) {
    int colon = lineId.indexOf(':');
    return new PartKey(
        lineId.substring(colon + 1), new ProductId(Long.parseLong(lineId.substring(0, colon))));
  }

  long id() {
    return id;
  }

  Order order() {
    return order;
  }

  /** Says what is wanted from now on. */
  void want(
      Step step,
      Map<PartKey, Target> targets,
      Function<ProductId, Stocked> products,
      Map<LocationId, String> codes) {
    Map<String, Order.Line> lines = new LinkedHashMap<>();
    targets.forEach(
        (part, target) -> {
          String line = lineId(part);
          lines.put(line, wanted(line, products.apply(part.product()), target, codes));
        });
    order = order(step.name(), step.priority(), step.shipTo(), lines);
  }

  private Order.Line wanted(
      String id, Stocked product, Target target, Map<LocationId, String> codes) {
    Order.Line before = order.lines().get(id);
    List<Order.Doing> doings = before == null ? List.of() : before.doings();
    long shipped = target.sold() + doings.stream().mapToLong(Order.Doing::fulfilled).sum();
    LocationId from = leaves(doings, target);
    return line(
        id,
        product,
        doings,
        target.reserved() + shipped,
        shipped,
        from == null ? null : codes.get(from),
        before == null ? 0 : before.backordered());
  }

  /** Where from, unless it was held there and is held elsewhere here. */
  private static @Nullable LocationId leaves(List<Order.Doing> doings, Target target) {
    LocationId from = target.soldFrom();
    boolean isHeldElsewhere =
        target.wasReserved()
            && doings.stream().anyMatch(doing -> doing.reserved() > 0)
            && doings.stream()
                .noneMatch(doing -> doing.reserved() > 0 && doing.location().equals(from));
    return isHeldElsewhere ? null : from;
  }

  private static Order.Line line(
      String id,
      Stocked product,
      List<Order.Doing> doings,
      long ordered,
      long shipped,
      @Nullable String from,
      long missing) {
    Item item = Item.of(product.sku());
    return new Order.Line(
        id,
        item,
        ordered,
        0,
        true,
        shipped,
        0,
        from,
        null,
        new Order.Sold(item, product.id(), 1),
        List.of(new Order.Component(product.id(), 1)),
        doings,
        missing == 0 ? Map.of() : Map.of(product.id(), missing),
        null);
  }

  private static Order order(
      Order.Name name, int priority, @Nullable ShipTo shipTo, Map<String, Order.Line> lines) {
    return new Order(name, WANTED, WANTED, null, false, false, null, shipTo, priority, lines);
  }

  void planned(Order after) {
    order = after;
  }

  /** Units that it waits for. */
  long missing() {
    return order.lines().values().stream().mapToLong(Order.Line::backordered).sum();
  }

  /**
   * Whether nothing has to be remembered of it: it holds nothing, waits for nothing, and was never
   * at several locations, whose order counts.
   */
  boolean isDone() {
    return order.lines().values().stream()
        .allMatch(
            line -> line.backordered() == 0 && line.reserved() == 0 && line.doings().size() <= 1);
  }

  long reservedAt(String line, LocationId location) {
    return doings(line).stream()
        .filter(doing -> doing.location().equals(location))
        .mapToLong(Order.Doing::reserved)
        .sum();
  }

  private List<Order.Doing> doings(String line) {
    Order.Line found = order.lines().get(line);
    return found == null ? List.of() : found.doings();
  }

  /** Its lines that wait, as they stand in the queues. */
  Map<ProductId, List<Waiting>> waits() {
    return waits;
  }

  /**
   * Its lines that wait now; what waited before keeps its place.
   *
   * @param isUnsplit whether a line that was begun waits for the location where it was
   */
  Map<ProductId, List<Waiting>> wait(Instant now, boolean isUnsplit) {
    Map<ProductId, List<Waiting>> next = new HashMap<>();
    for (Order.Line line : order.lines().values()) {
      line.missing()
          .forEach(
              (product, missing) ->
                  next.computeIfAbsent(product, p -> new ArrayList<>())
                      .add(waiting(line, product, missing, now, isUnsplit)));
    }
    waits = next;
    return waits;
  }

  private Waiting waiting(
      Order.Line line, ProductId product, long missing, Instant now, boolean isUnsplit) {
    Instant since = asWaiting(product, line.id()).since();
    Set<LocationId> only = isUnsplit ? line.reservedAt(product) : Set.of();
    return new Waiting(
        id, line.id(), order.priority(), since.equals(Instant.MAX) ? now : since, missing, only);
  }

  /** A line's place in the queue; what does not wait yet comes last. */
  Waiting asWaiting(ProductId product, String line) {
    return waits.getOrDefault(product, List.of()).stream()
        .filter(one -> one.line().equals(line))
        .findFirst()
        .orElseGet(() -> new Waiting(id, line, order.priority(), Instant.MAX, 0, Set.of()));
  }
}
