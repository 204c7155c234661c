package dev.onhand.sandbox.shop;

import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Order.Payment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The truth of one account: its listings and its orders. A buyer can take what is listed and no
 * more; the shop does not know what the seller really has. Safe for many threads; whoever needs
 * several calls in one piece synchronizes on the shop.
 *
 * <p>Actions that cannot be (an unknown id, more units than there are) are the caller's fault and
 * end in {@link IllegalArgumentException} or {@link IllegalStateException}.
 */
public final class Shop {
  /** Ids of different kinds start apart, so that a mix-up is seen. */
  private static final long FIRST_LISTING = 100_001;

  private static final long FIRST_ORDER = 500_001;
  private static final long FIRST_PARCEL = 700_001;
  private static final long FIRST_LINE = 900_001;

  /** What a buyer wants of a listing. */
  public record Wanted(String listing, int units) {
    public Wanted {
      if (units < 1) {
        throw new IllegalArgumentException("a buyer wants at least 1 unit, not " + units);
      }
    }
  }

  private final String name;
  private final Rules rules;
  private final InstantSource clock;
  private final Onlooker onlooker;
  private final Shelf shelf;
  private final OrderBook orders = new OrderBook();
  private Duration skew = Duration.ZERO;
  private long listingsMade;
  private long ordersMade;
  private long parcelsMade;
  private long linesMade;
  private long unitsLost;

  public Shop(String name, Rules rules, InstantSource clock, Onlooker onlooker) {
    this.name = name;
    this.rules = rules;
    this.clock = clock;
    this.onlooker = onlooker;
    this.shelf = new Shelf(clock);
  }

  public String name() {
    return name;
  }

  public Rules rules() {
    return rules;
  }

  /** The time that the shop's own clock shows. */
  public synchronized Instant now() {
    return clock.instant().plus(skew);
  }

  /** Sets the shop's clock that much ahead of the sandbox's; behind it if negative. */
  public synchronized void skew(Duration ahead) {
    skew = ahead;
  }

  // Listings.

  /** Puts an item up for sale. */
  public synchronized Listing list(Item item, int quantity) {
    long number = FIRST_LISTING + listingsMade++;
    String id = rules.listingId().apply(number);
    Listing listing = new Listing(id, number, item, Listing.State.ONLINE, quantity, 0, now());
    shelf.add(listing);
    return listing;
  }

  /** The listing of that id, unless it was deleted. */
  public synchronized Optional<Listing> find(String id) {
    return shelf.find(id);
  }

  /** The listing of that SKU, in whatever case, unless it was deleted. */
  public synchronized Optional<Listing> findBySku(String sku) {
    return shelf.findBySku(sku);
  }

  /** All that were not deleted, in the order in which the shop would show them. */
  public synchronized List<Listing> listings() {
    return shelf.all();
  }

  /**
   * The seller's program sets the quantity.
   *
   * @param reference what names the call in the journal
   */
  public synchronized Listing push(String id, int quantity, String reference) {
    if (quantity < rules.quantityMin() || quantity > rules.quantityMax()) {
      throw new IllegalArgumentException("this shop takes no quantity of " + quantity);
    }
    return shelf.change(id, Cause.PUSHED, reference, it -> it.with(quantity, it.held()).at(now()));
  }

  /** A person sets the quantity by hand. */
  public synchronized Listing edit(String id, int quantity) {
    return shelf.change(id, Cause.EDITED, "", it -> it.with(quantity, it.held()).at(now()));
  }

  public synchronized Listing pause(String id) {
    return shelf.change(id, Cause.PAUSED, "", it -> it.with(Listing.State.PAUSED).at(now()));
  }

  /** Marks a listing as out of stock, whatever its quantity. */
  public synchronized Listing withhold(String id) {
    return shelf.change(id, Cause.PAUSED, "", it -> it.with(Listing.State.WITHHELD).at(now()));
  }

  public synchronized Listing resume(String id) {
    return shelf.change(id, Cause.RESUMED, "", it -> it.with(Listing.State.ONLINE).at(now()));
  }

  /** Gives the listing another SKU; its id stays. */
  public synchronized Listing rename(String id, String sku) {
    return shelf.change(id, Cause.RENAMED, "", it -> it.with(it.item().withSku(sku)).at(now()));
  }

  public synchronized void delete(String id) {
    shelf.remove(id);
  }

  /** Moves a listing behind all others, so that pages shift for whoever reads them now. */
  public synchronized void moveToEnd(String id) {
    shelf.moveToEnd(id);
  }

  /** All that ever happened to listings, in that order. */
  public synchronized List<Entry> journal() {
    return shelf.journal();
  }

  // Buyers.

  /** Places and pays an order of one line; see {@link #place}. */
  public synchronized Optional<Order> sell(String listing, int units) {
    return place(List.of(new Wanted(listing, units))).map(order -> pay(order.id()));
  }

