package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.vendure.Vendure;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a day costs in calls: 1,000 listings on four channels, and the sales of a real day, the last
 * of the month that is bundled. A seller who read all from the channels made 1,500 to 5,500 calls a
 * day, and saw numbers of half an hour ago; here orders are asked for each quarter of an hour. What
 * one channel sold is shown by another no longer than that, and hardly anything is sold twice
 * meanwhile. {@code -Donhand.calls.day=2011-02-22} is another day of that month; with {@code
 * -Donhand.calls.daily=true} all listings are read once a day.
 */
class CallsOfADayIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Path MONTH = Path.of("../cli/src/main/demo/online-retail-2011-02.csv.gz");
  private static final int PRODUCTS = 250;

  /** 85 % fewer than the most that reading took. */
  private static final long READS_MAX = 825;

  private static final long ALL_CALLS_MAX = 1_500;

  /** Who read all from the channels saw what had been sold elsewhere every half an hour. */
  private static final Duration SHOWN_TOO_MUCH_MAX = Duration.ofMinutes(30);

  /** As a rule each shop is told by the next poll. */
  private static final Duration SHOWN_TOO_MUCH_USUALLY = Duration.ofMinutes(15);

  /** Of a hundred units that are sold while one channel does not know of another's sales. */
  private static final int OVERSOLD_PERCENT_MAX = 1;

  /** Units that there are of those that are wanted: too few for all. */
  private static long stocked(int wanted) {
    return Math.ceilDiv(wanted * 4, 5);
  }

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration POLL_EVERY = Duration.ofMinutes(15);

  /** What one buyer took: units by SKU. */
  private record Basket(LocalTime at, Map<String, Integer> units) {}

  private record RealDay(List<String> listed, List<Basket> baskets) {}

  @Test
  void areFarFewerThanThoseOfReading() throws Exception {
    boolean readsHourly = !Boolean.getBoolean("onhand.calls.daily");
    RealDay real = realDay();
    List<Basket> day = real.baskets();
    try (ChannelRig rig = new ChannelRig(DATABASE, 1)) {
      rig.pollEvery = POLL_EVERY;
      rig.readsHourly = readsHourly;
      Map<String, Integer> wanted = wanted(day);
      real.listed().forEach(sku -> rig.stock(sku, stocked(wanted.getOrDefault(sku, 1))));
      List<Account> shops = connect(rig);
      Map<String, Listing> listings = new HashMap<>();
      for (Account shop : shops) {
        for (String sku : real.listed()) {
          listings.put(shop.shop().name() + "/" + sku, shop.shop().list(Item.of(sku), 0));
        }
      }
      populate(rig);
      Map<Purpose, Long> before = calls(shops);
      Instant begin = rig.shop.clock().instant();

      sell(rig, day, shops, listings);
      ShownTooMuch shown =
          new ShownTooMuch(
              shops, stocked(real.listed(), wanted), begin, rig.shop.clock().instant());
      Map<Purpose, Long> spent = calls(shops);
      before.forEach((purpose, count) -> spent.merge(purpose, -count, Long::sum));

      shops.forEach(
          shop -> System.out.println(shop.shop().name() + " " + shop.calls().byPurpose()));
      System.out.printf(
          "all listings read every hour: %b; %d listings, %d orders: %s; %d of %d units oversold; too much shown %d times, half of them for %s, all for %s at most%n",
          readsHourly,
          listings.size(),
          day.size(),
          spent,
          shown.oversold(),
          shown.sold(),
          shown.spans().size(),
          shown.usual(),
          shown.longest());
      assertThat(shown.spans()).hasSizeGreaterThan(1_000);
      assertThat(shown.usual()).isLessThanOrEqualTo(SHOWN_TOO_MUCH_USUALLY);
      assertThat(shown.longest()).isLessThanOrEqualTo(SHOWN_TOO_MUCH_MAX);
      assertThat(shown.sold()).isGreaterThan(1_000);
      assertThat(shown.oversold() * 100).isLessThan(shown.sold() * OVERSOLD_PERCENT_MAX);
      assertThat(spent.getOrDefault(Purpose.LISTING_READ, 0L)).isLessThan(READS_MAX);
      assertThat(spent.values().stream().mapToLong(Long::longValue).sum())
          .isLessThan(ALL_CALLS_MAX);
    }
  }

  private static Map<String, Long> stocked(List<String> listed, Map<String, Integer> wanted) {
    Map<String, Long> stocked = new HashMap<>();
    listed.forEach(sku -> stocked.put(sku, stocked(wanted.getOrDefault(sku, 1))));
    return stocked;
  }

  private static List<Account> connect(ChannelRig rig) throws InterruptedException {
    return List.of(
        rig.connect(
            "back-market",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example")),
        rig.connect(
            "magento", Magento.withToken("secret"), "magento", Map.of("access_token", "secret")),
        rig.connect(
            "medusa",
            Medusa.withKey("sk_1"),
            "medusa",
            Map.of("api_key", "sk_1", "location", "sloc_01M7SANDBOX0000000000000MAIN")),
        rig.connect("vendure", Vendure.withApiKey("a:key"), "vendure", Map.of("api_key", "a:key")));
  }

  /** The first numbers of a channel take as long as its limits want, and are not of that day. */
  private static void populate(ChannelRig rig) throws InterruptedException {
    boolean isDone = false;
    while (!isDone) {
      rig.run();
      rig.shop.pass(STEP);
      isDone =
          rig.accounts.list(rig.shop.seller()).stream()
              .allMatch(one -> rig.listings.backlog(one.seller(), one.channel()).due() == 0);
    }
  }

  private static void sell(
      ChannelRig rig, List<Basket> day, List<Account> shops, Map<String, Listing> listings)
      throws InterruptedException {
    int buyer = 0;
    for (Duration of = STEP; of.compareTo(Duration.ofDays(1)) <= 0; of = of.plus(STEP)) {
      rig.shop.pass(STEP);
      while (buyer < day.size() && day.get(buyer).at().toSecondOfDay() < of.toSeconds()) {
        Account shop = shops.get(buyer % shops.size());
        List<Wanted> basket = new ArrayList<>();
        day.get(buyer)
            .units()
            .forEach(
                (sku, units) ->
                    basket.add(
                        new Wanted(listings.get(shop.shop().name() + "/" + sku).id(), units)));
        shop.shop().place(basket).ifPresent(order -> shop.shop().pay(order.id()));
        buyer++;
      }
      rig.run();
    }
  }

  private static Map<Purpose, Long> calls(List<Account> shops) {
    Map<Purpose, Long> calls = new TreeMap<>();
    shops.forEach(
        shop ->
            shop.calls()
                .byPurpose()
                .forEach((purpose, count) -> calls.merge(purpose, count, Long::sum)));
    return calls;
  }

  private static Map<String, Integer> wanted(List<Basket> day) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    day.forEach(basket -> basket.units().forEach((sku, n) -> wanted.merge(sku, n, Integer::sum)));
    return wanted;
  }

  /** Baskets of those products that most baskets of the month have: these are listed. */
  private static RealDay realDay() throws IOException {
    Map<String, Map<String, Basket>> days = new HashMap<>();
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .ofCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(MONTH)), StandardCharsets.UTF_8))) {
      for (CsvRecord row : rows) {
        if (row.getField(3).matches("[1-9][0-9]*") && row.getField(1).matches("[0-9]{5}[A-Z]*")) {
          String[] at = row.getField(4).split(" ", 2);
          days.computeIfAbsent(at[0], any -> new LinkedHashMap<>())
              .computeIfAbsent(
                  row.getField(0), any -> new Basket(LocalTime.parse(at[1]), new TreeMap<>()))
              .units()
              .merge(row.getField(1), Integer.parseInt(row.getField(3)), Integer::sum);
        }
      }
    }
    String last = days.keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
    List<Basket> day =
        new ArrayList<>(days.get(System.getProperty("onhand.calls.day", last)).values());
    Map<String, Integer> counts = new TreeMap<>();
    days.values()
        .forEach(
            baskets ->
                baskets
                    .values()
                    .forEach(
                        basket ->
                            basket
                                .units()
                                .keySet()
                                .forEach(sku -> counts.merge(sku, 1, Integer::sum))));
    List<String> listed =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(PRODUCTS)
            .map(Map.Entry::getKey)
            .toList();
    day.forEach(basket -> basket.units().keySet().retainAll(listed));
    day.removeIf(basket -> basket.units().isEmpty());
    day.sort(Comparator.comparing(Basket::at));
    return new RealDay(listed, day);
  }
}
