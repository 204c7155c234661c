package dev.onhand.connector.tck;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connector at work on an account of the sandbox, on a clock that stands still. */
final class Rig implements AutoCloseable {

  /** For calls that get no whole answer; what an account answers is there in milliseconds. */
  private static final Duration HURRIED = Duration.ofMillis(700);

  private static final AddressRules LOOPBACK =
      new AddressRules(List.of(Network.parse("127.0.0.0/8")));

  /** More pages than any rule asks for: a cursor that goes round is found by it. */
  private static final int PAGES_MAX = 500;

  private static final int WAITS_MAX = 100;

  private static final Duration WORK = Duration.ofSeconds(20);

  private static final HttpTransport TRANSPORT = new HttpTransport(LOOPBACK);
  private static final HttpTransport HURRIED_TRANSPORT = new HttpTransport(LOOPBACK, HURRIED);

  /** A call to the connector. */
  @FunctionalInterface
  interface Verb<T> {
    T call() throws InterruptedException;
  }

  /**
   * A verb that only reads.
   *
   * @param purpose as the sandbox counts it
   */
  record Read(String name, Purpose purpose, Verb<?> verb) {
    @Override
    public String toString() {
      return name;
    }
  }

  final HandClock clock = new HandClock();
  final ConnectorDescriptor kind;
  final StockSemantics semantics;
  final int perPush;
  final Settings settings;
  final Account account;
  final Shop shop;
  final List<CallRecord> records = new CopyOnWriteArrayList<>();
  Connector connector;
  private final Contestant contestant;
  private final Pacer pacer;
  private final Sandbox sandbox = new Sandbox(clock, 42);

  Rig(Contestant contestant) {
    this.contestant = contestant;
    account = sandbox.open("seller", contestant.marketplace());
    shop = account.shop();
    kind = contestant.factory().descriptor();
    settings = Settings.of(kind.settings(), contestant.settings().apply(account.base()));
    contestant.factory().check(settings);
    semantics = contestant.factory().semantics(settings);
    perPush = contestant.factory().perPush(settings);
    pacer = new Pacer(kind.limits());
    connector = connector(TRANSPORT);
  }

  private Connector connector(HttpTransport transport) {
    return connector(transport, settings);
  }

  private Connector connector(HttpTransport transport, Settings given) {
    Folders folders = Folders.servedAt(account.base(), transport);
    ConnectorHttp http = new ConnectorHttp(transport, folders, pacer, records::add, clock);
    return contestant.factory().create(given, http);
  }

  /** Another of the same account, without a setting. */
  Connector without(String setting) {
    Map<String, String> given = new HashMap<>(contestant.settings().apply(account.base()));
    given.remove(setting);
    return connector(TRANSPORT, Settings.of(kind.settings(), given));
  }

  /** How the channel signs what it tells. */
  Signer signer() {
    if (contestant.signer() == null) {
      throw new AssertionError("its test does not say how the channel signs its calls");
    }
    return contestant.signer();
  }

  /** From now on a call without a whole answer ends soon. */
  void hurry() {
    connector.close();
    connector = connector(HURRIED_TRANSPORT);
  }

