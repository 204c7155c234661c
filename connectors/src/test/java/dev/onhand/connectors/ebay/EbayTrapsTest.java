package dev.onhand.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.ebay.Ebay.Bulk;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is on the wire, and what of it is like no other channel. */
class EbayTrapsTest {

  private static final Path CONTRACTS = Path.of("../../shared/contracts/ebay");
  private static final Ebay SHOP = EbayContractTest.SHOP;

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** With all that is said held against the contracts, where they are; none has the login. */
  static Marketplace checked(Ebay shop) {
    return Files.isDirectory(CONTRACTS)
        ? new Checked(
            shop,
            List.of(Read.INVENTORY, Read.FULFILLMENT),
            request -> request.path().startsWith("/identity/"))
        : shop;
  }

  /** Read once, when they are first needed. */
  private static final class Read {
    static final OpenApi INVENTORY = contract("inventory");
    static final OpenApi FULFILLMENT = contract("fulfillment");

    private static OpenApi contract(String name) {
      return OpenApi.of(
          CONTRACTS.resolve("sell_%s_v1_oas3.json".formatted(name)), "/sell/" + name + "/v1");
    }
  }

  @Test
  void whatIsAskedAndAnsweredIsAsTheOwnersContractsSay() throws Exception {
    assumeTrue(Files.isDirectory(CONTRACTS), "the contracts (../shared/contracts) are not here");
    Bench bench = bench(checked(SHOP.withSeveral(Bulk.TAKEN)));
    EbayConnector connector = connector(bench, Map.of("several_items", "true"));
    for (int i = 0; i < 201; i++) {
      bench.shop().sell(bench.list("SKU-" + i, 9).id(), 2);
    }
    Order order = bench.shop().orders().getFirst();
    bench.shop().ship(order.id());
    bench.shop().refund(order.id(), order.lines().getFirst().number(), 1);
    bench.shop().cancel(bench.shop().orders().getLast().id());

    assertThat(connector.listings(Cursor.START).next()).isEqualTo(new Cursor("1"));
    assertThat(connector.listing(new ListingRef("SKU-9", null))).isPresent();
    assertThat(connector.listing(new ListingRef("GONE", null))).isEmpty();
    assertThat(connector.push(List.of(update("SKU-1", 3), update("SKU-2", 0), update("GONE", 1))))
        .contains(new Applied(3), new Applied(0));
    assertThat(connector.orders(Instant.EPOCH, Cursor.START).next()).isEqualTo(new Cursor("2"));
    assertThat(connector.order(order.id())).isPresent();
    assertThat(connector.order("404")).isEmpty();
  }

  @Test
  void theContractsRefuseWhatIsNotInThem() {
    assumeTrue(Files.isDirectory(CONTRACTS), "the contracts (../shared/contracts) are not here");
    String items = "/sell/inventory/v1/inventory_item";

    assertThat(Read.INVENTORY.problems("GET", items, "limit=1", "")).isEmpty();
    assertThat(Read.INVENTORY.problems("GET", items, "page=1", "")).hasSize(1);
    String update = "/sell/inventory/v1/bulk_update_price_quantity";
    assertThat(Read.INVENTORY.problems("POST", update, "", "{\"requests\":[{\"sku\":\"A\"}]}"))
        .isEmpty();
    assertThat(Read.INVENTORY.problems("POST", update, "", "{\"requests\":[{\"sku\":1}]}"))
        .hasSize(1);
    assertThat(Read.INVENTORY.problems("POST", update, "", "{\"requests\":{}}")).hasSize(1);
    assertThat(Read.INVENTORY.knows(Contract.call("GET", "/inventory_item", "", ""))).isFalse();
  }

