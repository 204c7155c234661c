package dev.onhand.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.Toxic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Two nodes on one database, and two shops that sell the same goods. The first node has the leases
 * of both, and can be cut off from the database; the second's clock is ten minutes ahead.
 */
final class TwoNodes implements AutoCloseable {

  static final int GOODS = 4;
  static final Duration SOON = Duration.ofSeconds(60);
  private static final int UNITS = 10_000;
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8",
          "ONHAND_SECRET_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  /** One of the shops; both show the number that they are told, whatever was sold meanwhile. */
  private record Sells(String code, WatchedPushes pushes, Account account) {}

  final RunningServer first;
  final RunningServer second;
  final String firstName;
  final String secondName;
  private FaultProxy proxy;
  private final Sandbox sandbox;
  private final List<Sells> shops = new ArrayList<>();
  private final AtomicLong sold = new AtomicLong();

  TwoNodes(long seed) throws Exception {
    first =
        RunningServer.start(
            SETTINGS,
            settings -> {
              proxy =
                  FaultProxy.before(
                      Integer.parseInt(settings.url().replaceAll(".*:(\\d+)/.*", "$1")));
              return settings.withUrl(proxy.through(settings.url()));
            });
    firstName = first.server().get(Node.class).name();
    sandbox = new Sandbox(InstantSource.system(), seed);
    Shop.open(first);
    Client admin = first.admin();
    for (int good = 0; good < GOODS; good++) {
      admin.post("/api/v1/products", "{\"sku\":\"%s\"}".formatted(sku(good)));
      record(admin, "opening-" + good, "opening_stock", good, UNITS);
    }
    open("woo-de");
    open("woo-fr");
    awaitAgreed(admin);
    second = first.startBeside(SETTINGS, UnaryOperator.identity(), () -> Instant.now().plus(AHEAD));
    secondName = second.server().get(Node.class).name();
  }

  static String sku(int good) {
    return "good-" + good;
  }

  private void open(String code) {
    WatchedPushes pushes = new WatchedPushes(WooCommerce.withKey("ck_1", "cs_1"));
    Account account = sandbox.open(code, pushes);
    IntStream.range(0, GOODS).forEach(good -> account.shop().list(Item.of(sku(good)), 0));
    shops.add(new Sells(code, pushes, account));
    String path = "/api/v1/channels/" + code;
    Client admin = first.admin();
    assertThat(
            admin
                .send(
                    "PUT",
                    path + "/account",
                    """
                    {"type":"woocommerce","poll_seconds":1,"settings":{"address":"%s",
                    "consumer_key":"ck_1","consumer_secret":"cs_1"}}"""
                        .formatted(account.base()))
                .status())
        .isEqualTo(200);
    admin.patch(path + "/brake", "{\"listings_above\":1000000,\"units_above\":1000000}");
    assertThat(admin.post(path + "/account/resume", "{}").status()).isEqualTo(200);
  }

  /** One movement, which must be recorded. */
  static void record(Client client, String key, String reason, int good, int units) {
    assertThat(
            client
                .post(
                    "/api/v1/movements",
                    "{\"sku\":\"%s\",\"location\":\"berlin\",\"reason\":\"%s\",\"quantity\":%d}"
                        .formatted(sku(good), reason, units),
                    "Idempotency-Key",
                    key)
                .status())
        .isEqualTo(201);
  }

  /** To the second node: the first one's token is known to both. */
  Client ofSecond() {
    return second.client(first.adminToken());
  }

  /** Somebody buys in one of the shops. */
  void buy(Random random) {
    Sells shop = shops.get(random.nextInt(shops.size()));
    Listing listing = shop.account().shop().findBySku(sku(random.nextInt(GOODS))).orElseThrow();
    shop.account()
        .shop()
        .sell(listing.id(), 1 + random.nextInt(2))
        .ifPresent(order -> sold.addAndGet(order.lines().stream().mapToInt(Line::kept).sum()));
  }

  /** Units that the shops sold. */
  long sold() {
    return sold.get();
  }

  /** As good as killed: it reaches the database no more, and what it had under way is done. */
  void cutOffFirst() throws Exception {
    Toxic down = proxy.add(new Toxic.Down());
    proxy.resetAll();
    Eventually.within(SOON, "the first node is cut off", () -> proxy.fired(down) > 0);
    Eventually.within(
        SOON,
        "its pushes are done",
        () -> shops.stream().allMatch(shop -> shop.pushes().underWay() == 0));
  }

  void connectFirst() {
    proxy.heal();
  }

  /** What the leases last is over. */
  void letLeasesEnd() throws SQLException {
    try (Connection database = first.database().superuser();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "update channel_account set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");
    }
  }

  /** Which nodes have the leases, and their epochs. */
  List<String> leases() throws SQLException {
    return rows(
        "select coalesce(lease_node, 'nobody') || ' ' || lease_epoch from channel_account order by channel_id");
  }

  boolean worksAll(String node) throws SQLException {
    return leases().stream().allMatch(lease -> lease.startsWith(node));
  }

  List<String> rows(String sql) throws SQLException {
    try (Connection database = first.database().superuser();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  /** Until each listing shows what there is, and nothing is under way. */
  void awaitAgreed(Client client) throws Exception {
    try {
      Eventually.within(SOON, "the shops agree", () -> differences(client).isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(differences(client).toString(), e);
    }
  }

  private List<String> differences(Client client) throws SQLException {
    List<String> wrong =
        rows("select 'under way: ' || external_id from listing where attempt_id is not null");
    for (int good = 0; good < GOODS; good++) {
      long available = stock(client, good, "/available");
      for (Sells shop : shops) {
        int shown = shop.account().shop().findBySku(sku(good)).orElseThrow().listed();
        if (shown != available) {
          wrong.add(
              "%s shows %d of %s, there are %d"
                  .formatted(shop.code(), shown, sku(good), available));
        }
      }
    }
    for (Sells shop : shops) {
      int orders = shop.account().shop().orders().size();
      List<String> known =
          rows(
              "select count(*) from sales_order o join channel c using (seller_id, channel_id) where c.code = '%s'"
                  .formatted(shop.code()));
      if (!known.equals(List.of(Integer.toString(orders)))) {
        wrong.add("%s: %s of %d orders".formatted(shop.code(), known, orders));
      }
    }
    return wrong;
  }

  static long stock(Client client, int good, String field) {
    return client.get("/api/v1/stock/" + sku(good)).json().at(field).asLong();
  }

  /** Of which no two were under way in one shop, and no older one came after a newer one. */
  void requireOrderlyPushes() throws SQLException {
    for (Sells shop : shops) {
      assertThat(shop.pushes().most()).as("at once under way to " + shop.code()).isOne();
      for (Listing listing : shop.account().shop().listings()) {
        List<String> told =
            rows(
                """
                select a.quantity from push_attempt a
                join listing l using (seller_id, listing_id)
                join channel c on c.seller_id = l.seller_id and c.channel_id = l.channel_id
                where c.code = '%s' and l.sku = '%s'
                order by a.attempt_id
                """
                    .formatted(shop.code(), listing.sku()));
        List<String> came =
            shop.account().shop().journal().stream()
                .filter(entry -> entry.cause() == Cause.PUSHED)
                .map(entry -> entry.after())
                .filter(after -> after.id().equals(listing.id()))
                .map(after -> Integer.toString(after.quantity()))
                .toList();
        assertThat(told).as(shop.code() + " " + listing.sku()).containsSubsequence(came);
      }
    }
  }

  @Override
  public void close() {
    second.close();
    first.close();
    sandbox.close();
    proxy.close();
  }
}
