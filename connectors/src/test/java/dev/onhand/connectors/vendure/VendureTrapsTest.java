package dev.onhand.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.GraphqlSchema;
import dev.onhand.connectors.vendure.VendureDocuments.OrderDocument;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.vendure.Vendure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What one is likely to get wrong about Vendure, each by its name. */
class VendureTrapsTest {

  private static final Path CONTRACT =
      Path.of("../../shared/contracts/vendure/admin-api-3.7.3.introspected.graphql");
  private static final Instant SINCE = Instant.EPOCH.plusSeconds(2);
  private static final String ABSENT = "the contracts (../shared/contracts) are not here";

  private final List<Bench> benches = new ArrayList<>();

  /** Read once, when it is first needed. */
  private static final class Read {
    static final GraphqlSchema CONTRACT = GraphqlSchema.of(VendureTrapsTest.CONTRACT);
  }

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** With all that is asked held against the schema, where it is. */
  private Bench bench() {
    Vendure shop = Vendure.withApiKey("key");
    Marketplace checked =
        Files.isRegularFile(CONTRACT)
            ? new Checked(shop, List.of(Read.CONTRACT), request -> false)
            : shop;
    benches.add(new Bench(new VendureConnectorFactory(), checked));
    return benches.getLast();
  }

  private static VendureConnector open(Bench bench, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("address", bench.account().base() + "/admin-api");
    settings.putIfAbsent("api_key", "key");
    return (VendureConnector) bench.open(settings);
  }

  private static QuantityUpdate update(Listing listing, long quantity) {
    return Bench.update(listing.id() + "@1", listing.sku(), quantity);
  }

  @Test
  void whatIsAskedIsAsTheSchemaOfARealShopSays() throws Exception {
    assumeTrue(Files.isRegularFile(CONTRACT), ABSENT);
    Bench bench = bench();
    Listing one = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(one.id(), 2).orElseThrow();
    VendureConnector connector =
        open(
            bench,
            Map.of("login", "password", "username", Vendure.USER, "password", Vendure.PASSWORD));

    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
    assertThat(connector.listing(shown.ref())).contains(shown);
    assertThat(connector.push(List.of(update(one, 3)))).containsExactly(new Applied(3));
    assertThat(connector.orders(SINCE, Cursor.START).orders()).hasSize(1);
    assertThat(connector.order(order.id())).isPresent();
  }

  @Test
  void aSessionThatIsOverIsBegunOnceForEightThreads() throws Exception {
    Bench bench = bench();
    bench.list("SKU-1", 9);
    VendureConnector connector =
        open(
            bench,
            Map.of("login", "password", "username", Vendure.USER, "password", Vendure.PASSWORD));
    connector.listings(Cursor.START);
    bench.advance(Duration.ofDays(400));
    assertThat(Bench.byEightThreads(() -> connector.listings(Cursor.START).listings().size()))
        .hasSize(8)
        .containsOnly(1);

    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  @Test
  void theSchemaRefusesWhatIsNotInIt() {
    assumeTrue(Files.isRegularFile(CONTRACT), ABSENT);

    assertThat(problems("{ orders { items { id state } } }", "{}")).isEmpty();
    assertThat(problems("{ orders { items { id colour } } }", "{}"))
        .containsExactly("Order has no colour");
    assertThat(problems("{ orders { items } }", "{}")).hasSize(1);
    assertThat(problems("{ orders { items { id { a } } } }", "{}")).isNotEmpty();
    assertThat(problems("{ order { id } }", "{}")).containsExactly("Query.order lacks id");
    assertThat(problems("{ order(id: \"1\", sku: \"A\") { id } }", "{}"))
        .containsExactly("Query.order takes no sku");
    assertThat(
            problems("query($o: X) { orders(options: $o) { items { id } } }", "{\"take\":\"9\"}"))
        .containsExactly("\"9\" is no Int");
    assertThat(problems("query($o: X) { orders(options: $o) { items { id } } }", "{\"lots\":9}"))
        .containsExactly("OrderListOptions takes no lots");
    assertThat(
            problems(
                "query($o: X) { orders(options: $o) { items { id } } }",
                "{\"sort\":{\"id\":\"UP\"}}"))
        .containsExactly("\"UP\" is none of SortOrder");
  }

  private static List<String> problems(String query, String options) {
    return Read.CONTRACT.problems(
        query,
        JsonMapper.shared().createObjectNode().set("o", JsonMapper.shared().readTree(options)));
  }

  /** What is on hand there is what is in the shelves; paid orders are allocated beside it. */
  @Test
  void whatIsAllocatedIsAddedToWhatMayBeSold() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 20);
    bench.shop().sell(listing.id(), 3);

