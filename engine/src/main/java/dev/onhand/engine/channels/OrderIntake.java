package dev.onhand.engine.channels;

import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.json.MaskedDocument;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.channels.OrderMessage.Came;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Effect;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands orders in as a channel shows them. Handing the same in again changes nothing, so that what
 * was handed in just so is passed over.
 */
public final class OrderIntake {

  /** An order waits no longer for its listing to be read. */
  private static final Duration WAITS_MAX = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  private final Orders orders;
  private final LedgerCalls ledger;
  private final FailedOrders failed;
  private final Destinations destinations;
  private final Listings listings;
  private final OrderWatch watch;
  private final OrderMessages messages;
  private final InstantSource clock;
  private final Consumer<OrderResult> log;
  private final Map<Account.Key, HandedIn> known = new ConcurrentHashMap<>();

  /**
   * @param log is told what came of each order
   */
  public OrderIntake(
      Orders orders,
      LedgerCalls ledger,
      FailedOrders failed,
      Destinations destinations,
      Listings listings,
      OrderWatch watch,
      OrderMessages messages,
      InstantSource clock,
      Consumer<OrderResult> log) {
    this.orders = orders;
    this.ledger = ledger;
    this.failed = failed;
    this.destinations = destinations;
    this.listings = listings;
    this.watch = watch;
    this.messages = messages;
    this.clock = clock;
    this.log = log;
  }

  /** An order and what of it concerns listings. */
  private record Read(
      RemoteOrder order,
      Orders.Delivery delivery,
      List<Sale> sales,
      List<SoldLine> unnamed,
      @Nullable Digest digest) {}

  /**
   * Hands orders in, and takes what they sold off the listings they were sold from; of listings
   * that are not known, once they are. Other listings of what was sold follow as with all that
   * moves stock.
   *
   * @param askedAt when they were asked for, by our clock
   */
  Taken take(Account account, List<RemoteOrder> found, Instant askedAt) {
    if (found.isEmpty()) {
      return new Taken(null, Set.of(), false);
    }
    Map<String, Listings.Named> named =
        listings.byName(account.seller(), account.channel(), names(found));
    StatusMap statuses = watch.statuses(account);
    HandedIn handedIn = known.computeIfAbsent(account.key(), key -> new HandedIn());
    List<Read> read = new ArrayList<>();
    List<RemoteOrder> ready =
        found.stream().filter(order -> !mayWait(account, order, named, askedAt)).toList();
    for (RemoteOrder order : ready) {
      Digest digest = HandedIn.digest(account, statuses, order, line -> named(named, line));
      if (digest != null && handedIn.has(digest)) {
        continue;
      }
      try {
        read.add(read(account, statuses, order, named, askedAt, digest));
      } catch (IllegalArgumentException | ArithmeticException e) {
        watch.unreadable(account, order.externalId(), String.valueOf(e.getMessage()));
      }
    }
    List<Read> taken = deliver(account, read, askedAt);
    listings.sold(
        account.seller(),
        account.channel(),
        read.stream().flatMap(one -> one.sales().stream()).toList(),
        clock.instant());
    listings.unnamed(
        account.seller(),
        account.channel(),
        taken.stream().map(one -> one.delivery().name().externalId()).toList(),
        taken.stream().flatMap(one -> one.unnamed().stream()).toList());
    taken.stream().map(Read::digest).filter(Objects::nonNull).forEach(handedIn::add);
    Set<String> waiting = new HashSet<>();
    found.forEach(order -> waiting.add(order.externalId()));
    ready.forEach(order -> waiting.remove(order.externalId()));
    return new Taken(
        found.stream()
            .filter(order -> isUnnamed(account, order, named))
            .map(OrderIntake::changedAt)
            .min(Instant::compareTo)
            .orElse(null),
        waiting,
        !read.isEmpty());
  }

  /**
   * What came of orders.
   *
   * @param unnamedSince when the first of those changed that are of a listing that is not known
   *     yet; null: none
   * @param waiting external ids of those that were not handed in for that, and must come again
   * @param isAnyNew whether one was not handed in before just so
   */
  record Taken(@Nullable Instant unnamedSince, Set<String> waiting, boolean isAnyNew) {}

