package dev.onhand.connectors.contracts;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An account of the sandbox, and connectors to it, for what is special about one channel. */
public final class Bench implements AutoCloseable {

  private static final AddressRules LOOPBACK =
      new AddressRules(List.of(Network.parse("127.0.0.0/8")));

  /** A call to a connector. */
  @FunctionalInterface
  public interface Verb {
    void call() throws InterruptedException;
  }

  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final Sandbox sandbox = new Sandbox(() -> now, 7);
  private final HttpTransport transport = new HttpTransport(LOOPBACK);
  private final ConnectorFactory factory;
  private final List<CallRecord> records = new CopyOnWriteArrayList<>();
  private final Account account;

  public Bench(ConnectorFactory factory, Marketplace marketplace) {
    this.factory = factory;
    this.account = sandbox.open("seller", marketplace);
  }

  public Account account() {
    return account;
  }

  public Shop shop() {
    return account.shop();
  }

  /** Calls that were made. */
  public List<CallRecord> records() {
    return records;
  }

  public Instant now() {
    return now;
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** What eight threads that begin at once are given. */
  public static <T> List<T> byEightThreads(Callable<T> asked) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> given = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        given.add(
            threads.submit(
                () -> {
                  start.await();
                  return asked.call();
                }));
      }
      start.countDown();
      List<T> all = new ArrayList<>();
      for (Future<T> one : given) {
        all.add(one.get());
      }
      return all;
    }
  }

  public Listing list(String sku, int quantity) {
    return shop().list(Item.of(sku), quantity);
  }

  /** The first line of an order, as a connector reads it. */
  public static RemoteOrder.Line firstLine(ReadsOrder connector, Order order)
      throws InterruptedException {
    return connector.order(order.id()).orElseThrow().lines().getFirst();
  }

  public static QuantityUpdate update(String externalId, String sku, long quantity) {
    return new QuantityUpdate(new ListingRef(externalId, sku), quantity, null, "attempt-" + sku);
  }

  /** A connector with these settings; it is paced as an account of its own. */
  public Connector open(Map<String, String> given) {
    Settings settings = Settings.of(factory.descriptor().settings(), given);
    factory.check(settings);
    return factory.create(
        settings,
        new ConnectorHttp(
            transport, new Pacer(factory.descriptor().limits()), records::add, () -> now));
  }

  /** Why a call was not done. */
  public static DeferredException failure(Verb verb) throws InterruptedException {
    try {
      verb.call();
    } catch (DeferredException e) {
      return e;
    }
    throw new AssertionError("it was done");
  }

  /**
   * @throws AssertionError if the sandbox itself failed
   */
  @Override
  public void close() {
    transport.close();
    sandbox.close();
    account
        .failure()
        .ifPresent(
            failure -> {
              throw new AssertionError("the sandbox failed", failure);
            });
  }
}
