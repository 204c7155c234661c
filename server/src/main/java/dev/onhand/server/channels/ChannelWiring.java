package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorFactories;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.ChannelObserver;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.channels.Holding;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.InboxFailures;
import dev.onhand.engine.channels.InboxWorker;
import dev.onhand.engine.channels.LastCalls;
import dev.onhand.engine.channels.ListingReader;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.ListingWishes;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.engine.channels.OrderIntake;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.channels.OrderPolls;
import dev.onhand.engine.channels.OrderRereader;
import dev.onhand.engine.channels.OrderWatch;
import dev.onhand.engine.channels.Paces;
import dev.onhand.engine.channels.PushAttempts;
import dev.onhand.engine.channels.Pusher;
import dev.onhand.engine.channels.Reconciler;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.channels.Refresher;
import dev.onhand.engine.channels.ReturnPolls;
import dev.onhand.engine.channels.Schedule;
import dev.onhand.engine.channels.Shadowing;
import dev.onhand.engine.channels.Shadows;
import dev.onhand.engine.channels.WebhookDesk;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.model.Secret;
import dev.onhand.server.leases.Node;
import dev.onhand.server.movements.ChangedProducts;
import dev.onhand.server.operations.Processor;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.channels.DriftAcceptedWriter;
import dev.onhand.store.channels.JdbcAccounts;
import dev.onhand.store.channels.JdbcHeldChanges;
import dev.onhand.store.channels.JdbcInbox;
import dev.onhand.store.channels.JdbcLastCalls;
import dev.onhand.store.channels.JdbcListingRules;
import dev.onhand.store.channels.JdbcListingWishes;
import dev.onhand.store.channels.JdbcListings;
import dev.onhand.store.channels.JdbcOpenOrders;
import dev.onhand.store.channels.JdbcOrderMessages;
import dev.onhand.store.channels.JdbcPushAttempts;
import dev.onhand.store.channels.JdbcReconciliations;
import dev.onhand.store.channels.JdbcShadows;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts channels together. */
@Configuration(proxyBeanMethods = false)
class ChannelWiring {

  /** In the data directory: jars with connectors that are not shipped. */
  private static final String PLUGINS = "plugins";

  /** In the data directory: a folder for each seller, of folders that are channels. */
  private static final String FOLDERS = "channels";

  @Bean
  SecretBox secretBox(ServerSettings settings, RandomGenerator random) {
    Secret set = settings.secretKey();
    Secret key = set.reveal().isEmpty() ? SecretKeyFile.read(settings.data(), random) : set;
    return new SecretBox(key, random::nextBytes);
  }

  @Bean
  Accounts accounts(SellerTransactions transactions, SecretBox box) {
    return new JdbcAccounts(transactions, box, Leases.byDatabase());
  }

  @Bean(destroyMethod = "close")
  HttpTransport channelTransport(ServerSettings settings) {
    return new HttpTransport(new AddressRules(settings.allowedNetworks()));
  }

  @Bean(destroyMethod = "close")
  Connectors connectors(
      ServerSettings settings, HttpTransport transport, Accounts accounts, InstantSource clock) {
    return new Connectors(
        ConnectorFactories.load(settings.data().resolve(PLUGINS)),
        transport,
        settings.data().resolve(FOLDERS),
        accounts,
        settings.channelTime(),
        clock);
  }

  @Bean
  Schedule channelSchedule(ServerSettings settings) {
    return new Schedule(settings.channelTime());
  }

  @Bean
  Listings listings(SellerTransactions transactions) {
    return new JdbcListings(transactions);
  }

  @Bean
  ListingRules listingRules(SellerTransactions transactions) {
    return new JdbcListingRules(transactions);
  }

  @Bean
  ListingWishes listingWishes(SellerTransactions transactions) {
    return new JdbcListingWishes(transactions);
  }

  @Bean
  Reconciliations reconciliations(SellerTransactions transactions) {
    return new JdbcReconciliations(transactions);
  }

  @Bean
  HeldChanges heldChanges(SellerTransactions transactions) {
    return new JdbcHeldChanges(transactions);
  }

  @Bean
  Shadows shadows(SellerTransactions transactions) {
    return new JdbcShadows(transactions);
  }

  @Bean
  Shadowing shadowing(Shadows shadows, Accounts accounts, InstantSource clock) {
    return new Shadowing(shadows, accounts, clock);
  }

  @Bean
  Holding holding(HeldChanges held, Alerts alerts) {
    return new Holding(held, alerts);
  }

  @Bean
  HeldDecisions heldDecisions(
      HeldChanges held, Holding holding, Accounts accounts, ChannelLoop loop, InstantSource clock) {
    return new HeldDecisions(held, holding, accounts, loop, clock);
  }

  @Bean
  Reconciler reconciler(
      Reconciliations reconciliations,
      Listings listings,
      LedgerCalls ledger,
      Alerts alerts,
      InstantSource clock) {
    return new Reconciler(reconciliations, listings, ledger, alerts, clock);
  }

  @Bean
  Deciding deciding(
      Reconciliations reconciliations,
      Reconciler reconciler,
      Accounts accounts,
      ChannelLoop loop,
      InstantSource clock) {
    return new Deciding(reconciliations, reconciler, accounts, loop, clock);
  }

  @Bean
  ReconcileWork reconcileWork(
      Accounts accounts, Reconciliations reconciliations, InstantSource clock) {
    return new ReconcileWork(accounts, reconciliations, clock);
  }