  /**
   * What is handed in under a name that leads nowhere keeps it: the name may soon lead somewhere.
   */
  private static boolean mayWait(
      Account account, RemoteOrder order, Map<String, Listings.Named> named, Instant askedAt) {
    Instant waitsUntil = changedAt(order).minus(account.skew()).plus(WAITS_MAX);
    return askedAt.isBefore(waitsUntil) && isUnnamed(account, order, named);
  }

  private static Instant changedAt(RemoteOrder order) {
    return order.updatedAt() == null ? order.createdAt() : order.updatedAt();
  }

  /** Whether a line names a listing that is new there, or has a new name. */
  private static boolean isUnnamed(
      Account account, RemoteOrder order, Map<String, Listings.Named> named) {
    Instant from = account.reading().readFrom(); // a page of it may be from before it was renamed
    boolean isReadSince =
        from != null && from.plus(account.skew()).isAfter(changedAt(order).plus(Account.CLOCKS));
    return !isReadSince
        && order.lines().stream()
            .anyMatch(
                line ->
                    (line.listing() != null || line.sku() != null) && named(named, line) == null);
  }

  private static Set<String> names(List<RemoteOrder> found) {
    Set<String> names = new HashSet<>();
    for (RemoteOrder order : found) {
      for (RemoteOrder.Line line : order.lines()) {
        if (line.listing() != null) {
          names.add(line.listing());
        }
        if (line.sku() != null) {
          names.add(line.sku());
        }
      }
    }
    return names;
  }

  /**
   * @return those that were not refused
   */
  private List<Read> deliver(Account account, List<Read> read, Instant askedAt) {
    List<Read> taken = new ArrayList<>();
    List<OrderMessage> said = new ArrayList<>();
    List<CompletableFuture<OrderResult>> answers =
        orders.deliverAll(
            account.seller(), read.stream().map(Read::delivery).toList(), actor(account));
    for (int i = 0; i < read.size(); i++) {
      Orders.Delivery delivery = read.get(i).delivery();
      try {
        OrderResult result = ledger.await(answers.get(i));
        log.accept(result);
        taken.add(read.get(i));
        said.add(message(read.get(i), askedAt, new Came.Read(result.verdict(), result.moved())));
      } catch (PlanRefusedException refused) {
        failed.refused(
            account.seller(), Bringer.CHANNEL, delivery, refused.refusal(), actor(account));
        said.add(message(read.get(i), askedAt, new Came.Refused(refused.refusal().code())));
      }
    }
    keep(account, said);
    return taken;
  }

  private static OrderMessage message(Read read, Instant askedAt, Came came) {
    return new OrderMessage(
        read.order().externalId(), askedAt, MaskedDocument.of(read.order()), came);
  }

  /** It is there to be looked at: the orders are in, whether it can be kept or not. */
  private void keep(Account account, List<OrderMessage> said) {
    try {
      messages.keep(account.seller(), account.channel(), said);
    } catch (RuntimeException e) {
      LOG.warn("{}: what it said of orders could not be kept", account.code(), e);
    }
  }

  /**
   * Applies orders again of whose listings the names were read: before the listings are told, as
   * what they sold is off them there.
   *
   * @param named external ids
   */
  void apply(Account account, Set<String> named) {
    if (named.isEmpty()) {
      return;
    }
    List<Order.Name> names =
        named.stream().sorted().map(id -> new Order.Name(account.code(), id)).toList();
    Set<ProductId> products = new HashSet<>();
    for (CompletableFuture<OrderResult> answer :
        orders.reapplyAll(account.seller(), names, actor(account))) {
      OrderResult result = ledger.await(answer);
      log.accept(result);
      result.order().lines().values().stream()
          .flatMap(line -> line.components().stream())
          .forEach(component -> products.add(component.product()));
    }
    listings.refresh(account.seller(), products, clock.instant());
  }

  private static String actor(Account account) {
    return "channel:" + account.code();
  }