  /**
   * Places an order. Of each listing the buyer takes what is listed if that is less than wanted;
   * what is missing is counted as lost.
   *
   * @return empty if there was nothing at all
   */
  public synchronized Optional<Order> place(List<Wanted> basket) {
    List<Line> lines = new ArrayList<>();
    long number = FIRST_ORDER + ordersMade;
    String id = rules.orderId().apply(number);
    for (Wanted wanted : basket) {
      Listing listing = shelf.get(wanted.listing());
      int units = Math.min(wanted.units(), listing.listed());
      unitsLost += wanted.units() - units;
      if (units > 0) {
        long lineNumber = FIRST_LINE + linesMade++;
        lines.add(Line.of(lineNumber, listing, units));
        if (!rules.takesWhenPaid()) {
          take(listing.id(), id, units);
        }
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    ordersMade++;
    Instant now = now();
    Order order = new Order(id, number, 1, Payment.PENDING, lines, List.of(), now, null, null, now);
    orders.put(order);
    onlooker.saw(Happening.PLACED, order);
    return Optional.of(order);
  }

  /** Payment arrives. */
  public synchronized Order pay(String id) {
    Order order = orders.get(id);
    if (order.payment() != Payment.PENDING) {
      throw new IllegalStateException("order " + id + " is " + order.payment());
    }
    if (rules.takesWhenPaid()) {
      order.lines().forEach(line -> take(line.listing(), id, line.kept()));
    }
    return save(order.with(Payment.PAID, now()), Happening.PAID);
  }

  /** Payment fails for good. */
  public synchronized Order failPayment(String id) {
    Order order = orders.get(id);
    if (order.payment() != Payment.PENDING) {
      throw new IllegalStateException("order " + id + " is " + order.payment());
    }
    if (!rules.takesWhenPaid()) {
      order.lines().forEach(line -> giveBack(line, id, line.kept()));
    }
    return save(order.with(Payment.FAILED, null), Happening.UNPAID);
  }

  // Those who work on an order: the seller, or the marketplace for a buyer.

  /** The seller says that he will send that line. */
  public synchronized Order accept(String id, long line) {
    Order order = orders.get(id);
    return save(order.withLine(line, Line::withAccepted), Happening.ACCEPTED);
  }

  /** Cancels all that is not fulfilled. */
  public synchronized Order cancel(String id) {
    Order order = orders.get(id);
    for (Line line : order.lines()) {
      int open = order.open(line.number());
      if (open > 0) {
        order = cancel(id, line.number(), open);
      }
    }
    return order;
  }

  /** Cancels units that are not fulfilled; the whole line where the marketplace knows no less. */
  public synchronized Order cancel(String id, long lineNumber, int units) {
    Order order = orders.get(id);
    Line line = order.line(lineNumber);
    int open = order.open(lineNumber);
    int cancelled = rules.cancelsWholeLines() ? open : units;
    requireAtMost(open, cancelled, "open", order);
    if (order.payment() == Payment.PAID || !rules.takesWhenPaid()) {
      giveBack(line, id, cancelled);
      if (rules.cancelDoublesInParcels() && order.fulfilled(lineNumber) > 0) {
        restock(line, id, Cause.CANCELLED, cancelled);
      }
    }
    return save(order.withLine(lineNumber, it -> it.plus(cancelled, 0, 0)), Happening.CANCELLED);
  }

  /** Packs all that is open and sends it. */
  public synchronized Order ship(String id) {
    Order order = orders.get(id);
    Map<Long, Integer> open = new TreeMap<>();
    for (Line line : order.lines()) {
      if (order.open(line.number()) > 0) {
        open.put(line.number(), order.open(line.number()));
      }
    }
    Fulfilment parcel = pack(id, open);
    return move(id, parcel.number(), Stage.SHIPPED);
  }

  /**
   * Packs a parcel: its units leave the shop's stock, where the shop held them beside it.
   *
   * @param units how many of each line, by the line's number
   */
  public synchronized Fulfilment pack(String id, Map<Long, Integer> units) {
    Order order = orders.get(id);
    if (units.isEmpty()) {
      throw new IllegalStateException("order " + id + " has nothing to pack");
    }
    units.forEach((line, wanted) -> requireAtMost(order.open(line), wanted, "open", order));
    Fulfilment parcel =
        new Fulfilment(
            FIRST_PARCEL + parcelsMade++, units, Stage.PACKED, Map.of(Stage.PACKED, now()));
    parcel.units().forEach((line, packed) -> fulfil(order.line(line), id, packed));
    List<Fulfilment> parcels = new ArrayList<>(order.fulfilments());
    parcels.add(parcel);
    save(order.with(parcels), Happening.FULFILLED);
    return parcel;
  }

  /** Sends or delivers a parcel, or undoes one that is not sent. */
  public synchronized Order move(String id, long parcelNumber, Stage stage) {
    Order order = orders.get(id);
    Fulfilment parcel =
        order.fulfilments().stream()
            .filter(it -> it.number() == parcelNumber)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("order " + id + " has no parcel " + parcelNumber));
    if (stage == Stage.CANCELLED) {
      if (parcel.stage() != Stage.PACKED) {
        throw new IllegalStateException("parcel " + parcelNumber + " is " + parcel.stage());
      }
      parcel.units().forEach((line, units) -> fulfil(order.line(line), id, -units));
    }
    List<Fulfilment> parcels =
        order.fulfilments().stream()
            .map(it -> it.equals(parcel) ? it.to(stage, now()) : it)
            .toList();
    return save(order.with(parcels), Happening.FULFILLED);
  }

  /** Pays units back, without a word on where the goods are. */
  public synchronized Order refund(String id, long lineNumber, int units) {
    Order order = orders.get(id);
    Line line = order.line(lineNumber);
    int refunded = rules.cancelsWholeLines() ? line.kept() - line.refunded() : units;
    requireAtMost(line.kept() - line.refunded(), refunded, "left to refund", order);
    return save(order.withLine(lineNumber, it -> it.plus(0, refunded, 0)), Happening.REFUNDED);
  }

  /** Shipped units arrive at the seller, who tells the shop. */
  public synchronized Order takeBack(String id, long lineNumber, int units) {
    Order order = orders.get(id);
    Line line = order.line(lineNumber);
    requireAtMost(order.fulfilled(lineNumber) - line.returned(), units, "to come back", order);
    if (rules.restocksReturned()) {
      restock(line, id, Cause.RETURNED, units);
    }
    return save(order.withLine(lineNumber, it -> it.plus(0, 0, units)), Happening.RETURNED);
  }

  /** Moves an order's time of change to now, though nothing else changed. */
  public synchronized Order touch(String id) {
    Order order = orders.get(id);
    Order touched = order.next(now(), order.cancelledAt());
    orders.put(touched);
    return touched;
  }

  // Reading.

  public synchronized Optional<Order> order(String id) {
    return orders.find(id);
  }

  /** All, in the order in which they were placed. */
  public synchronized List<Order> orders() {
    return orders.all();
  }

  /** Changed at that time (the shop's) or later, the longest unchanged first. */
  public synchronized List<Order> ordersUpdatedSince(Instant from) {
    return orders.updatedSince(from);
  }

  /** Units of a SKU that buyers still want or have: ordered, not cancelled, not unpaid. */
  public synchronized int unitsKept(String sku) {
    return orders.all().stream()
        .filter(order -> order.payment() != Payment.FAILED)
        .flatMap(order -> order.lines().stream())
        .filter(line -> line.item().sku().equals(sku))
        .mapToInt(Line::kept)
        .sum();
  }

  /** Units that buyers wanted and did not find listed. */
  public synchronized long unitsLost() {
    return unitsLost;
  }

  private Order save(Order order, Happening happening) {
    boolean moves = rules.movesUpdated().contains(happening) && !onlooker.keepsUpdated();
    Instant now = now();
    Instant cancelledAt = order.cancelledAt();
    if (cancelledAt == null && order.isCancelled()) {
      cancelledAt = now;
    }
    Order saved = order.next(moves ? now : order.updatedAt(), cancelledAt);
    orders.put(saved);
    onlooker.saw(happening, saved);
    return saved;
  }

  private void take(String listing, String order, int units) {
    change(listing, Cause.SOLD, order, -units, units);
  }

  private void giveBack(Line line, String order, int units) {
    if (rules.givesBackCancelled()) {
      change(line.listing(), Cause.CANCELLED, order, units, -units);
    }
  }

  /** Units that were held leave; a negative number undoes it. */
  private void fulfil(Line line, String order, int units) {
    if (rules.taking() == Rules.Taking.HOLDS_BESIDE && shelf.find(line.listing()).isPresent()) {
      shelf.change(
          line.listing(),
          Cause.FULFILLED,
          order,
          it -> it.with(it.quantity() - units, it.held() - units));
    }
  }

  private void restock(Line line, String order, Cause cause, int units) {
    if (shelf.find(line.listing()).isPresent()) {
      shelf.change(line.listing(), cause, order, it -> it.with(it.quantity() + units, it.held()));
    }
  }

  private void change(String listing, Cause cause, String order, int lower, int hold) {
    if (rules.taking() == Rules.Taking.LEAVES_QUANTITY || shelf.find(listing).isEmpty()) {
      return; // Deleted since: nothing is left to be counted.
    }
    shelf.change(
        listing,
        cause,
        order,
        it ->
            switch (rules.taking()) {
              case LOWERS_QUANTITY -> it.with(it.quantity() + lower, it.held());
              case HOLDS_BESIDE -> it.with(it.quantity(), it.held() + hold);
              case LEAVES_QUANTITY -> it;
            });
  }

  private static void requireAtMost(int limit, int units, String what, Order order) {
    if (units < 1 || units > limit) {
      throw new IllegalArgumentException(
          "order " + order.id() + " has " + limit + " units " + what + ", not " + units);
    }
  }
}
