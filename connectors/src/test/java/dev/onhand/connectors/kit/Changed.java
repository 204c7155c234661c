package dev.onhand.connectors.kit;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A good connector of which one verb is another. */
final class Changed extends Wrapped {

  static final RemoteListing FAKE =
      new RemoteListing(
          new ListingRef("fake", null),
          List.of(),
          null,
          "Fake",
          null,
          RemoteListing.State.ACTIVE,
          0L);

  static final RemoteOrder FAKE_ORDER =
      new RemoteOrder("fake", "9", Instant.EPOCH, null, null, List.of(), null, null);

  /** The good verb. */
  @FunctionalInterface
  interface Good<T> {
    T call() throws InterruptedException;
  }

  /** The other verb, which may use the good one. */
  @FunctionalInterface
  interface Verb<T> {
    T call(Good<T> good) throws InterruptedException;
  }

  /** Another push. */
  @FunctionalInterface
  interface Push {
    List<PushOutcome> call(List<QuantityUpdate> updates, Good<List<PushOutcome>> send)
        throws InterruptedException;
  }

  /** Reads a page of orders changed since. */
  @FunctionalInterface
  interface Since {
    OrderPage of(Instant since) throws InterruptedException;
  }

  /** Another way to read orders. */
  @FunctionalInterface
  interface Orders {
    OrderPage call(Instant since, Since good) throws InterruptedException;
  }

  private Push push = (updates, send) -> send.call();
  private Verb<ListingPage> listings = Good::call;
  private Verb<Optional<RemoteListing>> listing = Good::call;
  private Orders orders = (since, good) -> good.of(since);
  private Verb<Optional<RemoteOrder>> order = Good::call;
  private String says = "a connector";

  Changed(Connector good) {
    super(good);
  }

  Changed push(Push other) {
    push = other;
    return this;
  }

  Changed listings(Verb<ListingPage> other) {
    listings = other;
    return this;
  }

  Changed listing(Verb<Optional<RemoteListing>> other) {
    listing = other;
    return this;
  }

  Changed orders(Orders other) {
    orders = other;
    return this;
  }

  Changed order(Verb<Optional<RemoteOrder>> other) {
    order = other;
    return this;
  }

  Changed says(String text) {
    says = text;
    return this;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return push.call(updates, () -> super.push(updates));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return listings.call(() -> super.listings(from));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef ref) throws InterruptedException {
    return listing.call(() -> super.listing(ref));
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    return orders.call(changedSince, since -> super.orders(since, from));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return order.call(() -> super.order(externalId));
  }

  @Override
  public String toString() {
    return says;
  }

  static Connector eachOutcome(Connector good, UnaryOperator<PushOutcome> change) {
    return new Changed(good)
        .push((updates, send) -> send.call().stream().<PushOutcome>map(change).toList());
  }

  static Connector eachListing(Connector good, UnaryOperator<RemoteListing> change) {
    return new Changed(good)
        .listings(
            read -> {
              ListingPage page = read.call();
              return new ListingPage(page.listings().stream().map(change).toList(), page.next());
            })
        .listing(read -> read.call().map(change));
  }

  static Connector eachOrder(Connector good, UnaryOperator<RemoteOrder> change) {
    return new Changed(good)
        .orders(
            (since, read) -> {
              OrderPage page = read.of(since);
              return new OrderPage(page.orders().stream().map(change).toList(), page.next());
            })
        .order(read -> read.call().map(change));
  }

  static Connector eachLine(Connector good, UnaryOperator<RemoteOrder.Line> change) {
    return eachOrder(
        good,
        it ->
            new RemoteOrder(
                it.externalId(),
                it.status(),
                it.createdAt(),
                it.updatedAt(),
                it.version(),
                it.lines().stream().map(change).toList(),
                it.country(),
                it.postcode()));
  }

  /** Another cause and wait, where a push is deferred for one. */
  static Connector onDeferred(Connector good, Cause from, Cause to, Duration wait) {
    return new Changed(good)
        .push(
            (updates, send) -> {
              try {
                return send.call();
              } catch (DeferredException e) {
                throw e.why() == from ? new DeferredException(to, wait, "") : e;
              }
            });
  }

  static <T> T unless(Cause cause, Good<T> read, T otherwise) throws InterruptedException {
    try {
      return read.call();
    } catch (DeferredException e) {
      if (e.why() == cause) {
        return otherwise;
      }
      throw e;
    }
  }

  static ConnectorDescriptor changed(
      ConnectorDescriptor good, String title, List<SettingSpec> settings, Set<Behavior> behaviors) {
    return new ConnectorDescriptor(
        good.type(),
        title,
        settings,
        good.access(),
        behaviors,
        good.semantics(),
        good.limits(),
        good.statuses(),
        good.documentation());
  }

  static ConnectorDescriptor changed(ConnectorDescriptor good, TakesOff off, PutsBack back) {
    return new ConnectorDescriptor(
        good.type(),
        good.title(),
        good.settings(),
        good.access(),
        good.behaviors(),
        new StockSemantics(off, back, good.semantics().quantityMax()),
        good.limits(),
        good.statuses(),
        good.documentation());
  }

  /** So much more of a rate. */
  static ConnectorDescriptor faster(ConnectorDescriptor good, String rate) {
    Limits limits = good.limits();
    return new ConnectorDescriptor(
        good.type(),
        good.title(),
        good.settings(),
        good.access(),
        good.behaviors(),
        good.semantics(),
        new Limits(
            limits.batchMax(),
            limits.rates().stream()
                .map(
                    it ->
                        it.name().equals(rate)
                            ? new Limits.Rate(rate, it.units() * 1_000, it.window())
                            : it)
                .toList(),
            limits.throttledWait()),
        good.statuses(),
        good.documentation());
  }

  static RemoteListing titled(RemoteListing it, String title) {
    return counted(it, title, it.quantity());
  }

  static RemoteListing counted(RemoteListing it, String title, Long quantity) {
    return new RemoteListing(
        it.ref(), it.aliases(), it.gtin(), title, it.grade(), it.state(), quantity);
  }

  static RemoteOrder status(RemoteOrder it, String status) {
    return new RemoteOrder(
        it.externalId(),
        status,
        it.createdAt(),
        it.updatedAt(),
        it.version(),
        it.lines(),
        it.country(),
        it.postcode());
  }

  static RemoteOrder.Line withoutId(RemoteOrder.Line it) {
    return new RemoteOrder.Line(
        "line",
        it.listing(),
        it.sku(),
        it.gtin(),
        it.quantity(),
        it.cancelled(),
        it.shipped(),
        it.returned(),
        it.location());
  }

  static RemoteOrder.Line ofNoListing(RemoteOrder.Line it) {
    return new RemoteOrder.Line(
        it.id(),
        "nowhere",
        it.sku(),
        it.gtin(),
        it.quantity(),
        it.cancelled(),
        it.shipped(),
        it.returned(),
        it.location());
  }

  /** As if what was shipped came back whenever its money did. */
  static RemoteOrder.Line allBack(RemoteOrder.Line it) {
    return new RemoteOrder.Line(
        it.id(),
        it.listing(),
        it.sku(),
        it.gtin(),
        it.quantity(),
        it.cancelled(),
        it.shipped(),
        it.shipped(),
        it.location());
  }

  static RemoteOrder.Line counted(RemoteOrder.Line it, long cancelled, long shipped) {
    return new RemoteOrder.Line(
        it.id(),
        it.listing(),
        it.sku(),
        it.gtin(),
        it.quantity(),
        cancelled,
        shipped,
        it.returned(),
        it.location());
  }
}
