package dev.onhand.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.Swagger;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about Magento, each by its name. */
class MagentoTrapsTest {

  private static final Path CONTRACT =
      Path.of("../../shared/contracts/magento/admin-schema-2.4.8.yaml");
  private static final Instant SINCE = Instant.EPOCH.plusSeconds(2);
  private static final String ABSENT = "the contracts (../shared/contracts) are not here";
  private static final Magento SHOP = Magento.withToken("token");

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /**
   * Read once, when it is first needed. It names the first filter of the first group only, and in
   * the other of the two spellings; and that fields may be chosen stands in its texts. Of answers
   * only the chosen fields are there; those that refuse something, or take something in, are other
   * than it says.
   */
  private static final class Read {
    static final Contract CONTRACT =
        new Contract() {
          private final Swagger all = Swagger.of(MagentoTrapsTest.CONTRACT, "/rest/all");

          @Override
          public boolean knows(Request request) {
            return all.knows(request);
          }

          @Override
          public List<String> problems(Request request) {
            String query =
                request
                    .query()
                    .replaceAll("%5B\\d+%5D", "%5B0%5D")
                    .replace("filter_groups", "filterGroups")
                    .replace("condition_type", "conditionType")
                    .replaceAll("&?fields=[^&]*", "");
            return all.problems(
                new Request(
                    request.method(), request.path(), query, request.headers(), request.body()));
          }

          @Override
          public List<String> problems(Request request, Response response) {
            return request.method().equals("GET") && response.status() == 200
                ? all.ofWhatIsThere().problems(request, response)
                : List.of();
          }
        };
  }

  /**
   * With all that is asked held against the contract, where it is; but for stock items, of which it
   * demands every field, where shops take two.
   */
  private Bench bench(Magento shop) {
    Marketplace checked =
        Files.isRegularFile(CONTRACT)
            ? new Checked(shop, List.of(Read.CONTRACT), request -> request.method().equals("PUT"))
            : shop;
    benches.add(new Bench(new MagentoConnectorFactory(), checked));
    return benches.getLast();
  }

  private static MagentoConnector open(Bench bench, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", bench.account().base().toString());
    settings.put("access_token", "token");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return (MagentoConnector) bench.open(settings);
  }

  private static QuantityUpdate update(Listing listing, long quantity) {
    return Bench.update(listing.sku(), listing.sku(), quantity);
  }

  @Test
  void whatIsAskedIsAsTheOwnersContractSays() throws Exception {
    assumeTrue(Files.isRegularFile(CONTRACT), ABSENT);
    for (String stock : List.of("sources", "single")) {
      Bench bench = bench(stock.equals("sources") ? SHOP : SHOP.withoutSources());
      Listing listing = bench.list("SKU 1", 9);
      Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
      MagentoConnector connector = open(bench, "stock", stock);

      RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
      assertThat(connector.listing(shown.ref())).contains(shown);
      assertThat(connector.push(List.of(update(listing, 3)))).containsExactly(new Applied(3));
      assertThat(connector.orders(SINCE, Cursor.START).orders()).hasSize(1);
      assertThat(connector.order("" + order.number())).isPresent();
    }
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(Files.isRegularFile(CONTRACT), ABSENT);

    assertThat(
            Read.CONTRACT.problems(
                "GET", "/rest/all/V1/orders", "searchCriteria%5BpageSize%5D=100", ""))
        .isEmpty();
    assertThat(
            Read.CONTRACT.problems(
                "GET", "/rest/all/V1/orders", "searchCriteria%5BpageSize%5D=all", ""))
        .hasSize(1);
    assertThat(Read.CONTRACT.problems("GET", "/rest/all/V1/orders", "pageSize=100", "")).hasSize(1);
    assertThat(
            Read.CONTRACT.problems(
                Contract.call("GET", "/rest/all/V1/orders", "", ""),
                Response.of(
                    200,
                    "application/json",
                    "{\"items\":[{\"entity_id\":\"one\",\"state\":null}]}")))
        .hasSize(1);
    assertThat(
            Read.CONTRACT.problems(
                "POST",
                "/rest/all/V1/inventory/source-items",
                "",
                "{\"sourceItems\":[{\"sku\":7}]}"))
        .isNotEmpty();
    assertThat(
            Read.CONTRACT.problems(
                "POST", "/rest/all/V1/inventory/source-items", "", "{\"items\":[]}"))
        .isNotEmpty();
    assertThat(Read.CONTRACT.knows(Contract.call("PATCH", "/rest/all/V1/orders", "", "")))
        .isFalse();
  }

