package dev.onhand.server.channels;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.ChannelObserver;
import dev.onhand.engine.channels.ChannelTime;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.channels.Holding;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.InboxFailures;
import dev.onhand.engine.channels.InboxWorker;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.ListingReader;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.ListingWishes;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.engine.channels.OrderIntake;
import dev.onhand.engine.channels.OrderPolls;
import dev.onhand.engine.channels.OrderRereader;
import dev.onhand.engine.channels.OrderWatch;
import dev.onhand.engine.channels.Paces;
import dev.onhand.engine.channels.Pusher;
import dev.onhand.engine.channels.Reconciler;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.channels.Refresher;
import dev.onhand.engine.channels.ReturnPolls;
import dev.onhand.engine.channels.Schedule;
import dev.onhand.engine.channels.Shadowing;
import dev.onhand.engine.channels.WebhookDesk;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Secret;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.channels.DriftAcceptedWriter;
import dev.onhand.store.channels.JdbcAccounts;
import dev.onhand.store.channels.JdbcHeldChanges;
import dev.onhand.store.channels.JdbcInbox;
import dev.onhand.store.channels.JdbcListingRules;
import dev.onhand.store.channels.JdbcListingWishes;
import dev.onhand.store.channels.JdbcListings;
import dev.onhand.store.channels.JdbcOpenOrders;
import dev.onhand.store.channels.JdbcOrderMessages;
import dev.onhand.store.channels.JdbcReconciliations;
import dev.onhand.store.channels.JdbcShadows;
import dev.onhand.store.journal.JdbcJournal;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.orders.JdbcOrderFailures;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.orders.JdbcOrders;
import dev.onhand.store.orders.JdbcPostcodeAreas;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A seller whose channels are accounts of the sandbox, stepped by hand in time that stands still
 * until a test lets it pass: the real ledger, store and connectors over real HTTP.
 */
final class ChannelRig implements AutoCloseable {

  static final Duration STEP_TIME = Duration.ofMillis(50);
  private static final int STEPS_MAX = 10_000;
  private static final int READY_MAX = 200;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LEASE_LEFT_MIN = Duration.ofSeconds(30);

  final TestShop shop;
  final Sandbox sandbox;
  final SentNumbers sent;
  final Accounts accounts;
  final Listings listings;
  final ListingRules rules;
  final ListingWishes wishes;
  final Reconciliations reconciliations;
  final HeldChanges held;
  final Shadowing shadowing;
  final Inbox inbox;
  final WebhookDesk desk;
  final JdbcAlerts alerts;
  final Orders orders;
  final Paces paces = new Paces(() -> false);

  /** Of accounts that are set up from now on. */
  Duration pollEvery = AccountData.POLL_EVERY_DEFAULT;

  boolean readsHourly = true;

  /** How the next worker sees the kinds of channels. */
  UnaryOperator<ConnectorFactory> dressed = UnaryOperator.identity();

  private final HttpTransport transport;
  private @Nullable Path folders;
  private final Connectors catalogue;
  private Duration ahead = Duration.ZERO;
  private Worker worker;
  private @Nullable Worker standing;

  /** How often somebody went on who had lost the lease since. */
  int refused;

  private int hired;
  private final Map<String, Held> leases = new HashMap<>();

  private record Held(Lease lease, Instant askedAt) {}

  private final Map<String, dev.onhand.sandbox.Account> remote = new HashMap<>();

  ChannelRig(TestDatabase database, long seed) {
    shop = TestShop.open(database, new JdbcOrderStates(), new DriftAcceptedWriter());
    InstantSource channels = () -> shop.clock().instant().minus(ahead);
    sandbox = new Sandbox(channels, seed);
    sent = new SentNumbers(channels);
    Random random = new Random(seed);
    SecretBox box = new SecretBox(SecretBox.newKey(random::nextBytes), random::nextBytes);
    accounts = new JdbcAccounts(shop.transactions(), box, Leases.by(shop.clock()));
    inbox = new JdbcInbox(shop.transactions(), box);
    transport =
        new HttpTransport(
            new AddressRules(List.of(Network.parse("127.0.0.0/8"))), Duration.ofSeconds(2));
    catalogue = connectors(accounts);
    desk = new WebhookDesk(accounts, catalogue, inbox);
    listings = new JdbcListings(shop.transactions());
    wishes = new JdbcListingWishes(shop.transactions());
    rules = new JdbcListingRules(shop.transactions());
    reconciliations = new JdbcReconciliations(shop.transactions());
    held = new JdbcHeldChanges(shop.transactions());
    shadowing = new Shadowing(new JdbcShadows(shop.transactions()), accounts, shop.clock());
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    orders = new Orders(shop.ledger());
    worker = hire();
    shop.location("main");
  }

