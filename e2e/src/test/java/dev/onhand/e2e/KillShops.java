package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Two marketplaces where the product that callers move is listed, and one more that only buyers
 * take. A push can be held under way, so that a kill falls into it.
 */
final class KillShops implements AutoCloseable {
  private static final int UNITS = 500;
  private static final int BOUGHT_MAX = 3;
  private static final Duration AGREED_WITHIN = Duration.ofSeconds(60);

  /** One of them; it is told by absolute numbers. */
  private record Shop(String code, HeldPushes pushes, Account account, String settings) {}

  private final Sandbox sandbox;
  private final List<Shop> shops;
  private long bought;
  private String workers = "";

  KillShops(long seed) {
    sandbox = new Sandbox(Clock.systemUTC(), seed);
    shops =
        List.of(
            open(
                "woocommerce",
                WooCommerce.withKey("ck_1", "cs_1"),
                "\"consumer_key\":\"ck_1\",\"consumer_secret\":\"cs_1\""),
            open(
                "medusa",
                Medusa.withKey("sk_1"),
                "\"api_key\":\"sk_1\",\"location\":\"sloc_01M7SANDBOX0000000000000MAIN\""));
  }

  private Shop open(String type, Marketplace marketplace, String settings) {
    HeldPushes pushes = new HeldPushes(marketplace);
    Account account = sandbox.open(type, pushes);
    account.shop().list(Item.of("HOT"), 0);
    account.shop().list(Item.of("TEA"), 0);
    return new Shop(type, pushes, account, settings);
  }

  /** Onhand tells them from now on, however much there is to tell. */
  void connect(KillCaller client) throws IOException, InterruptedException {
    client.bringIn("TEA", UNITS);
    for (Shop shop : shops) {
      String path = "/channels/" + shop.code();
      client.make(
          "PUT",
          path + "/account",
          "{\"type\":\"%s\",\"poll_seconds\":1,\"settings\":{\"address\":\"%s\",%s}}"
              .formatted(shop.code(), shop.account().base(), shop.settings()));
      client.make("PATCH", path + "/brake", "{\"listings_above\":1000000,\"units_above\":1000000}");
      client.make("POST", path + "/account/resume", "{}");
    }
  }

  /** Lets a buyer take something, and returns when a push is under way, and will stay so. */
  HeldPushes.Hold holdOne(Random random) throws InterruptedException {
    for (Shop shop : shops) {
      Listing tea = shop.account().shop().findBySku("TEA").orElseThrow();
      bought +=
          shop.account().shop().sell(tea.id(), 1 + random.nextInt(BOUGHT_MAX)).stream()
              .flatMap(order -> order.lines().stream())
              .mapToInt(line -> line.kept())
              .sum();
    }
    Shop shop = shops.get(random.nextInt(shops.size()));
    HeldPushes.Hold hold = shop.pushes().holdNext(random.nextBoolean());
    Eventually.within(AGREED_WITHIN, shop.code() + " is told", hold::isUnderWay);
    return hold;
  }

  /** Listings that were told a number of which it is not known whether it arrived. */
  static long inDoubt(ShippedServer server) throws SQLException {
    return inDoubt(server, Instant.now());
  }

  /** Those that were told before then. */
  static long inDoubt(ShippedServer server, Instant before) throws SQLException {
    return Long.parseLong(
        server.sql("select count(*) from listing where attempt_at < '%s'".formatted(before)));
  }

  /** Notes which process works them. */
  void remember(ShippedServer server) throws SQLException {
    workers = workers(server);
  }

  /** Whether another process works them than the one that is remembered. */
  BooleanSupplier areWorkedByOthers(ShippedServer server) {
    return () -> {
      try {
        return !workers(server).equals(workers);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    };
  }

  private static String workers(ShippedServer server) throws SQLException {
    return server.sql(
        "select coalesce(string_agg(distinct lease_node, ' '), 'nobody') from channel_account");
  }

  /** Returns when all agree; nobody moves anything meanwhile. */
  void check(String when, KillCaller client, ShippedServer server)
      throws IOException, InterruptedException, SQLException {
    AtomicReference<List<String>> wrong = new AtomicReference<>(List.of());
    try {
      Eventually.within(
          AGREED_WITHIN,
          "marketplaces agree",
          () -> {
            wrong.set(differences(client, server));
            return wrong.get().isEmpty();
          });
    } catch (AssertionError late) {
      throw new AssertionError(
          "%s: %s%nlistings: %s%nalerts: %s%nqueues: %s"
              .formatted(
                  when,
                  wrong.get(),
                  client.get("/listings?limit=50"),
                  client.get("/alerts"),
                  client.get("/queues")),
          late);
    }
    assertThat(client.get("/stock/TEA").at("/available").asLong())
        .as(when + ": what buyers took is held once")
        .isEqualTo(UNITS - bought);
    for (Shop shop : shops) {
      assertThat(staleIn(shop, server)).as(when + ": old numbers at " + shop.code()).isEmpty();
    }
  }

  private List<String> differences(KillCaller client, ShippedServer server) {
    List<String> wrong = new ArrayList<>();
    try {
      for (Shop shop : shops) {
        for (Listing listing : shop.account().shop().listings()) {
          long available = client.get("/stock/" + listing.sku()).at("/available").asLong();
          if (listing.listed() != Math.max(0, available)) {
            wrong.add(
                "%s shows %d %s, and there are %d"
                    .formatted(shop.code(), listing.listed(), listing.sku(), available));
          }
        }
        int orders = client.all("/orders?channel=" + shop.code() + "&limit=200").size();
        if (orders != shop.account().shop().orders().size()) {
          wrong.add("%s: %d orders are in".formatted(shop.code(), orders));
        }
      }
      if (inDoubt(server) > 0) {
        wrong.add("what became of a number is not known");
      }
    } catch (IOException | SQLException e) {
      wrong.add(e.toString());
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
    return wrong;
  }

  /** A number that a listing was told. */
  private record Told(Instant at, long quantity) {}

  /** What a shop was told though a newer number had left for that listing before. */
  private static List<String> staleIn(Shop shop, ShippedServer server) throws SQLException {
    List<String> stale = new ArrayList<>();
    for (Listing listing : shop.account().shop().listings()) {
      List<Told> told = told(shop.code(), listing.sku(), server);
      for (Entry entry : shop.account().shop().journal()) {
        if (entry.cause() == Cause.PUSHED && entry.after().id().equals(listing.id())) {
          long quantity = entry.after().quantity() - entry.after().held();
          Optional<Told> newest =
              told.stream()
                  .filter(one -> !one.at().isAfter(entry.at()))
                  .max(Comparator.comparing(Told::at));
          if (newest.isEmpty() || newest.get().quantity() != quantity) {
            stale.add("%s: %d after %s".formatted(listing.sku(), quantity, newest));
          }
        }
      }
    }
    return stale;
  }

  private static List<Told> told(String channel, String sku, ShippedServer server)
      throws SQLException {
    String all =
        server.sql(
            """
            select string_agg(to_char(a.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '=' || a.quantity, ' ')
            from push_attempt a
            join listing l on l.seller_id = a.seller_id and l.listing_id = a.listing_id
            join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
            join channel c on c.seller_id = a.seller_id and c.channel_id = a.channel_id
            where c.code = '%s' and p.sku = '%s'
            """
                .formatted(channel, sku));
    List<Told> told = new ArrayList<>();
    for (String one : all.split(" ")) {
      String[] parts = one.split("=");
      told.add(new Told(Instant.parse(parts[0]), Long.parseLong(parts[1])));
    }
    return told;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