  /** Lists items that nothing but their SKU matters of. */
  List<Listing> list(int number, int quantity) {
    List<Listing> listed = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      listed.add(shop.list(Item.of("SKU-%03d".formatted(shop.listings().size())), quantity));
    }
    return listed;
  }

  /** Calls, and where the channel's limits allow it later, lets that time go by. */
  <T> T patiently(Verb<T> verb) throws InterruptedException {
    for (int waits = 0; waits < WAITS_MAX; waits++) {
      int before = records.size();
      try {
        return verb.call();
      } catch (DeferredException e) {
        if (e.why() != Cause.THROTTLED || !isHeldBack(before)) {
          throw e;
        }
        clock.advance(e.waitAtLeast());
      }
    }
    throw new AssertionError("it was held back " + WAITS_MAX + " times");
  }

  private boolean isHeldBack(int before) {
    return records.subList(before, records.size()).stream()
        .noneMatch(record -> record.why() == Cause.THROTTLED);
  }

  /** All pages. */
  List<RemoteListing> listings() throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    Cursor at = Cursor.START;
    for (int pages = 0; at != null; pages++) {
      requirePages(pages);
      Cursor from = at;
      ListingPage page = patiently(() -> connector.listings(from));
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  /** The listing of that item, as the connector shows it. */
  RemoteListing listing(Listing listing) throws InterruptedException {
    return listings().stream()
        .filter(shown -> listing.sku().equals(shown.ref().sku()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("%s is not listed".formatted(listing.sku())));
  }

  /** All pages. */
  List<RemoteOrder> orders(Instant changedSince) throws InterruptedException {
    if (!(connector instanceof ReportsOrders reports)) {
      throw new AssertionError("it cannot be asked for orders");
    }
    List<RemoteOrder> all = new ArrayList<>();
    Cursor at = Cursor.START;
    for (int pages = 0; at != null; pages++) {
      requirePages(pages);
      Cursor from = at;
      OrderPage page = patiently(() -> reports.orders(changedSince, from));
      all.addAll(page.orders());
      at = page.next();
    }
    return all;
  }

  /** All pages; of a channel that has no list of returns none. */
  List<RemoteReturn> returns(Instant since) throws InterruptedException {
    List<RemoteReturn> all = new ArrayList<>();
    Cursor at = connector instanceof ReportsReturns ? Cursor.START : null;
    for (int pages = 0; at != null; pages++) {
      requirePages(pages);
      Cursor from = at;
      ReturnPage page = patiently(() -> ((ReportsReturns) connector).returns(since, from));
      all.addAll(page.returns());
      at = page.next();
    }
    return all;
  }

  private static void requirePages(int pages) {
    if (pages > PAGES_MAX) {
      throw new AssertionError("its pages do not end");
    }
  }

  /** What an engine takes from a push, whether it is answered or throws. */
  List<PushOutcome> push(QuantityUpdate... updates) throws InterruptedException {
    return pushed(List.of(updates), true);
  }

  /** The same, before a channel that says later what became of a push is asked for it. */
  List<PushOutcome> sent(QuantityUpdate... updates) throws InterruptedException {
    return pushed(List.of(updates), false);
  }

  private List<PushOutcome> pushed(List<QuantityUpdate> updates, boolean asks)
      throws InterruptedException {
    try {
      List<PushOutcome> outcomes = patiently(() -> connector.push(updates));
      return asks ? settled(updates, outcomes) : outcomes;
    } catch (DeferredException e) {
      return Collections.nCopies(
          updates.size(), new Deferred(e.why(), e.waitAtLeast(), String.valueOf(e.getMessage())));
    } catch (UnconfirmedException e) {
      return Collections.nCopies(updates.size(), new Unconfirmed(null));
    } catch (RuntimeException e) {
      return Collections.nCopies(updates.size(), new Unconfirmed(String.valueOf(e)));
    }
  }

  /** Of a channel that takes in pushes and says later what became of them: what it says then. */
  private List<PushOutcome> settled(List<QuantityUpdate> updates, List<PushOutcome> outcomes)
      throws InterruptedException {
    if (!(connector instanceof ConfirmsPushes confirms)) {
      return outcomes;
    }
    List<PushOutcome> settled = new ArrayList<>(outcomes);
    Map<String, List<Integer>> asked = asked(settled);
    for (int waits = 0; waits < WAITS_MAX && !asked.isEmpty(); waits++) {
      clock.advance(WORK);
      for (Map.Entry<String, List<Integer>> request : asked.entrySet()) {
        List<QuantityUpdate> its = request.getValue().stream().map(updates::get).toList();
        List<PushOutcome> told = patiently(() -> confirms.confirm(request.getKey(), its));
        for (int i = 0; i < its.size(); i++) {
          settled.set(request.getValue().get(i), told.get(i));
        }
      }
      asked = asked(settled);
    }
    return settled;
  }

  /** Which outcomes are to be asked for, by request. */
  private static Map<String, List<Integer>> asked(List<PushOutcome> outcomes) {
    Map<String, List<Integer>> asked = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Unconfirmed unknown && unknown.requestId() != null) {
        asked.computeIfAbsent(unknown.requestId(), _ -> new ArrayList<>()).add(i);
      }
    }
    return asked;
  }

  /** Time in which a channel does what it took in. */
  void work() {
    clock.advance(WORK.multipliedBy(WAITS_MAX));
  }

  QuantityUpdate update(Listing listing, long quantity) throws InterruptedException {
    return new QuantityUpdate(
        listing(listing).ref(), quantity, null, "attempt-" + listing.sku() + "-" + quantity);
  }

  /** What an engine takes from a question; empty: it was answered. */
  Optional<Deferred> failure(Verb<?> verb) throws InterruptedException {
    try {
      patiently(verb);
      return Optional.empty();
    } catch (DeferredException e) {
      return Optional.of(new Deferred(e.why(), e.waitAtLeast(), String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      return Optional.of(new Deferred(Cause.UNREADABLE, Duration.ZERO, String.valueOf(e)));
    }
  }

  /** The verbs that read, each ready to be called: there is a listing, and an order. */
  List<Read> reads() throws InterruptedException {
    Listing listing = list(1, 5).getFirst();
    String order = shop.sell(listing.id(), 1).orElseThrow().id();
    RemoteListing shown = listing(listing);
    Map<Purpose, Read> reads = new LinkedHashMap<>();
    reads.put(
        Purpose.LISTING_READ,
        new Read("listings", Purpose.LISTING_READ, () -> connector.listings(Cursor.START)));
    if (connector instanceof ReportsOrders reports) {
      reads.put(
          Purpose.ORDER_POLL,
          new Read(
              "orders", Purpose.ORDER_POLL, () -> reports.orders(Instant.EPOCH, Cursor.START)));
    }
    List<Read> all = new ArrayList<>(reads.values());
    if (connector instanceof ReadsListing one) {
      all.add(new Read("listing", Purpose.LISTING_READ, () -> one.listing(shown.ref())));
    }
    if (connector instanceof ReadsListings some) {
      all.add(new Read("several", Purpose.LISTING_READ, () -> some.listings(List.of(shown.ref()))));
    }
    if (connector instanceof ReadsOrder one) {
      all.add(new Read("order", Purpose.ORDER_READ, () -> one.order(order)));
    }
    if (connector instanceof ReportsReturns list) {
      all.add(
          new Read("returns", Purpose.ORDER_POLL, () -> list.returns(Instant.EPOCH, Cursor.START)));
    }
    return all;
  }

  /** The number that a push is about, as the channel has it. */
  long shown(Listing listing) {
    Listing now = shop.find(listing.id()).orElseThrow();
    return semantics.takesOff() == TakesOff.AT_SHIPMENT
        ? now.quantity()
        : (long) now.quantity() - now.held();
  }

  long pushes() {
    return account.calls().of(Purpose.PUSH);
  }

  /**
   * @throws AssertionError if the sandbox itself failed: then a rule proves nothing
   */
  @Override
  public void close() {
    connector.close();
    sandbox.close();
    account
        .failure()
        .ifPresent(
            failure -> {
              throw new AssertionError("the sandbox failed", failure);
            });
  }
}