  private Read read(
      Account account,
      StatusMap statuses,
      RemoteOrder order,
      Map<String, Listings.Named> named,
      Instant askedAt,
      @Nullable Digest digest) {
    watch.status(account, statuses, order);
    List<OrderSnapshot.Line> lines = new ArrayList<>();
    List<Sale> sales = new ArrayList<>();
    List<SoldLine> unnamed = new ArrayList<>();
    for (RemoteOrder.Line line : order.lines()) {
      Listings.Named listing = named(named, line);
      lines.add(line(line));
      SoldLine sold = sold(account, statuses, order, line, askedAt);
      if (listing != null) {
        sales.add(sold.of(listing.listing()));
      } else if (!sold.names().isEmpty()) {
        unnamed.add(sold);
      }
    }
    OrderSnapshot snapshot =
        new OrderSnapshot(
            order.status(),
            new Freshness(order.updatedAt(), order.version(), askedAt),
            lines,
            null,
            shipTo(account, order),
            0);
    return new Read(
        order,
        new Orders.Delivery(new Order.Name(account.code(), order.externalId()), snapshot),
        sales,
        unnamed,
        digest);
  }

  private static SoldLine sold(
      Account account,
      StatusMap statuses,
      RemoteOrder order,
      RemoteOrder.Line line,
      Instant askedAt) {
    return new SoldLine(
        order.externalId(),
        line.id(),
        line.listing(),
        line.sku(),
        wanted(statuses, order, line),
        takenOff(account, line),
        givenUp(account, statuses, order, line),
        order.createdAt(),
        order.updatedAt() == null ? askedAt.plus(account.skew()) : order.updatedAt());
  }

  private static long wanted(StatusMap statuses, RemoteOrder order, RemoteOrder.Line line) {
    boolean isGivenUp = statuses.rule(order.status()).effect() == Effect.RELEASE;
    return isGivenUp ? line.shipped() : line.quantity() - line.cancelled();
  }

  /** How many the channel took off its number by itself. */
  private static long takenOff(Account account, RemoteOrder.Line line) {
    return account.semantics().takesOff() == TakesOff.AT_SHIPMENT
        ? line.shipped()
        : line.quantity();
  }

  /**
   * What is not wanted any more, and what came back: the channel sells both again. Of an order that
   * is given up whole its lines need not say so.
   */
  private static long givenUp(
      Account account, StatusMap statuses, RemoteOrder order, RemoteOrder.Line line) {
    if (account.semantics().takesOff() == TakesOff.AT_SHIPMENT) {
      return Math.clamp(line.returned(), 0, line.shipped());
    }
    boolean isWhole = statuses.rule(order.status()).effect() == Effect.RELEASE;
    long cancelled = isWhole ? line.quantity() - line.shipped() : line.cancelled();
    return Math.clamp(cancelled + line.returned(), 0, line.quantity());
  }

  private static Listings.@Nullable Named named(
      Map<String, Listings.Named> named, RemoteOrder.Line line) {
    return SoldLine.find(named, line.listing(), line.sku());
  }

  /** As the channel names the goods and counts them. */
  private static OrderSnapshot.Line line(RemoteOrder.Line line) {
    return new OrderSnapshot.Line(
        line.id(),
        item(line),
        line.quantity(),
        line.cancelled(),
        line.shipped(),
        line.returned(),
        line.location(),
        null);
  }

  /** A line that names nothing, or nothing that can be a name, waits like one that matched none. */
  private static Item item(RemoteOrder.Line line) {
    @Nullable Sku sku = orNull(() -> line.sku() == null ? null : new Sku(line.sku()));
    @Nullable Gtin gtin = orNull(() -> line.gtin() == null ? null : new Gtin(line.gtin()));
    Item goods = sku == null && gtin == null ? Item.of(Gtin.PLACEHOLDER) : new Item(sku, gtin);
    String name = line.listing() == null ? line.sku() : line.listing();
    @Nullable Item listed = orNull(() -> new Item(name, goods.sku(), goods.gtin()));
    return listed == null ? goods : listed;
  }

  private interface Reading<T> {
    @Nullable T read();
  }

  private static <T> @Nullable T orNull(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private OrderSnapshot.@Nullable ShipTo shipTo(Account account, RemoteOrder order) {
    if (order.country() == null) {
      return null;
    }
    try {
      String country = Destinations.country(order.country());
      return destinations.find(account.seller(), country, order.postcode());
    } catch (IllegalArgumentException e) {
      return null; // a country that is not known leads to no place
    }
  }
}
