package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.ListingReader;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.OrderIntake;
import dev.onhand.engine.channels.Pusher;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Secret;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.channels.JdbcAccounts;
import dev.onhand.store.channels.JdbcListings;
import dev.onhand.store.channels.SecretBox;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.orders.JdbcOrderFailures;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.orders.JdbcPostcodeAreas;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * A seller whose channels are accounts of the sandbox, stepped by hand in time that stands still
 * until a test lets it pass: the real ledger, store and connectors over real HTTP.
 */
final class ChannelRig implements AutoCloseable {

  static final Duration STEP_TIME = Duration.ofMillis(50);
  private static final int STEPS_MAX = 10_000;
  private static final String WORKER = "test";

  final TestShop shop;
  final Sandbox sandbox;
  final Accounts accounts;
  final Listings listings;
  final JdbcAlerts alerts;
  final Orders orders;
  private final HttpTransport transport;
  private final Connectors connectors;
  private final AccountWorker worker;
  private final Map<String, dev.onhand.sandbox.Account> remote = new HashMap<>();

  ChannelRig(TestDatabase database, long seed) {
    shop = TestShop.open(database, new JdbcOrderStates());
    sandbox = new Sandbox(shop.clock(), seed);
    Random random = new Random(seed);
    accounts =
        new JdbcAccounts(
            shop.transactions(),
            new SecretBox(SecretBox.newKey(random::nextBytes), random::nextBytes));
    transport =
        new HttpTransport(
            new AddressRules(List.of(Network.parse("127.0.0.0/8"))), Duration.ofSeconds(2));
    List<ConnectorFactory> factories =
        ServiceLoader.load(ConnectorFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    connectors = new Connectors(factories, transport, accounts, shop.clock());
    listings = new JdbcListings(shop.transactions(), connectors::semantics);
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    orders = new Orders(shop.ledger());
    LedgerCalls calls = new LedgerCalls(shop.ledger(), Duration.ofSeconds(30));
    OrderIntake intake =
        new OrderIntake(
            orders,
            calls,
            new FailedOrders(
                new JdbcOrderFailures(shop.transactions()), orders, calls, alerts, shop.clock()),
            new Destinations(new JdbcPostcodeAreas(shop.transactions())),
            listings,
            alerts,
            shop.clock(),
            result -> {});
    worker =
        new AccountWorker(
            accounts,
            connectors,
            intake,
            new Pusher(listings, shop.clock()),
            new ListingReader(listings, accounts, alerts, shop.clock()),
            alerts,
            shop.clock());
    shop.location("main");
  }

  /** An account of the sandbox and the channel of the same code, which works at once. */
  dev.onhand.sandbox.Account connect(
      String code, Marketplace marketplace, String type, Map<String, String> settings) {
    dev.onhand.sandbox.Account account = sandbox.open(code, marketplace);
    remote.put(code, account);
    Map<String, String> given = new HashMap<>(settings);
    given.put("address", account.base().toString());
    var descriptor = connectors.descriptor(type).orElseThrow();
    Connectors.Parted parted = Connectors.part(descriptor, given, Map.of());
    Map<String, StatusMap.Rule> statuses = new HashMap<>();
    descriptor
        .statuses()
        .forEach((status, effect) -> statuses.put(status, StatusMap.Rule.of(effect)));
    ChannelData usual = ChannelData.usual(code);
    Edit edit = new Edit("tester", shop.clock().instant(), null);
    new JdbcChannels(shop.transactions())
        .put(
            shop.seller(),
            code,
            new ChannelData(code, usual.preset(), statuses, null, usual.holdMinutes()),
            edit);
    accounts.put(
        shop.seller(),
        code,
        new AccountData(
            type,
            parted.plain(),
            parted.secrets(),
            List.of(),
            AccountData.POLL_EVERY_DEFAULT,
            false),
        edit);
    accounts.setState(
        shop.seller(), account(code).channel(), Account.State.ACTIVE, null, shop.clock().instant());
    return account;
  }

  Account account(String code) {
    return accounts.find(shop.seller(), code).orElseThrow();
  }

  void stock(String sku, long units) {
    shop.product(sku);
    receive(sku, units);
  }

  void receive(String sku, long units) {
    record(Reason.PURCHASE, sku, units);
  }

  void record(Reason reason, String sku, long units) {
    if (units > 0) {
      shop.submit(CommandList.each(shop.seller(), List.of(shop.move(sku, reason, units, "main"))));
    }
    tellListings(sku);
  }

  /** What the server's feed does after each commit. */
  void tellListings(String sku) {
    listings.refresh(shop.seller(), List.of(product(sku)), shop.clock().instant());
  }

  private dev.onhand.core.ledger.ProductId product(String sku) {
    return new dev.onhand.store.catalogue.JdbcProducts(shop.transactions())
        .find(shop.seller(), dev.onhand.core.ledger.ProductRef.sku(sku))
        .orElseThrow()
        .id();
  }

  /** Lets every account do what is due, again and again until nothing is. */
  void run() throws InterruptedException {
    boolean isBusy = true;
    for (int steps = 0; isBusy; steps++) {
      if (steps == STEPS_MAX) {
        throw new AssertionError("the channels do not come to rest");
      }
      isBusy = false;
      for (Account account : accounts.list(shop.seller())) {
        isBusy |= step(account.code());
      }
      shop.pass(STEP_TIME);
    }
  }

  boolean step(String code) throws InterruptedException {
    Account account = account(code);
    Lease lease =
        accounts
            .lease(
                shop.seller(),
                account.channel(),
                WORKER,
                shop.clock().instant(),
                Duration.ofMinutes(1))
            .orElseThrow();
    return worker.step(account, lease);
  }

  Listing listing(String code, String sku) {
    return listings
        .list(
            shop.seller(),
            new ListingFilter(code, null, null),
            PageRequest.first(PageRequest.LIMIT_MAX))
        .rows()
        .stream()
        .filter(listing -> sku.equals(listing.remote().ref().sku()))
        .findFirst()
        .orElseThrow();
  }

  Secret anySecret() {
    return Secret.of("secret");
  }

  @Override
  public void close() {
    for (var account : remote.values()) {
      account
          .failure()
          .ifPresent(
              wrong -> {
                throw new AssertionError("the sandbox failed", wrong);
              });
    }
    connectors.close();
    transport.close();
    sandbox.close();
    shop.close();
  }
}