  @Bean
  DriftAcceptedWriter driftAcceptedWriter() {
    return new DriftAcceptedWriter();
  }

  @Bean
  PushAttempts pushAttempts(SellerTransactions transactions) {
    return new JdbcPushAttempts(transactions);
  }

  @Bean
  Inbox inbox(SellerTransactions transactions, SecretBox box) {
    return new JdbcInbox(transactions, box);
  }

  @Bean
  OrderMessages orderMessages(SellerTransactions transactions) {
    return new JdbcOrderMessages(transactions);
  }

  @Bean
  LastCalls lastCalls(SellerTransactions transactions) {
    return new JdbcLastCalls(transactions);
  }

  @Bean
  OpenOrders openOrders(SellerTransactions transactions) {
    return new JdbcOpenOrders(transactions);
  }

  @Bean
  WebhookDesk webhookDesk(Accounts accounts, Connectors connectors, Inbox inbox) {
    return new WebhookDesk(accounts, connectors, inbox);
  }

  /** A bean of its own, which the ledger is made with. */
  @Bean
  ChangedProducts changedProducts() {
    return new ChangedProducts();
  }

  @Bean
  Paces paces(InstantSource clock) {
    return new Paces(Processor.ofThisMachine(clock)::isBusy);
  }

  @Bean
  InboxFailures inboxFailures(Inbox inbox, Accounts accounts, Alerts alerts, InstantSource clock) {
    return new InboxFailures(inbox, accounts, alerts, clock);
  }

  @Bean
  AccountWorker accountWorker(
      Accounts accounts,
      Connectors connectors,
      Listings listings,
      ListingWishes wishes,
      Inbox inbox,
      InboxFailures inboxFailures,
      OpenOrders openOrders,
      OrderMessages messages,
      OrderRows orderRows,
      Returns returns,
      Channels channels,
      Orders orders,
      LedgerCalls ledger,
      FailedOrders failed,
      Destinations destinations,
      Alerts alerts,
      Reconciler reconciler,
      Holding holding,
      Consumer<OrderResult> orderLog,
      Paces paces,
      ChannelObserver observer,
      Schedule schedule,
      InstantSource clock,
      NanoTime nanoTime) {
    OrderWatch watch = new OrderWatch(channels, alerts);
    OrderIntake intake =
        new OrderIntake(
            orders, ledger, failed, destinations, listings, watch, messages, clock, orderLog);
    ListingReader reader = new ListingReader(listings, accounts, intake, reconciler, alerts, clock);
    ReturnPolls returnPolls =
        new ReturnPolls(orderRows, returns, intake, accounts, inbox, ledger, clock);
    return new AccountWorker(
        accounts,
        listings,
        connectors,
        new OrderPolls(accounts, intake, watch, alerts, paces, clock),
        new Pusher(listings, holding, reader::watchRefused, paces, observer, clock, nanoTime::now),
        reader,
        new Refresher(wishes, listings, accounts, reader::kept, schedule, clock),
        new InboxWorker(inbox, accounts, intake, returnPolls, inboxFailures, clock),
        new OrderRereader(openOrders, accounts, intake, clock),
        returnPolls,
        alerts,
        observer,
        schedule,
        clock);
  }

  @Bean(destroyMethod = "close")
  ChannelLoop channelLoop(
      Sellers sellers, Accounts accounts, AccountWorker worker, NanoTime nanoTime, Node node) {
    ChannelLoop loop = new ChannelLoop(sellers, accounts, worker, node, nanoTime);
    loop.start();
    return loop;
  }

  @Bean(destroyMethod = "close")
  AccountDesk accountDesk(
      Accounts accounts,
      Connectors connectors,
      Listings listings,
      Channels channels,
      Locations locations,
      ChannelLoop loop,
      InstantSource clock) {
    return new AccountDesk(accounts, connectors, listings, channels, locations, loop, clock);
  }

  @Bean
  ChannelMetrics channelMetrics(
      MeterRegistry registry,
      Sellers sellers,
      Accounts accounts,
      Listings listings,
      Connectors connectors,
      Paces paces,
      InstantSource clock) {
    return new ChannelMetrics(registry, sellers, accounts, listings, connectors, paces, clock);
  }

  @Bean
  ChannelQueues channelQueues(
      Accounts accounts, Listings listings, Inbox inbox, Paces paces, Schedule schedule) {
    return new ChannelQueues(accounts, listings, inbox, paces, schedule);
  }

  @Bean(destroyMethod = "close")
  ListingLooks listingLooks(Accounts accounts, InstantSource clock) {
    ListingLooks looks = new ListingLooks(accounts, clock);
    looks.start();
    return looks;
  }

  @Bean
  Refreshing refreshing(
      ListingWishes wishes,
      Listings listings,
      Accounts accounts,
      ChannelLoop loop,
      InstantSource clock,
      NanoTime nanoTime) {
    return new Refreshing(wishes, listings, accounts, loop, clock, nanoTime);
  }

  @Bean(destroyMethod = "close")
  ListingFeed listingFeed(
      ChangedProducts changedProducts,
      Listings listings,
      Paces paces,
      ChannelLoop loop,
      NanoTime nanoTime,
      InstantSource clock) {
    ListingFeed feed =
        new ListingFeed(
            changedProducts, listings, paces, loop::sellers, loop::wake, nanoTime, clock);
    feed.start();
    return feed;
  }
}
