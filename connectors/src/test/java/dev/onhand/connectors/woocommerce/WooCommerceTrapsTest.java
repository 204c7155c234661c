package dev.onhand.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about WooCommerce, each by its name. */
class WooCommerceTrapsTest {

  private static final String KEY = WooCommerceContractTest.KEY;
  private static final String SECRET = WooCommerceContractTest.SECRET;
  private static final WooCommerce SHOP = WooCommerce.withKey(KEY, SECRET);

  private final List<Bench> benches = new ArrayList<>();

  private Bench bench(WooCommerce shop) {
    Bench bench = new Bench(new WooCommerceConnectorFactory(), shop);
    benches.add(bench);
    return bench;
  }

  private static WooCommerceConnector open(Bench bench, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", bench.account().base().toString());
    settings.put("consumer_key", KEY);
    settings.put("consumer_secret", SECRET);
    settings.putAll(more);
    return (WooCommerceConnector) bench.open(settings);
  }

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  @Test
  void aNumberThatTheShopDroppedWithoutAWordIsARefusal() throws InterruptedException {
    Bench bench = bench(SHOP.withUnmanaged("A"::equals));
    Listing listing = bench.list("A", 7);
    QuantityUpdate update = Bench.update(listing.id(), "A", 3);

    assertThat(open(bench, Map.of()).push(List.of(update)).getFirst())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Refusal.NOT_EDITABLE);
              assertThat(refused.detail()).contains("does not manage stock");
            });
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(7);
    assertThat(open(bench, Map.of("turns_stock_on", "true")).push(List.of(update)))
        .containsExactly(new Applied(3));
  }

  /** The rest follows from it; a difference would be added without a lock. */
  @Test
  void aPushSaysNothingButTheQuantity() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("A", 7);

    assertThat(open(bench, Map.of()).push(List.of(Bench.update(listing.id(), "A", 3))))
        .containsExactly(new Applied(3));
    assertThat(new String(bench.records().getLast().call().body(), StandardCharsets.UTF_8))
        .contains("\"stock_quantity\":3")
        .doesNotContain("stock_status", "manage_stock", "inventory_delta");
  }

  @Test
  void variationsGoForEachProductApart() throws InterruptedException {
    Bench bench = bench(SHOP.withVariations(sku -> sku.startsWith("V")));
    Listing simple = bench.list("A", 7);
    Listing one = bench.list("V1", 7);
    Listing two = bench.list("V2", 7);
    WooCommerceConnector connector = open(bench, Map.of());
    Map<String, RemoteListing> shown = bySku(listings(connector));

    List<PushOutcome> outcomes =
        connector.push(
            List.of(update(shown, "V1", 1), update(shown, "A", 2), update(shown, "V2", 3)));

    assertThat(outcomes).containsExactly(new Applied(1), new Applied(2), new Applied(3));
    assertThat(List.of(one, simple, two))
        .extracting(it -> bench.shop().find(it.id()).orElseThrow().quantity())
        .containsExactly(1, 2, 3);
    assertThat(bench.account().calls().of(Purpose.PUSH)).isEqualTo(3);
  }

  @Test
  void variationsThatShareTheirProductsStockAreOneListing() throws InterruptedException {
    Bench bench = bench(SHOP.withShared("S"::equals));
    Listing listing = bench.list("S", 7);
    WooCommerceConnector connector = open(bench, Map.of());
    RemoteListing shown = listings(connector).getFirst();
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();

    assertThat(listings(connector)).hasSize(1);
    assertThat(shown.aliases()).hasSize(2);
    assertThat(shown.quantity()).isEqualTo(7);
    RemoteOrder read = connector.order(order.id()).orElseThrow();
    assertThat(shown.aliases()).contains(read.lines().getFirst().listing());
    assertThat(connector.push(List.of(update(Map.of("S", shown), "S", 4))))
        .containsExactly(new Applied(4));
  }

  @Test
  void timesAreOfGreenwich() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("A", 7);
    bench.shop().sell(listing.id(), 1);
    bench.advance(Duration.ofHours(1));
    Instant since = bench.now();
    bench.shop().sell(listing.id(), 1);

    assertThat(open(bench, Map.of()).orders(since, Cursor.START).orders())
        .extracting(RemoteOrder::externalId)
        .containsExactly(bench.shop().orders().getLast().id());
  }

  @Test
  void whatIsPaidBackBeforeItIsShippedIsNotWanted() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("A", 7);
    Order order = bench.shop().sell(listing.id(), 3).orElseThrow();
    bench.shop().refund(order.id(), order.lines().getFirst().number(), 1);
    WooCommerceConnector connector = open(bench, Map.of());

    RemoteOrder.Line open = connector.order(order.id()).orElseThrow().lines().getFirst();
    assertThat(open.quantity()).isEqualTo(3);
    assertThat(open.cancelled()).isEqualTo(1);
    bench.shop().ship(order.id());
    assertThat(connector.order(order.id()).orElseThrow().lines().getFirst().shipped()).isEqualTo(3);
  }

  @Test
  void anOrderThatWaitsForItsPaymentIsHeldOrIgnored() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("A", 7);
    bench.shop().place(List.of(new Wanted(listing.id(), 2)));

    assertThat(only(open(bench, Map.of())).cancelled()).isZero();
    assertThat(only(open(bench, Map.of("pending", "ignore"))).cancelled()).isEqualTo(2);
  }

  private static RemoteOrder.Line only(WooCommerceConnector connector) throws InterruptedException {
    return connector.orders(Instant.EPOCH, Cursor.START).orders().getFirst().lines().getFirst();
  }

  @Test
  void saysThatTheServerMayDropTheHeader() throws InterruptedException {
    Bench bench = bench(SHOP.thatDropsTheHeader());

    DeferredException failure = Bench.failure(() -> open(bench, Map.of()).listings(Cursor.START));

    assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(failure).hasMessageContaining("set login to query").hasMessageNotContaining(SECRET);
    assertThat(open(bench, Map.of("login", "query")).listings(Cursor.START).listings()).isEmpty();
  }

  @Test
  void saysThatThereIsNoSuchApi() throws InterruptedException {
    Bench bench = bench(SHOP);
    String elsewhere = bench.account().base() + "/blog";

    DeferredException failure =
        Bench.failure(() -> open(bench, Map.of("address", elsewhere)).listings(Cursor.START));

    assertThat(failure.why()).isEqualTo(Cause.UNEXPECTED);
    assertThat(failure).hasMessageContaining("permalinks are Plain");
  }

  @Test
  void saysThatNobodyIsThere() throws InterruptedException {
    Bench bench = bench(SHOP);

    assertThat(
            Bench.failure(
                    () ->
                        open(bench, Map.of("address", "http://127.0.0.1:1")).listings(Cursor.START))
                .why())
        .isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void aListingOfAProductIsNotThatOfItsVariation() throws InterruptedException {
    Bench bench = bench(SHOP.withVariations("V"::equals));
    bench.shop().list(Item.of("V"), 7);
    WooCommerceConnector connector = open(bench, Map.of());
    RemoteListing shown = listings(connector).getFirst();
    String id = shown.ref().externalId();

    assertThat(id).contains("/");
    assertThat(connector.listing(shown.ref())).contains(shown);
    assertThat(connector.listing(new ListingRef(id.substring(0, id.indexOf('/')), null))).isEmpty();
  }

  private static List<RemoteListing> listings(WooCommerceConnector connector)
      throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      ListingPage page = connector.listings(at);
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  private static Map<String, RemoteListing> bySku(List<RemoteListing> listings) {
    Map<String, RemoteListing> bySku = new HashMap<>();
    listings.forEach(it -> bySku.put(String.valueOf(it.ref().sku()), it));
    return bySku;
  }

  private static QuantityUpdate update(
      Map<String, RemoteListing> shown, String sku, long quantity) {
    RemoteListing listing = shown.get(sku);
    if (listing == null) {
      throw new AssertionError(sku + " is not listed");
    }
    return Bench.update(listing.ref().externalId(), sku, quantity);
  }
}
