package dev.onhand.bench;

import dev.onhand.bench.Shops.Shop;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.bol.Bol;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.kaufland.Kaufland;
import dev.onhand.sandbox.letzshop.Letzshop;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.manomano.ManoMano;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.mirakl.Mirakl;
import dev.onhand.sandbox.refurbed.Refurbed;
import dev.onhand.sandbox.shopify.Shopify;
import dev.onhand.sandbox.vendure.Vendure;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same as {@link Siblings} of each type of channel at once, in the time that passes: each
 * within the limits that it documents, which the sandbox keeps, and asked for orders as often as an
 * account is that nobody set. One shop without limits sells, is asked each second, and is none of
 * those that are measured. What a channel does not show within some minutes is counted as that.
 */
final class WithinLimits {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int UNITS = 100;
  private static final int WARM_UP = 5;
  private static final Duration SALE_EVERY = Duration.ofSeconds(2);
  private static final int RUNS = 15;
  private static final Duration WARM_UP_MAX = Duration.ofMinutes(3);
  private static final Duration SHOWN_MAX = Duration.ofMinutes(7);

  /** They show a number some minutes after they took it in: nobody waits for them first. */
  private static final Set<String> LATE = Set.of("cdiscount", "manomano", "mirakl");

  /** Stands for the account's address in the settings. */
  private static final String BASE = "BASE";

  private static final String SELLS = "sells";

  private final ShippedServer server;
  private final Report report;

  WithinLimits(ShippedServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  /**
   * A type of channel.
   *
   * @param hasLimits whether it documents any
   */
  private record Type(
      String code, Marketplace marketplace, boolean hasLimits, Map<String, String> settings) {

    String put(String address) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("address", BASE);
      all.putAll(settings);
      all.replaceAll((name, value) -> value.replace(BASE, address));
      return JSON.writeValueAsString(Map.of("type", code, "settings", all));
    }
  }

  private record Sold(int good, Instant at) {}

  /**
   * @param seconds a fifteenth of how long it sells
   */
  void run(int seconds) throws IOException, InterruptedException {
    int sales = (int) Duration.ofSeconds((long) RUNS * seconds).dividedBy(SALE_EVERY);
    try (Shops shops = new Shops(server, WARM_UP + sales, UNITS)) {
      shops.open(
          SELLS,
          "medusa",
          Medusa.withKey("sk_1"),
          "\"api_key\":\"sk_1\",\"location\":\"sloc_01M7SANDBOX0000000000000MAIN\"",
          "");
      List<Type> types = types();
      for (Type type : types) {
        shops.open(type.code(), type.marketplace(), base -> type.put(base.toString()));
      }
      List<Shop> quick =
          shops.all().stream().filter(it -> !LATE.contains(it.account().shop().name())).toList();
      List<String> slow = await(shops, quick, sell(shops, 0, WARM_UP), WARM_UP_MAX);
      if (!slow.isEmpty()) {
        System.out.println("warmed up for as long as may be, and not through: " + slow);
      }
      List<Sold> sold = sell(shops, WARM_UP, sales);
      await(shops, shops.all(), sold, SHOWN_MAX);
      for (int i = 0; i < types.size(); i++) {
        tell(types.get(i), shops.all().getFirst(), shops.all().get(i + 1), sold);
      }
    }
  }

  private static List<Type> types() {
    return Stream.of(withLogin(), withKey(), ownShops()).flatMap(List::stream).toList();
  }

  private static List<Type> withLogin() {
    return List.of(
        new Type(
            "amazon",
            Amazon.withSecrets("secret", "refresh"),
            true,
            Map.of(
                "login_address",
                BASE,
                "marketplace",
                Amazon.MARKETPLACE,
                "seller_id",
                Amazon.SELLER,
                "client_id",
                Amazon.CLIENT,
                "client_secret",
                "secret",
                "refresh_token",
                "refresh")),
        new Type(
            "bol",
            Bol.withClient("client", "secret"),
            true,
            Map.of("client_id", "client", "client_secret", "secret", "login_address", BASE)),
        new Type(
            "cdiscount",
            Cdiscount.withClient("client", "secret"),
            true,
            Map.of(
                "client_id",
                "client",
                "client_secret",
                "secret",
                "seller_id",
                Cdiscount.SELLER,
                "address",
                BASE + "/seller/v2",
                "login_address",
                BASE)),
        new Type(
            "ebay",
            Ebay.with("client", "secret", "refresh"),
            true,
            Map.of("client_id", "client", "client_secret", "secret", "refresh_token", "refresh")));
  }