    assertThat(open(bench, Map.of()).push(List.of(update(listing, 10))))
        .containsExactly(new Applied(10));
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(13);
  }

  /** Without a sort they come in no order at all, and pages overlap. */
  @Test
  void everyVariantIsReadOnceThoughRowsHaveNoOrderOfTheirOwn() throws Exception {
    Bench bench = bench();
    for (int i = 0; i < 260; i++) {
      bench.list("SKU-" + i, 1);
    }
    VendureConnector connector = open(bench, Map.of());

    ListingPage first = connector.listings(Cursor.START);
    ListingPage second = connector.listings(first.next());
    Set<ListingRef> all = new HashSet<>();
    first.listings().forEach(it -> all.add(it.ref()));
    second.listings().forEach(it -> all.add(it.ref()));
    assertThat(all).hasSize(260);
  }

  @Test
  void thereIsNo401SoAWrongKeyIsReadFromTheTextOfASuccess() throws Exception {
    Bench bench = bench();
    VendureConnector connector = open(bench, Map.of("api_key", "wrong"));

    assertThat(Bench.failure(() -> connector.listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED));
  }

  /** One bad id undoes all of a mutation. */
  @Test
  void aVariantThatIsGoneIsNotSentWithTheOthers() throws Exception {
    Bench bench = bench();
    Listing there = bench.list("SKU-1", 1);

    assertThat(
            open(bench, Map.of()).push(List.of(Bench.update("999@1", "GONE", 5), update(there, 6))))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.UNKNOWN_LISTING)),
            it -> assertThat(it).isEqualTo(new Applied(6)));
    assertThat(bench.account().calls().of(Purpose.PUSH)).isOne();
  }

  /** What is wrong is said in the words of a database, without a code. */
  @Test
  void aLocationThatIsNotThereIsARefusal() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 1);
    QuantityUpdate update = Bench.update(listing.id() + "@9", "SKU-1", 5);

    assertThat(open(bench, Map.of("location", "9")).push(List.of(update)).getFirst())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.detail()).contains("foreign key"));
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(1);
  }

  @Test
  void aParcelLeavesTheTimeOfChangeSoOpenOrdersAreReadAgain() {
    assertThat(VendureConnectorFactory.DESCRIPTOR.supports(Behavior.TELLS_ALL_CHANGES)).isFalse();
  }

  @Test
  void aParcelThatIsCancelledPutsItsUnitsBackIntoTheOrder() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    long parcel =
        bench.shop().pack(order.id(), Map.of(order.lines().getFirst().number(), 2)).number();
    VendureConnector connector = open(bench, Map.of());
    assertThat(Bench.firstLine(connector, order).shipped()).isEqualTo(2);

    bench.shop().move(order.id(), parcel, dev.onhand.sandbox.shop.Fulfilment.Stage.CANCELLED);

    assertThat(Bench.firstLine(connector, order).shipped()).isZero();
    assertThat(Bench.firstLine(connector, order).cancelled()).isZero();
  }

  /** Else its units would count twice, with its sellers' own. */
  @Test
  void cartsAndTheSumOfSeveralSellersOrdersAreNoOrders() {
    assertThat(VendureMapping.isPlaced(order("Regular", "\"2026-11-20T10:00:00.000Z\""))).isTrue();
    assertThat(VendureMapping.isPlaced(order("Seller", "\"2026-11-20T10:00:00.000Z\""))).isTrue();
    assertThat(VendureMapping.isPlaced(order("Aggregate", "\"2026-11-20T10:00:00.000Z\"")))
        .isFalse();
    assertThat(VendureMapping.isPlaced(order("Regular", "null"))).isFalse();
  }

  private static OrderDocument order(String type, String placedAt) {
    String document =
        """
        {"id":"7","state":"PaymentSettled","type":"%s","orderPlacedAt":%s,
         "updatedAt":"2026-11-20T10:00:00.000Z","lines":[]}"""
            .formatted(type, placedAt);
    return VendureDocuments.JSON.read(
        document.getBytes(StandardCharsets.UTF_8), OrderDocument.class);
  }
}
