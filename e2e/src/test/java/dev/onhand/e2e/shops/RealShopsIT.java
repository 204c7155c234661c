package dev.onhand.e2e.shops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.e2e.Eventually;
import dev.onhand.e2e.shops.Tally.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Vendure and Medusa as npm brings them, and a shipped Onhand between them, through a random hour
 * of sales. After each minute of it in which something happened both shops, as they themselves say,
 * and Onhand have what is left. Run by {@code bin/verify --real-shops}; {@code -Donhand.seed=N}
 * draws the same hour again.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RealShopsIT {
  private static final boolean WANTED = Boolean.getBoolean("onhand.real-shops");
  private static final long SEED = Long.getLong("onhand.seed", System.nanoTime());
  private static final Duration TIME_MAX = Duration.ofMinutes(3);

  /** A channel that failed rests up to five minutes. */
  private static final Duration RETURN_TIME_MAX = Duration.ofMinutes(8);

  /** The last two are scarce: they are sold out within the hour. */
  private static final Map<String, Integer> OPENING =
      new TreeMap<>(
          Map.of("MUG-BLUE", 40, "MUG-GREEN", 25, "MUG-RED", 30, "MUG-GOLD", 6, "MUG-PINK", 9));

  /** Kept where a run fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final Random random = new Random(SEED);
  private final List<RealShop> shops = new ArrayList<>();
  private final Map<RealShop, Tally> tallies = new HashMap<>();
  private final Map<RealShop, Hook> hooks = new HashMap<>();
  private final Map<Integer, Sold> sold = new HashMap<>();
  private final List<Event> postponed = new ArrayList<>();
  private final Tally.Times agreed = new Tally.Times();
  private final Tally.Times told = new Tally.Times();
  private OnhandSeller onhand;
  private Books books;
  private boolean shopsCall;

  /** Where a shop may call, and what it signs with. */
  private record Hook(String address, String secret) {}

  /** A sale that a shop took. */
  private record Sold(RealShop shop, String order, SortedMap<String, Integer> units) {}

  @AfterEach
  void endAll() throws Exception {
    for (RealShop shop : shops) {
      shop.close();
    }
    if (onhand != null) {
      onhand.close();
    }
  }

  @Test
  void realShopsAgreeThroughAnHourOfSales() throws Exception {
    assumeTrue(WANTED, "real shops are run by bin/verify --real-shops only");
    System.out.println("RealShopsIT: -Donhand.seed=" + SEED);
    long start = System.nanoTime();
    openShops();
    connect();
    long selling = System.nanoTime();
    Hour hour = Hour.draw(random, shops.size(), List.copyOf(OPENING.keySet()));
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      pass(hour, minute);
    }
    Duration sellingTime = Duration.ofNanos(System.nanoTime() - selling);
    compare();
    new Report(SEED, shops, tallies, onhand)
        .times(agreed, told, books.oversold())
        .durations(Duration.ofNanos(System.nanoTime() - start), sellingTime)
        .write();
  }

  private void openShops() throws Exception {
    shops.add(new VendureShop());
    shops.add(new MedusaShop(folder.resolve("medusa")));
    for (RealShop shop : shops) {
      shop.open(List.copyOf(OPENING.keySet()));
      tallies.put(shop, new Tally());
      say(shop.version() + " is open");
    }
    books = new Books(OPENING, shops);
  }

  /**
   * As a user does it: products and stock, an account for each shop, and a look before it works.
   */
  private void connect() throws Exception {
    onhand = OnhandSeller.start(folder);
    onhand.stock(OPENING);
    for (RealShop shop : shops) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
      hooks.put(shop, new Hook(onhand.add(shop, secret), secret));
      assertThat(onhand.listings(shop))
          .as("listings of %s are matched by their SKU", shop.type())
          .hasSize(OPENING.size())
          .allSatisfy(it -> assertThat(it.get("matched_by").asString()).isEqualTo("sku"));
      assertThat(shop.left().values()).containsOnly(0L);
      onhand.resume(shop);
    }
    awaitAgreement(shops, TIME_MAX);
    say("both show the opening stock");
  }

  private void pass(Hour hour, int minute) throws Exception {
    Hour.Outage outage = hour.outage();
    if (minute == outage.from()) {
      shops.get(outage.shop()).stop();
      say("minute %d: %s is down".formatted(minute, shops.get(outage.shop()).type()));
    } else if (minute == outage.until()) {
      comeBack(shops.get(outage.shop()));
    }
    List<Event> events = hour.of(minute);
    for (Event event : events) {
      if (outage.hits(event.shop(), minute)) {
        miss(event);
      } else {
        happen(event);
      }
    }
    if (!events.isEmpty()) {
      List<RealShop> up =
          shops.stream().filter(it -> !outage.hits(shops.indexOf(it), minute)).toList();
      poll(up, TIME_MAX);
      say("minute %d: %d events, agreed".formatted(minute, events.size()));
    }
  }

  /** Buyers go elsewhere; what the shop's people would have done they do when it is back. */
  private void miss(Event event) {
    if (event.kind() == Event.Kind.SALE) {
      tallies.get(shops.get(event.shop())).add(Counted.CLOSED, 1);
    } else {
      postponed.add(event);
    }
  }

  /** It is back with its calls set up; then the other one is started anew with its own. */
  private void comeBack(RealShop back) throws Exception {
    callFromNowOn(back);
    for (Event event : postponed) {
      happen(event);
    }
    poll(shops, RETURN_TIME_MAX);
    say(back.type() + " is back, agreed");
    for (RealShop other : shops) {
      if (other != back) {
        other.stop();
        callFromNowOn(other);
      }
    }
    poll(shops, RETURN_TIME_MAX);
    shopsCall = true;
  }

  private void callFromNowOn(RealShop shop) throws IOException, InterruptedException {
    Hook hook = hooks.get(shop);
    shop.callAt(hook.address(), hook.secret());
    shop.start();
  }

  private void happen(Event event) throws InterruptedException {
    RealShop shop = shops.get(event.shop());
    Tally tally = tallies.get(shop);
    if (event.kind() == Event.Kind.SALE) {
      sell(event, shop, tally);
      return;
    }
    Sold sale = sold.get(event.sale());
    if (sale == null) {
      return;
    }
    switch (event.kind()) {
      case CANCELLATION -> {
        shop.cancel(sale.order());
        books.cancelled(shop, sale.units());
        tally.add(Counted.CANCELLED, 1);
      }
      case PARCEL -> {
        shop.send(sale.order());
        tally.add(Counted.SENT, 1);
      }
      default -> {
        String sku = sale.units().firstKey();
        shop.takeBackOne(sale.order(), sku);
        books.cameBack(shop, sku);
        tally.add(Counted.BACK, 1);
      }
    }
  }

  private void sell(Event event, RealShop shop, Tally tally) throws InterruptedException {
    Optional<String> order = shop.buy(event.units());
    assertThat(order.isPresent())
        .as("%s takes an order of %s just if it shows as many", shop.type(), event.units())
        .isEqualTo(books.allows(shop, event.units()));
    if (order.isEmpty()) {
      tally.add(Counted.REFUSED, 1);
      return;
    }
    sold.put(event.sale(), new Sold(shop, order.get(), event.units()));
    books.sold(shop, event.units());
    tally.add(Counted.ORDERS, 1);
    tally.add(Counted.UNITS, total(event.units()));
    if (shopsCall) {
      long from = System.nanoTime();
      Eventually.within(
          TIME_MAX,
          "Onhand is told of order " + order.get() + " of " + shop.type(),
          () -> onhand.knows(shop, order.get()));
      told.add(Duration.ofNanos(System.nanoTime() - from));
      tally.add(Counted.TOLD, 1);
    }
  }

  /** What Onhand's schedule would do after each minute, at once. */
  private void poll(List<RealShop> up, Duration timeMax) throws InterruptedException {
    long from = System.nanoTime();
    Map<RealShop, String> before = new HashMap<>();
    for (RealShop shop : up) {
      before.put(shop, onhand.polledAt(shop));
      onhand.pull(shop);
    }
    for (RealShop shop : up) {
      Eventually.within(
          timeMax,
          "orders of %s are in: %s".formatted(shop.type(), onhand.account(shop)),
          () -> !onhand.polledAt(shop).equals(before.get(shop)));
    }
    awaitAgreement(up, timeMax);
    agreed.add(Duration.ofNanos(System.nanoTime() - from));
  }

  private void awaitAgreement(List<RealShop> up, Duration timeMax) throws InterruptedException {
    try {
      Eventually.within(
          timeMax,
          "all agree",
          () ->
              onhand.available().equals(books.left())
                  && up.stream().allMatch(onhand::isQuiet)
                  && up.stream().allMatch(it -> it.left().equals(books.left())));
    } catch (AssertionError late) {
      StringBuilder all = new StringBuilder("left: " + books.left());
      all.append("\nOnhand: ").append(onhand.available());
      up.forEach(it -> all.append('\n').append(it.type()).append(": ").append(it.left()));
      up.forEach(it -> all.append('\n').append(onhand.account(it)));
      throw new AssertionError(all.toString(), late);
    }
    up.forEach(books::told);
  }

  private void compare() throws Exception {
    onhand.command("reconcile", "run");
    for (RealShop shop : shops) {
      Tally tally = tallies.get(shop);
      JsonNode run = onhand.reconciliation(shop);
      tally.add(Counted.LISTINGS, run.get("listings").asLong());
      tally.add(Counted.DIFFERING, run.get("differing").asLong());
      assertThat(run.get("listings").asInt()).isEqualTo(OPENING.size());
      assertThat(run.get("equal").asInt()).as("%s", run).isEqualTo(OPENING.size());

      Map<String, Long> expected = new TreeMap<>();
      sold.values().stream()
          .filter(it -> it.shop() == shop)
          .forEach(it -> expected.put(it.order(), total(it.units())));
      assertThat(onhand.orders(shop)).isEqualTo(expected);
      tally.add(Counted.ARRIVED, expected.size());
    }
    onhand.command("ledger", "verify", "--full");
    assertThat(onhand.alertsBut(books.missing())).isEmpty();
  }

  private static long total(Map<String, Integer> units) {
    return units.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static void say(String what) {
    System.out.println("RealShopsIT: " + what);
  }
}
