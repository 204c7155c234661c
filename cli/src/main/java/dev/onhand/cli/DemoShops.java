package dev.onhand.cli;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Quickened;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.vendure.Vendure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Four simulated shops that speak as real ones do, with listings of the same goods, buyers, and
 * what goes wrong on the way. They know nothing of Onhand.
 */
final class DemoShops implements AutoCloseable {

  private static final long SEED = 20110228;
  private static final double LOST = 0.03;
  private static final double FAILED = 0.02;

  /** A shop and how Onhand is told to reach it. */
  record Shop(
      String code,
      String type,
      Account account,
      Map<String, String> settings,
      Map<String, Listing> listings) {}

  private final Sandbox sandbox;
  private final int speed;
  private final List<Shop> shops = new ArrayList<>();

  /**
   * @param speed how many times as fast they live: what they allow in a minute they allow in so
   *     much less
   */
  DemoShops(InstantSource clock, int speed) {
    this.speed = speed;
    sandbox = new Sandbox(clock, SEED);
    open(
        "back-market",
        "backmarket",
        BackMarket.withToken("demo-token"),
        "",
        Map.of("token", "demo-token", "company", "Demo", "contact", "demo@demo.example"));
    open(
        "magento",
        "magento",
        Magento.withToken("demo-token"),
        "",
        Map.of("access_token", "demo-token"));
    open(
        "medusa",
        "medusa",
        Medusa.withKey("sk_demo"),
        "",
        Map.of("api_key", "sk_demo", "location", "sloc_01M7SANDBOX0000000000000MAIN"));
    open(
        "vendure",
        "vendure",
        Vendure.withApiKey("demo:key"),
        "/admin-api",
        Map.of("api_key", "demo:key"));
  }

  private void open(
      String code,
      String type,
      Marketplace marketplace,
      String path,
      Map<String, String> settings) {
    Account account = sandbox.open(code, new Quickened(marketplace, speed));
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("address", account.base() + path);
    shops.add(new Shop(code, type, account, all, new HashMap<>()));
  }

  List<Shop> shops() {
    return List.copyOf(shops);
  }

  /** Lists these goods in every shop, with nothing to sell yet. */
  void list(List<String> skus) {
    for (Shop shop : shops) {
      for (String sku : skus) {
        shop.listings().put(sku, shop.account().shop().list(Item.of(sku), 0));
      }
    }
  }

  /** How much time passes for the shops. */
  Duration lived(Duration passed) {
    return passed.multipliedBy(speed);
  }

  /** How many buyers can have of each of a shop's goods now, by SKU. */
  Map<String, Integer> listed(Shop shop) {
    Map<String, Integer> listed = new HashMap<>();
    shop.account().shop().listings().forEach(one -> listed.put(one.sku(), one.listed()));
    return listed;
  }

  void letThingsGoWrong() {
    for (Shop shop : shops) {
      shop.account().faults().rate(Fault.REPLY_LOST, Purpose.PUSH, LOST);
      shop.account().faults().rate(Fault.SERVER_ERROR, Purpose.PUSH, FAILED);
      shop.account().faults().rate(Fault.GATEWAY_TIMEOUT, Purpose.ORDER_POLL, FAILED);
    }
  }

  /** From now on all goes well. */
  long mend() {
    long fired = 0;
    for (Shop shop : shops) {
      shop.account().faults().stop();
      fired += shop.account().faults().fired().values().stream().mapToLong(Long::longValue).sum();
    }
    return fired;
  }

  /** A buyer takes and pays for what is listed of what they want. */
  Optional<Order> buy(Shop shop, List<DemoDay.Taken> basket) {
    List<Wanted> wanted = new ArrayList<>();
    for (DemoDay.Taken taken : basket) {
      Listing listing = shop.listings().get(taken.sku());
      if (listing != null) {
        wanted.add(new Wanted(listing.id(), taken.units()));
      }
    }
    return wanted.isEmpty()
        ? Optional.empty()
        : shop.account().shop().place(wanted).map(order -> shop.account().shop().pay(order.id()));
  }

  /**
   * How long it took until shops were told of sales of others, as far as they were: for each sale
   * of another up to the next number that the shop was told. By shop, the shortest first.
   */
  Map<String, List<Duration>> lags(Instant since) {
    Map<String, List<Instant>> told = new HashMap<>();
    for (Shop shop : shops) {
      for (Entry entry : shop.account().shop().journal()) {
        if (entry.cause() == Cause.PUSHED) {
          told.computeIfAbsent(shop.code() + "/" + entry.after().sku(), k -> new ArrayList<>())
              .add(entry.at());
        }
      }
    }
    Map<String, List<Duration>> lags = new HashMap<>();
    for (Shop shop : shops) {
      for (Entry entry : shop.account().shop().journal()) {
        if (entry.cause() == Cause.SOLD && !entry.at().isBefore(since)) {
          for (Shop other : shops) {
            if (!other.code().equals(shop.code())) {
              told.getOrDefault(other.code() + "/" + entry.after().sku(), List.of()).stream()
                  .filter(at -> !at.isBefore(entry.at()))
                  .findFirst()
                  .ifPresent(
                      at ->
                          lags.computeIfAbsent(other.code(), code -> new ArrayList<>())
                              .add(Duration.between(entry.at(), at)));
            }
          }
        }
      }
    }
    lags.values().forEach(some -> some.sort(Duration::compareTo));
    return lags;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