  private static List<Type> withKey() {
    return List.of(
        new Type(
            "backmarket",
            BackMarket.withToken("t"),
            true,
            Map.of("token", "t", "company", "Bench", "contact", "bench@bench.example")),
        new Type(
            "kaufland",
            Kaufland.withKeys("client-key-of-thirty-two-letters", "secret"),
            true,
            Map.of(
                "address", BASE + "/v2",
                "client_key", "client-key-of-thirty-two-letters",
                "secret_key", "secret")),
        new Type(
            "letzshop",
            Letzshop.withKey("key").thatCountsIn("stock"),
            true,
            Map.of(
                "address",
                BASE + "/graphql",
                "api_key",
                "key",
                "feed",
                BASE + "/space",
                "feed_user",
                Letzshop.USER,
                "feed_password",
                Letzshop.PASSWORD,
                "quantity_column",
                "stock")),
        new Type(
            "manomano",
            ManoMano.withKey("key"),
            true,
            Map.of("api_key", "key", "contract", Long.toString(ManoMano.CONTRACT))),
        new Type("mirakl", Mirakl.withKey("secret"), true, Map.of("api_key", "secret")),
        new Type("refurbed", Refurbed.withToken("token"), true, Map.of("token", "token")),
        new Type(
            "shopify",
            Shopify.withSecret("secret"),
            true,
            Map.of("client_id", Shopify.CLIENT, "client_secret", "secret", "location", "5")));
  }

  private static List<Type> ownShops() {
    return List.of(
        new Type("magento", Magento.withToken("t"), false, Map.of("access_token", "t")),
        new Type(
            "medusa",
            Medusa.withKey("sk_1"),
            false,
            Map.of("api_key", "sk_1", "location", "sloc_01M7SANDBOX0000000000000MAIN")),
        new Type(
            "vendure",
            Vendure.withApiKey("a:key"),
            false,
            Map.of("address", BASE + "/admin-api", "api_key", "a:key")),
        new Type(
            "woocommerce",
            WooCommerce.withKey("ck_1", "cs_1"),
            false,
            Map.of("consumer_key", "ck_1", "consumer_secret", "cs_1")));
  }

  private static List<Sold> sell(Shops shops, int from, int count) throws InterruptedException {
    List<Sold> sold = new ArrayList<>();
    Instant begin = shops.clock().instant();
    for (int i = 0; i < count; i++) {
      sleep(shops, begin.plus(SALE_EVERY.multipliedBy(i)));
      Instant at = shops.clock().instant();
      shops.all().getFirst().sell(from + i);
      sold.add(new Sold(from + i, at));
    }
    return sold;
  }

  private static void sleep(Shops shops, Instant until) throws InterruptedException {
    Duration left = Duration.between(shops.clock().instant(), until);
    if (left.isPositive()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }

  /** Until these show what was sold, or for so long: those that do not. */
  private static List<String> await(Shops shops, List<Shop> some, List<Sold> sold, Duration max)
      throws InterruptedException {
    Instant until = shops.clock().instant().plus(max);
    while (true) {
      List<String> late =
          some.stream()
              .filter(shop -> !isTold(shop, sold))
              .map(shop -> shop.account().shop().name())
              .toList();
      if (late.isEmpty() || shops.clock().instant().isAfter(until)) {
        return late;
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private static boolean isTold(Shop shop, List<Sold> sold) {
    Map<String, Integer> listed = shop.listed();
    return sold.stream().allMatch(one -> listed.getOrDefault("L" + one.good(), 0) == UNITS - 1);
  }

  private void tell(Type type, Shop from, Shop shop, List<Sold> sold) {
    Map<String, Instant> told = shop.told(UNITS - 1);
    List<Duration> lags = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    for (Sold one : sold) {
      Instant shown = from.polled().shown(one.at()).orElseThrow();
      Optional.ofNullable(told.get("L" + one.good()))
          .ifPresent(at -> lags.add(Duration.between(shown, at)));
      Optional<Instant> asked = shop.polled().shown(one.at());
      asked.ifPresent(at -> waits.add(Duration.between(one.at(), at)));
    }
    int missing = sold.size() - lags.size();
    report.note(
        "from the poll to the right number in %s, %s"
            .formatted(
                type.code(), type.hasLimits() ? "within its limits" : "which documents no limits"),
        (lags.isEmpty() ? "none" : Times.words(lags))
            + (missing == 0 ? "" : "; %d not shown in the time".formatted(missing))
            + "; before that, sold there: "
            + (waits.isEmpty() ? "not asked" : Times.words(waits))
            + "; refused for its limits: "
            + shop.account().limits().refused());
  }
}