  @Test
  void aListingShowsTheLowerOfTwoQuantitiesSoBothAreSet() throws Exception {
    Bench bench = bench(SHOP.withStaleOffers(2));
    Listing listing = bench.list("SKU-1", 7);
    EbayConnector connector = connector(bench, Map.of());

    assertThat(connector.push(List.of(update("SKU-1", 5)))).containsExactly(new Applied(5));
    assertThat(quantity(bench, listing)).isEqualTo(5);
    assertThat(JsonMapper.shared().readTree(body(bench, bench.records().size() - 1)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
            {"requests":[{"sku":"SKU-1","shipToLocationAvailability":{"quantity":5},
              "offers":[{"offerId":"%s","availableQuantity":5}]}]}
            """
                        .formatted(listing.id())));
  }

  @Test
  void anOfferThatIsNotPublishedIsNotSet() throws Exception {
    Bench bench = bench(SHOP);
    bench.shop().pause(bench.list("SKU-1", 7).id());
    EbayConnector connector = connector(bench, Map.of());

    assertThat(connector.push(List.of(update("SKU-1", 5)))).containsExactly(new Applied(5));
    assertThat(body(bench, bench.records().size() - 1)).contains("\"offers\":[]");
  }

  @Test
  void offersAreAskedForOnceADayAndAgainWhereAPushGoesWrong() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    EbayConnector connector = connector(bench, Map.of());
    List<QuantityUpdate> updates = List.of(update("SKU-1", 5));
    connector.push(updates);
    connector.push(updates);
    assertThat(bench.account().calls().of(Purpose.LISTING_READ)).isOne();
    bench.advance(Duration.ofDays(1));
    connector.push(updates);
    assertThat(bench.account().calls().of(Purpose.LISTING_READ)).isEqualTo(2);
    bench.shop().delete(listing.id());
    bench.shop().list(Item.of("SKU-1"), 7);

    assertThat(connector.push(updates).getFirst())
        .as("its offer is another by now")
        .isInstanceOf(PushOutcome.Deferred.class);
    assertThat(connector.push(updates)).containsExactly(new Applied(5));
  }

  @Test
  void severalItemsAreSentWithACallUnlessThatIsTurnedOff() throws Exception {
    Bench bench = bench(SHOP.withSeveral(Bulk.TAKEN));
    List<QuantityUpdate> updates = listed(bench, 3);
    List<PushOutcome> applied = List.of(new Applied(5), new Applied(5), new Applied(5));

    assertThat(connector(bench, Map.of()).push(updates)).isEqualTo(applied);
    assertThat(bench.account().calls().of(Purpose.PUSH)).isEqualTo(1);
    assertThat(connector(bench, Map.of("several_items", "false")).push(updates)).isEqualTo(applied);
    assertThat(bench.account().calls().of(Purpose.PUSH)).isEqualTo(4);
  }

  @Test
  void offersWithoutQuantitiesOfTheirOwnAreNeitherLookedUpNorSet() throws Exception {
    Bench bench = bench(SHOP.withSeveral(Bulk.TAKEN));
    List<QuantityUpdate> updates = listed(bench, 25);

    assertThat(connector(bench, Map.of("offer_quantities", "false")).push(updates))
        .containsOnly(new Applied(5));
    assertThat(bench.records()).as("the token and one call").hasSize(2);
    assertThat(body(bench, 1)).contains("\"offers\":[]");
  }

  @Test
  void whereSeveralItemsAreRefusedThatIsRemembered() throws Exception {
    Bench bench = bench(SHOP);
    List<QuantityUpdate> updates = listed(bench, 3);
    EbayConnector connector = connector(bench, Map.of("several_items", "true"));

    assertThat(connector.push(updates)).containsOnly(new Applied(5));
    assertThat(bench.account().calls().of(Purpose.PUSH)).as("once in vain").isEqualTo(4);
    assertThat(connector.push(updates)).containsOnly(new Applied(5));
    assertThat(bench.account().calls().of(Purpose.PUSH)).isEqualTo(7);
  }

  @Test
  void anItemThatIsNotAnsweredForIsNotTakenForDone() throws Exception {
    Bench bench = bench(SHOP.withSeveral(Bulk.FIRST_ONLY));
    List<QuantityUpdate> updates = listed(bench, 3);
    EbayConnector connector = connector(bench, Map.of("several_items", "true"));

    assertThat(connector.push(updates))
        .containsExactly(new Applied(5), new Unconfirmed(null), new Unconfirmed(null));
    assertThat(connector.push(updates)).as("one by one now").containsOnly(new Applied(5));
  }

  private static List<QuantityUpdate> listed(Bench bench, int number) {
    List<QuantityUpdate> updates = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      bench.list("SKU-" + i, 7);
      updates.add(update("SKU-" + i, 5));
    }
    return updates;
  }

  @Test
  void anItemThatIsNotThereIsRefusedAndAnotherIsSetAllTheSame() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    EbayConnector connector = connector(bench, Map.of());

    assertThat(connector.push(List.of(update("GONE", 5), update("SKU-1", 5))))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(Refusal.UNKNOWN_LISTING)),
            one -> assertThat(one).isEqualTo(new Applied(5)));
  }

  /** Of items an offset is a number of pages, and of orders one of orders. */
  @Test
  void anOffsetIsAPageOfItemsAndARecordOfOrders() throws Exception {
    Bench bench = bench(SHOP);
    for (int i = 0; i < 401; i++) {
      bench.shop().sell(bench.list("SKU-" + i, 7).id(), 1);
    }
    EbayConnector connector = connector(bench, Map.of());
    List<RemoteListing> listings = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      var page = connector.listings(at);
      listings.addAll(page.listings());
      at = page.next();
    }
    List<RemoteOrder> orders = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      OrderPage page = connector.orders(Instant.EPOCH, at);
      orders.addAll(page.orders());
      at = page.next();
    }

    assertThat(listings.stream().map(it -> it.ref().sku()).distinct()).hasSize(401);
    assertThat(listings).hasSize(401);
    assertThat(orders.stream().map(RemoteOrder::externalId).distinct()).hasSize(401);
    assertThat(bench.records())
        .extracting(record -> record.call().path().replaceAll("filter=.*Z..%5D", "filter="))
        .contains(
            "/sell/inventory/v1/inventory_item?limit=200&offset=2",
            "/sell/fulfillment/v1/order?filter=&limit=200&offset=400");
  }

  @Test
  void ordersAreAskedForByTheirChangeInMillisecondsAndNoTwoYearsBack() throws Exception {
    Bench bench = bench(SHOP);
    connector(bench, Map.of()).orders(bench.now(), Cursor.START);
    connector(bench, Map.of()).orders(Instant.EPOCH, Cursor.START);

    assertThat(bench.records())
        .extracting(record -> record.call().path())
        .contains(
            "/sell/fulfillment/v1/order?filter=lastmodifieddate%3A%5B2026-11-20T12%3A00%3A00.000Z..%5D"
                + "&limit=200&offset=0",
            "/sell/fulfillment/v1/order?filter=lastmodifieddate%3A%5B2024-11-21T12%3A00%3A00.000Z..%5D"
                + "&limit=200&offset=0");
  }

  @Test
  void aTokenIsRenewedOnceForEightThreads() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    EbayConnector connector = connector(bench, Map.of());
    connector.listings(Cursor.START);
    bench.advance(Duration.ofHours(2));
    assertThat(Bench.byEightThreads(() -> connector.listings(Cursor.START).listings().size()))
        .hasSize(8)
        .containsOnly(1);

    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  @Test
  void anEndedConsentAWrongSecretAndAWrongAddressAreToldApart() throws Exception {
    Bench bench = bench(SHOP);

    assertThat(why(bench, Map.of("refresh_token", "ended-refresh-token")))
        .hasMessageContaining("consent again and set the new refresh_token")
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED));
    assertThat(why(bench, Map.of("client_secret", "wrong-secret")))
        .hasMessageContaining("check client_id and client_secret")
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED));
    assertThat(why(bench, Map.of("address", bench.account().base() + "/elsewhere")).why())
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(bench, Map.of("address", "http://127.0.0.1:1")).why())
        .isEqualTo(Cause.UNREACHABLE);
  }

  private static DeferredException why(Bench bench, Map<String, String> settings)
      throws InterruptedException {
    EbayConnector connector = connector(bench, settings);
    return Bench.failure(() -> connector.listings(Cursor.START));
  }

  private static String body(Bench bench, int call) {
    return new String(bench.records().get(call).call().body(), StandardCharsets.UTF_8);
  }

  private static int quantity(Bench bench, Listing listing) {
    return bench.shop().find(listing.id()).orElseThrow().quantity();
  }

  private static QuantityUpdate update(String sku, long quantity) {
    return Bench.update(sku, sku, quantity);
  }

  private Bench bench(Marketplace shop) {
    benches.add(new Bench(new EbayConnectorFactory(), shop));
    return benches.getLast();
  }

  private static EbayConnector connector(Bench bench, Map<String, String> more) {
    return (EbayConnector) bench.open(EbayContractTest.settings(bench.account().base(), more));
  }
}