  /** A process that works the accounts, as long as it lives. */
  private record Worker(String name, Life life, Connectors connectors, AccountWorker work) {}

  Connectors connectors(Accounts known) {
    return connectors(known, UnaryOperator.identity());
  }

  private Connectors connectors(Accounts known, UnaryOperator<Connector> lent) {
    List<ConnectorFactory> factories =
        ServiceLoader.load(ConnectorFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(dressed)
            .<ConnectorFactory>map(factory -> new LentFactory(factory, lent))
            .toList();
    return new Connectors(factories, transport, folders, known, ChannelTime.REAL, shop.clock());
  }

  private Worker hire() {
    Life life = new Life();
    Accounts itsAccounts = life.lend(Accounts.class, accounts);
    Listings itsListings = life.lend(Listings.class, sent.noting(listings));
    Alerts itsAlerts = life.lend(Alerts.class, alerts);
    ListingWishes itsWishes = life.lend(ListingWishes.class, wishes);
    Connectors connectors = connectors(itsAccounts, life::lend);
    LedgerCalls calls = new LedgerCalls(shop.ledger(), Duration.ofSeconds(30));
    OrderWatch watch = new OrderWatch(new JdbcChannels(shop.transactions()), itsAlerts);
    OrderIntake intake = intake(calls, itsListings, watch);
    ListingReader reader =
        new ListingReader(
            itsListings,
            itsAccounts,
            intake,
            reconciler(life.lend(Reconciliations.class, reconciliations), itsListings, itsAlerts),
            itsAlerts,
            shop.clock());
    Inbox itsInbox = life.lend(Inbox.class, inbox);
    ReturnPolls returnPolls = returnPolls(intake, itsAccounts, itsInbox, calls);
    InboxFailures failures = new InboxFailures(itsInbox, itsAccounts, itsAlerts, shop.clock());
    Schedule schedule = new Schedule(ChannelTime.REAL);
    OpenOrders open = life.lend(OpenOrders.class, new JdbcOpenOrders(shop.transactions()));
    AccountWorker work =
        new AccountWorker(
            itsAccounts,
            itsListings,
            connectors,
            new OrderPolls(itsAccounts, intake, watch, itsAlerts, paces, shop.clock()),
            new Pusher(
                itsListings,
                new Holding(life.lend(HeldChanges.class, held), itsAlerts),
                reader::watchRefused,
                paces,
                ChannelObserver.NONE,
                shop.clock(),
                () -> MILLISECONDS.toNanos(shop.clock().instant().minus(ahead).toEpochMilli())),
            reader,
            new Refresher(
                itsWishes, itsListings, itsAccounts, reader::kept, schedule, shop.clock()),
            new InboxWorker(itsInbox, itsAccounts, intake, returnPolls, failures, shop.clock()),
            new OrderRereader(open, itsAccounts, intake, shop.clock()),
            returnPolls,
            itsAlerts,
            ChannelObserver.NONE,
            schedule,
            shop.clock());
    return new Worker("worker-" + ++hired, life, connectors, work);
  }

  private OrderIntake intake(LedgerCalls calls, Listings known, OrderWatch watch) {
    return new OrderIntake(
        orders,
        calls,
        failedOrders(calls),
        new Destinations(new JdbcPostcodeAreas(shop.transactions())),
        known,
        watch,
        new JdbcOrderMessages(shop.transactions()),
        shop.clock(),
        result -> {});
  }

  private FailedOrders failedOrders(LedgerCalls calls) {
    return new FailedOrders(
        new JdbcOrderFailures(shop.transactions()),
        orders,
        calls,
        alerts,
        Outcome.Refused::detail,
        shop.clock());
  }

  private ReturnPolls returnPolls(
      OrderIntake intake, Accounts itsAccounts, Inbox itsInbox, LedgerCalls calls) {
    JdbcOrders rows = new JdbcOrders(shop.transactions());
    return new ReturnPolls(
        rows,
        new Returns(shop.ledger(), new JdbcJournal(shop.transactions()), rows),
        intake,
        itsAccounts,
        itsInbox,
        calls,
        shop.clock());
  }

  private Reconciler reconciler(Reconciliations known, Listings itsListings, Alerts itsAlerts) {
    LedgerCalls calls = new LedgerCalls(shop.ledger(), Duration.ofSeconds(30));
    return new Reconciler(known, itsListings, calls, itsAlerts, shop.clock());
  }

  /** What a person's decision sets off. */
  Reconciler reconciler() {
    return reconciler(reconciliations, listings, alerts);
  }

  /**
   * Lets the process die amid its work.
   *
   * @param calls how many times it still reaches the database
   * @param isDone whether the last of these is done
   */
  void dieAfter(int calls, boolean isDone) {
    worker.life().endAfter(calls, isDone);
  }

  /** Our clock is set: from now on it shows so much more than it would; channels do not know. */
  void setClock(Duration by) {
    ahead = ahead.plus(by);
    shop.pass(by);
  }

  /** Whether the process that is there has the lease of every account. */
  boolean worksAll() {
    return leases.keySet().containsAll(remote.keySet());
  }

  /** It does not die. */
  void surviveOn() {
    worker.life().standAt(0, false);
    worker.life().endAfter(Integer.MAX_VALUE, true);
  }

  /** Another process takes over; it gets the leases when those of the one before have ended. */
  void replaceWorker() {
    leases.clear();
    worker.connectors().close();
    worker = hire();
  }

  /** An account of the sandbox and the channel of the same code, which works at once. */
  dev.onhand.sandbox.Account connect(
      String code, Marketplace marketplace, String type, Map<String, String> settings) {
    dev.onhand.sandbox.Account account = sandbox.open(code, marketplace);
    join(code, account, type, settings);
    accounts.setState(
        shop.seller(), account(code).channel(), Account.State.ACTIVE, null, shop.clock().instant());
    return account;
  }

  /** The channel of an account that is there, which is paused. */
  void join(
      String code, dev.onhand.sandbox.Account account, String type, Map<String, String> settings) {
    remote.put(code, account);
    setUp(code, type, settings);
  }

  /** A channel that is a folder below that one, which works at once. */
  void connect(String code, Path root, Map<String, String> settings) {
    folders = root;
    replaceWorker();
    setUp(code, "files", settings);
    accounts.setState(
        shop.seller(), account(code).channel(), Account.State.ACTIVE, null, shop.clock().instant());
  }

  /** As a person does who puts the account's settings in; BASE in them is where the account is. */
  void setUp(String code, String type, Map<String, String> settings) {
    Map<String, String> given = new HashMap<>(settings);
    if (remote.containsKey(code)) {
      String base = remote.get(code).base().toString();
      given.replaceAll((name, value) -> value.replace("BASE", base));
      given.putIfAbsent("address", base + (type.equals("vendure") ? "/admin-api" : ""));
    }
    var descriptor = catalogue.descriptor(type).orElseThrow();
    Connectors.Parted parted = catalogue.part(descriptor, given, Map.of());
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
            parted.semantics(),
            pollEvery,
            AccountBudget.NONE,
            readsHourly),
        edit);
  }

  Account account(String code) {
    return accounts.find(shop.seller(), code).orElseThrow();
  }

  /** How long it takes, with so many listings to be told. */
  @Nullable Duration drain(String code, long due) {
    return paces
        .drains(shop.seller(), List.of(account(code)), any -> due, shop.clock().instant())
        .getFirst();
  }

  void stock(String sku, long units) {
    shop.product(sku);
    receive(sku, units);
  }

  /** A product that is sold whole and stocked as others. */
  void bundle(String sku, Map<String, Long> components) {
    shop.product(sku);
    Map<ProductId, Long> made = new HashMap<>();
    components.forEach((component, units) -> made.put(product(component), units));
    new JdbcBundles(shop.transactions(), new JdbcProducts(shop.transactions()))
        .set(
            shop.seller(),
            ProductRef.sku(sku),
            made,
            new Edit("tester", shop.clock().instant(), null));
  }

  void rename(String sku, String name) {
    new JdbcProducts(shop.transactions())
        .change(
            shop.seller(),
            ProductRef.sku(sku),
            new ProductPatch(
                new dev.onhand.model.Sku(name), Patch.keep(), null, null, Patch.keep()),
            new Edit("tester", shop.clock().instant(), null));
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

  /** What the server's loop does every few seconds: orders of which more is possible now. */
  void reapply() {
    orders
        .reapplyAll(
            shop.seller(),
            new JdbcOrders(shop.transactions())
                .ready(shop.seller(), shop.clock().instant(), READY_MAX),
            "tester")
        .forEach(TestShop::wait);
  }

  /** What the server's feed does after each commit. */
  Set<Long> tellListings(String sku) {
    return listings.refresh(shop.seller(), List.of(product(sku)), shop.clock().instant());
  }

  private ProductId product(String sku) {
    return new JdbcProducts(shop.transactions())
        .find(shop.seller(), ProductRef.sku(sku))
        .orElseThrow()
        .id();
  }

  /** Lets every account do what is due, and listings follow, again and again until nothing is. */
  void run() throws InterruptedException {
    boolean isBusy = true;
    for (int steps = 0; isBusy; steps++) {
      if (steps == STEPS_MAX) {
        throw new AssertionError("the channels do not come to rest");
      }
      isBusy = false;
      for (Account account : accounts.list(shop.seller())) {
        isBusy |= step(account);
      }
      listings.refresh(shop.seller(), shop.takeChanged(), shop.clock().instant());
      shop.pass(STEP_TIME);
    }
  }

  boolean step(String code) throws InterruptedException {
    return step(account(code));
  }

  private boolean step(Account account) throws InterruptedException {
    Optional<Lease> lease = leased(account);
    if (lease.isPresent() && worker.life().isToStand()) {
      return stepApart(account, lease.get());
    }
    try {
      return lease.isPresent() && worker.work().step(account, lease.get());
    } catch (Life.EndedError end) {
      replaceWorker();
      return false;
    }
  }

  /** Where it stands still another process is there, which waits for the leases to end. */
  private boolean stepApart(Account account, Lease lease) {
    Worker stepped = worker;
    Life.Came came = stepped.life().stepApart(() -> stepped.work().step(account, lease));
    if (came == Life.Came.STANDS) {
      standing = stepped;
      leases.clear();
      worker = hire();
    } else if (came == Life.Came.ENDED) {
      replaceWorker();
    }
    return came == Life.Came.BUSY;
  }

  /**
   * Lets the process stand still amid its work.
   *
   * @param calls when it reaches the database the so many-th time from now on
   * @param isDone whether the last of these is done
   * @return false: one stands still already
   */
  boolean standAt(int calls, boolean isDone) {
    if (standing != null || worker.life().isToStand()) {
      return false;
    }
    worker.life().standAt(calls, isDone);
    return true;
  }

  /**
   * Lets the process stand still amid the next push.
   *
   * @param isDone whether the channel did it
   */
  void standInPush(boolean isDone) {
    worker.life().standInPush(isDone);
  }

  /** Who stands still goes on where it was; what it does next another may have done since. */
  void goOn() {
    Worker gone = standing;
    if (gone != null) {
      refused += gone.life().goOn() == Life.Came.REFUSED ? 1 : 0;
      gone.connectors().close();
      standing = null;
    }
  }

  /** As the server's loop does it. */
  private Optional<Lease> leased(Account account) {
    Instant now = shop.clock().instant();
    Held kept = leases.get(account.code());
    if (kept != null && now.isBefore(kept.askedAt().plus(LEASE).minus(LEASE_LEFT_MIN))) {
      return Optional.of(kept.lease());
    }
    Optional<Lease> lease = accounts.lease(shop.seller(), account.channel(), worker.name(), LEASE);
    lease.ifPresent(it -> leases.put(account.code(), new Held(it, now)));
    return lease;
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
    goOn();
    for (var account : remote.values()) {
      account
          .failure()
          .ifPresent(
              wrong -> {
                throw new AssertionError("the sandbox failed", wrong);
              });
    }
    worker.connectors().close();
    catalogue.close();
    transport.close();
    sandbox.close();
    shop.close();
  }
}
