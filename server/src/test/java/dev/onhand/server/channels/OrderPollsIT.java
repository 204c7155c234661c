package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Connector;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Effect;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.vendure.Vendure;
import dev.onhand.store.channels.JdbcOpenOrders;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that are asked for, in time that stands still. */
class OrderPollsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** Of Medusa, 100 orders each. */
  private static final int PAGES = 5;

  private static final PageRequest FIRST_PAGE = PageRequest.first(50);

  private ChannelRig rig;
  private boolean isSlow;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 1_000);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** So many orders of a listing that they fill {@link #PAGES}, the last by half. */
  private void sellPages(Account shop) throws InterruptedException {
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    for (int i = 0; i < PAGES * 100 - 50; i++) {
      rig.shop.pass(Duration.ofMillis(10));
      shop.shop().sell(listing.id(), 1).orElseThrow();
    }
  }

  @Test
  void goesOnAtItsPageWhereTheLimitsInterruptIt() throws InterruptedException {
    Account shop = medusa();
    sellPages(shop);
    long callsBefore = shop.calls().of(Purpose.ORDER_POLL);
    Instant polledAt = rig.account("shop").orders().polledAt();
    shop.faults().rate(Fault.THROTTLED, Purpose.ORDER_POLL, 0.5);
    boolean isInterrupted = false;
    rig.shop.pass(Duration.ofMinutes(10)); // what comes after is asked for once more
    for (int i = 0; polledAt.equals(rig.account("shop").orders().polledAt()); i++) {
      assertThat(i).isLessThan(200);
      rig.step("shop");
      isInterrupted |= rig.account("shop").orders().poll() != null;
      rig.shop.pass(Duration.ofMinutes(1));
    }

    long throttled = shop.faults().fired(Fault.THROTTLED);
    assertThat(throttled).isPositive();
    assertThat(isInterrupted).as("some page but the first was turned away").isTrue();
    assertThat(shop.calls().of(Purpose.ORDER_POLL) - callsBefore - throttled)
        .as("each page was read once, and then what came since")
        .isBetween((long) PAGES, PAGES + 2L);
    assertThat(open("shop")).hasSize(PAGES * 100 - 50);
  }

  /** Pages of a look back that is interrupted are no orders that wait to be brought in. */
  @Test
  void saysOfOrdersThatAreReadAgainNotHowLongTheyTake() throws InterruptedException {
    Account shop = medusa();
    sellPages(shop);
    rig.shop.pass(Duration.ofMinutes(1));
    rig.run();
    assertThat(open("shop")).hasSize(PAGES * 100 - 50);

    shop.faults().rate(Fault.THROTTLED, Purpose.ORDER_POLL, 0.5);
    for (int i = 0; rig.account("shop").orders().poll() == null; i++) {
      assertThat(i).isLessThan(200);
      rig.shop.pass(Duration.ofMinutes(1));
      rig.step("shop");
    }
    assertThat(rig.drain("shop", 0)).isEqualTo(Duration.ZERO);
  }

  /** A poll that brings orders in is over with them, and listings are told without it. */
  @Test
  void doesNotTakeTheTimeInWhichOrdersComeInForTelling() throws InterruptedException {
    rig.dressed = factory -> new LentFactory(factory, this::slow);
    rig.replaceWorker();
    rig.pollEvery = Duration.ofSeconds(10);
    Account shop = medusa();
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    isSlow = true;
    rig.record(Reason.DAMAGE, "PHONE", 1);
    while (rig.step("shop")) {
      shop.shop().sell(listing.id(), 1).orElseThrow();
      rig.record(Reason.DAMAGE, "PHONE", 1);
      if (shop.calls().of(Purpose.ORDER_POLL) > 10) {
        break;
      }
    }
    assertThat(rig.drain("shop", 10)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  private Connector slow(Connector real) {
    return (Connector)
        Proxy.newProxyInstance(
            real.getClass().getClassLoader(),
            real.getClass().getInterfaces(),
            (proxy, method, arguments) -> {
              if (isSlow && method.getName().equals("orders")) {
                rig.shop.pass(Duration.ofSeconds(20));
              }
              if (isSlow && method.getName().equals("push")) {
                rig.shop.pass(Duration.ofSeconds(1));
              }
              return method.invoke(real, arguments);
            });
  }

  @Test
  void keepsStillAfterARestartAsLongAsTheChannelSaid() throws InterruptedException {
    Account shop = medusa();
    rig.run();
    shop.faults().next(Fault.THROTTLED, Purpose.ORDER_POLL, 8);
    while (shop.faults().fired(Fault.THROTTLED) < 8) {
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
    Instant still = rig.account("shop").pace().stillUntil();
    long calls = shop.calls().of(Purpose.ORDER_POLL);
    assertThat(still).isAfter(rig.shop.clock().instant().plus(Duration.ofMinutes(3)));

    rig.replaceWorker();
    rig.shop.pass(Duration.ofMinutes(2)); // the lease of the one before ends
    rig.run();
    assertThat(shop.calls().of(Purpose.ORDER_POLL)).isEqualTo(calls);

    rig.shop.pass(Duration.between(rig.shop.clock().instant(), still));
    rig.run();
    assertThat(shop.calls().of(Purpose.ORDER_POLL)).isGreaterThan(calls);
  }

  /** Neither a restart forgets what was spent, nor a process that was away what others spent. */
  @Test
  void spendsNoMoreOfALimitOfADayAfterARestart() throws InterruptedException {
    rig.dressed = BudgetIT::allowingHundredADay;
    rig.replaceWorker();
    Account shop =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    for (int minute = 0; minute < 150; minute++) {
      if (minute % 25 == 24) {
        rig.replaceWorker();
        rig.shop.pass(Duration.ofMinutes(2));
      }
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
    assertThat(shop.calls().of(Purpose.ORDER_POLL)).isEqualTo(100);

    rig.shop.pass(Duration.ofHours(25));
    rig.run();
    assertThat(shop.calls().of(Purpose.ORDER_POLL)).isGreaterThan(100);
  }

  @Test
  void goesOnAtTheRateThatItLearnedAfterARestart() throws InterruptedException {
    Account shop = medusa();
    rig.run();
    shop.faults().next(Fault.THROTTLED, Purpose.ORDER_POLL, 2);
    while (shop.faults().fired(Fault.THROTTLED) < 2) {
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
    assertThat(rig.account("shop").pace().share()).isEqualTo(0.25);

    rig.replaceWorker();
    pass(Duration.ofMinutes(10)); // some calls are answered, which raise it little by little
    assertThat(rig.account("shop").pace().share()).isBetween(0.25, 0.5);
  }

  /** A parcel leaves an order's time of change as it was: no poll shows it. */
  @Test
  void readsOpenOrdersAgainWhereTheChannelDoesNotTellAllChanges() throws InterruptedException {
    Account shop = vendure();
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    Order order = shop.shop().sell(listing.id(), 2).orElseThrow();
    pass(Duration.ofHours(1));
    assertThat(open("shop")).hasSize(1);

    shop.shop().ship(order.id());
    Instant shipped = rig.shop.clock().instant();
    while (!open("shop").isEmpty()) {
      pass(Duration.ofMinutes(1));
      assertThat(rig.shop.clock().instant())
          .as("it is read again before it is twice as old")
          .isBefore(shipped.plus(Duration.ofMinutes(65)));
    }
  }

  @Test
  void takesBackOnceWhatMedusaTookBack() throws InterruptedException {
    takesBackOnce(medusa());
  }

  @Test
  void takesBackOnceWhatVendureTookBack() throws InterruptedException {
    takesBackOnce(vendure());
  }

  /** The shop put the units back by itself: its listing is not wrong, and nobody edited it. */
  private void takesBackOnce(Account shop) throws InterruptedException {
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    Order order = shop.shop().sell(listing.id(), 3).orElseThrow();
    long line = order.lines().getFirst().number();
    pass(Duration.ofMinutes(2));
    shop.shop().ship(order.id());
    pass(Duration.ofMinutes(35)); // a parcel is not told by every shop
    assertThat(open("shop")).isEmpty();
    assertThat(shown(shop, listing)).isEqualTo(997);

    shop.shop().takeBack(order.id(), line, 1);
    pass(Duration.ofMinutes(35));
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(998);
    shop.shop().takeBack(order.id(), line, 2);
    pass(Duration.ofHours(2));

    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(1_000);
    assertThat(shown(shop, listing)).isEqualTo(1_000);
    assertThat(
            rig.reconciliations
                .differences(
                    rig.shop.seller(), new Difference.Filter("shop", null, false), FIRST_PAGE)
                .rows())
        .isEmpty();
  }

  private static int shown(Account shop, Listing listing) {
    Listing now = shop.shop().find(listing.id()).orElseThrow();
    return now.quantity() - now.held();
  }

  @Test
  void saysThatAStatusMeansNothingUntilItDoes() throws InterruptedException {
    Account shop = medusa();
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    shop.faults().next(Fault.UNKNOWN_STATUS, 1);
    shop.shop().sell(listing.id(), 1).orElseThrow();
    pass(Duration.ofMinutes(2));
    assertThat(shop.faults().fired(Fault.UNKNOWN_STATUS)).isOne();
    List<Alert> open = rig.alerts.open(rig.shop.seller(), "order.unknown_status");
    assertThat(open).hasSize(1);

    String status = open.getFirst().subject().substring("shop/".length());
    JdbcChannels channels = new JdbcChannels(rig.shop.transactions());
    ChannelData before = channels.find(rig.shop.seller(), "shop").orElseThrow().data();
    Map<String, StatusMap.Rule> statuses = new HashMap<>(before.statuses());
    statuses.put(status, StatusMap.Rule.of(Effect.RESERVE));
    channels.put(
        rig.shop.seller(),
        "shop",
        new ChannelData(
            before.name(), before.preset(), statuses, before.sourcing(), before.holdMinutes()),
        new Edit("tester", rig.shop.clock().instant(), null));
    pass(Duration.ofMinutes(2));
    assertThat(rig.alerts.open(rig.shop.seller(), "order.unknown_status")).isEmpty();
  }

  /** A poll shows what changed in the minutes before it again. */
  @Test
  void passesOverOrdersThatWereHandedInJustSo() throws InterruptedException {
    Account shop = medusa();
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    Order order = shop.shop().sell(listing.id(), 1).orElseThrow();
    pass(Duration.ofMinutes(1));
    long written = written();
    long polls = shop.calls().of(Purpose.ORDER_POLL);
    pass(Duration.ofMinutes(2));
    assertThat(shop.calls().of(Purpose.ORDER_POLL)).isGreaterThan(polls);
    assertThat(written()).as("the order was not written again").isEqualTo(written);

    shop.shop().ship(order.id());
    pass(Duration.ofMinutes(1));
    assertThat(open("shop")).isEmpty();
  }

  /** By which transaction the order was written last. */
  private long written() {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql("select cast(cast(xmin as text) as bigint) from sales_order")
                    .query(Long.class)
                    .single());
  }

  /** Who computes a listing's number anew holds its row, and may not wake us when it is done. */
  @Test
  void tellsAListingThatIsBeingComputedAnewAsSoonAsItIs() throws Exception {
    Account shop = medusa();
    Listing listing = shop.shop().list(Item.of("PHONE"), 1_000);
    rig.run();
    rig.record(Reason.DAMAGE, "PHONE", 10);
    try (Connection rival = DATABASE.superuser();
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      statement.execute("select from listing for no key update");
      FutureTask<Boolean> step = new FutureTask<>(() -> rig.step("shop"));
      Thread.ofVirtual().start(step);
      Eventually.within(
          Duration.ofSeconds(10), "it waits for the listing", OrderPollsIT::isAnyWaiting);
      rival.rollback();
      assertThat(step.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(shown(shop, listing)).isEqualTo(990);
  }

  private static boolean isAnyWaiting() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Account vendure() {
    return rig.connect("shop", Vendure.withApiKey("key:1"), "vendure", Map.of("api_key", "key:1"));
  }

  private Account medusa() {
    return rig.connect(
        "shop",
        Medusa.withKey("sk_1"),
        "medusa",
        Map.of("api_key", "sk_1", "location", "sloc_01M7SANDBOX0000000000000MAIN"));
  }

  /** Lets time pass as a server does that looks at its accounts all the time. */
  private void pass(Duration time) throws InterruptedException {
    Instant end = rig.shop.clock().instant().plus(time);
    while (rig.shop.clock().instant().isBefore(end)) {
      rig.shop.pass(Duration.ofSeconds(30));
      rig.run();
    }
  }

  private List<OpenOrders.Open> open(String code) {
    return new JdbcOpenOrders(rig.shop.transactions())
        .list(rig.shop.seller(), rig.account(code).channel(), 0, 10_000);
  }
}