  /** The shop takes its own open orders off again: what is pushed has them in it. */
  @Test
  void whatIsLeftIsNotPushedToASourceAsTheShopWouldTakeItsOrdersOffTwice() {
    assertThat(MagentoConnectorFactory.DESCRIPTOR.semantics().takesOff())
        .isEqualTo(TakesOff.AT_SHIPMENT);
  }

  /** The ids of operations in a bulk are no places in what was sent. */
  @Test
  void whatBecameOfAPushIsInItsAnswerAndNotLookedUpByIdsOfABulk() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing one = bench.list("SKU-1", 1);
    Listing two = bench.list("SKU-2", 1);
    MagentoConnector connector = open(bench);

    assertThat(connector.push(List.of(update(two, 6), update(one, 5))))
        .containsExactly(new Applied(6), new Applied(5));
    assertThat(connector).isNotInstanceOf(ConfirmsPushes.class);
  }

  /** Else it answers with success, and keeps a number for a product that is not there. */
  @Test
  void aSkuThatTheCatalogueDoesNotHaveIsNotSent() throws InterruptedException {
    Bench bench = bench(SHOP);

    assertThat(open(bench).push(List.of(Bench.update("NOPE", "NOPE", 3))).getFirst())
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.reason()).isEqualTo(Refusal.UNKNOWN_LISTING));
    assertThat(bench.account().calls().of(Purpose.PUSH)).isZero();
  }

  @Test
  void oneBadEntryRefusesAllAndIsNotNamedSoTheRestIsSentApart() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing one = bench.list("SKU-1", 1);
    Listing two = bench.list("SKU-2", 1);
    bench.account().faults().next(Fault.REFUSED_ITEM, 2); // the whole, then the first alone

    assertThat(open(bench).push(List.of(update(one, 5), update(two, 6))))
        .satisfiesExactly(
            it -> assertThat(it).isInstanceOf(Refused.class),
            it -> assertThat(it).isEqualTo(new Applied(6)));
    assertThat(bench.shop().find(one.id()).orElseThrow().quantity()).isEqualTo(1);
  }

  @Test
  void whetherThereIsAnyIsSaidWithEachNumber() throws InterruptedException {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 1);
    MagentoConnector connector = open(bench);

    connector.push(List.of(update(listing, 0)));
    assertThat(pushed(bench)).contains("\"quantity\":0", "\"status\":0");
    connector.push(List.of(update(listing, 4)));
    assertThat(pushed(bench)).contains("\"quantity\":4", "\"status\":1");
  }

  private static String pushed(Bench bench) {
    return bench.records().stream()
        .filter(it -> it.call().purpose() == dev.onhand.connector.http.Purpose.PUSH)
        .map(it -> new String(it.call().body(), StandardCharsets.UTF_8))
        .toList()
        .getLast();
  }

  /** Its parent shows the child's SKU, and both stand in the order. */
  @Test
  void aConfigurableProductIsTwoLinesOfOneSkuAndCountsOnce() throws InterruptedException {
    Bench bench = bench(SHOP.withConfigurables("C"::equals));
    Order order = bench.shop().sell(bench.list("C", 9).id(), 2).orElseThrow();

    assertThat(open(bench).order("" + order.number()).orElseThrow().lines())
        .singleElement()
        .satisfies(line -> assertThat(line.quantity()).isEqualTo(2));
  }
}
