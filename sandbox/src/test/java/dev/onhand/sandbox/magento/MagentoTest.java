package dev.onhand.sandbox.magento;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Shop;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MagentoTest {
  private static final String V1 = "/rest/all/V1";
  private static final String SOURCE_ITEMS = V1 + "/inventory/source-items";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", Magento.withToken("secret"));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(account.base(), Map.of("Authorization", "Bearer secret"));
  private Listing bag;

  @BeforeEach
  void listSomething() {
    bag = shop.list(Item.of("24-MB01"), 100);
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    for (Account each : sandbox.accounts()) {
      assertThat(each.failure()).isEmpty();
    }
  }

  @Test
  void onlyTheTokenOpens() throws IOException {
    HttpResponse<String> refused = client.with("Authorization", "Bearer no").get(V1 + "/orders");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body())
        .isEqualTo(
            "{\"message\":\"The consumer isn't authorized to access %resources.\","
                + "\"parameters\":{\"resources\":\"Magento_Sales::actions_view\"}}");
    assertThat(client.get("/rest/V1/products").statusCode()).isEqualTo(200);
    assertThat(client.get("/rest/default/V1/products").statusCode()).isEqualTo(200);
    assertThat(client.with("Accept", "text/xml").get(V1 + "/products").statusCode()).isEqualTo(406);
  }

  @Test
  void catalogueIsSearchedSortedAndTrimmed() throws IOException {
    shop.list(Item.of("24-MB02"), 1);
    shop.pause(shop.list(Item.of("X"), 1).id());
    JsonNode page =
        client.json(
            V1
                + "/products?"
                + criteria(0, 0, "sku", "24-%", "like")
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=entity_id"
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=DESC"
                + "&searchCriteria%5BpageSize%5D=100&searchCriteria%5BcurrentPage%5D=1"
                + "&fields=items%5Bsku,status%5D,total_count");
    assertThat(page)
        .hasToString(
            "{\"items\":[{\"sku\":\"24-MB02\",\"status\":1},{\"sku\":\"24-MB01\",\"status\":1}],"
                + "\"total_count\":2}");
    JsonNode paused = client.json(V1 + "/products?" + criteria(0, 0, "status", "2", "eq"));
    assertThat(paused.at("/items/0/sku").stringValue()).isEqualTo("X");
    assertThat(Shape.fieldsOf(paused.at("/items/0")))
        .containsExactly("/id", "/name", "/sku", "/status", "/type_id", "/updated_at");
  }

  @Test
  void filtersOfAGroupAreOrAndGroupsAreAnd() throws IOException {
    shop.list(Item.of("B"), 1);
    shop.list(Item.of("C"), 1);
    String either = criteria(0, 0, "sku", "B", "eq") + "&" + criteria(0, 1, "sku", "C", "eq");
    assertThat(total("/products?" + either)).isEqualTo(2);
    assertThat(total("/products?" + either + "&" + criteria(1, 0, "sku", "C,D", "in"))).isOne();
    assertThat(client.get(V1 + "/products?" + criteria(0, 0, "sku", "B", "is")).statusCode())
        .isEqualTo(400);
    assertThat(client.get(V1 + "/products?" + criteria(0, 0, "colour", "B", "eq")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void pagePastTheLastRepeatsTheLast() throws IOException {
    shop.list(Item.of("B"), 1);
    shop.list(Item.of("C"), 1);
    String second = client.json(V1 + "/products?" + page(2, 2)).get("items").toString();
    assertThat(client.json(V1 + "/products?" + page(2, 9)).get("items")).hasToString(second);
    assertThat(client.json(V1 + "/products").get("items")).hasSize(3);
  }

  @Test
  void sourceItemsLookAsDocumented() throws IOException {
    shop.sell(bag.id(), 2);
    JsonNode page =
        client.json(
            SOURCE_ITEMS
                + "?"
                + criteria(0, 0, "source_code", "default", "eq")
                + "&"
                + page(500, 1));
    assertThat(page.at("/items/0"))
        .hasToString(
            "{\"sku\":\"24-MB01\",\"source_code\":\"default\",\"quantity\":100,\"status\":1}");
    assertThat(page.get("total_count").intValue()).isOne();
    assertThat(client.get(V1 + "/inventory/get-product-salable-quantity/24-MB01/1").body())
        .isEqualTo("98");
    assertThat(client.json(V1 + "/inventory/export-stock-salable-qty/website/base").at("/items/0"))
        .hasToString("{\"sku\":\"24-MB01\",\"qty\":98,\"is_salable\":true}");
    assertThat(client.json(V1 + "/inventory/sources").at("/items/0/source_code").stringValue())
        .isEqualTo("default");
    assertThat(client.json(V1 + "/inventory/stock-resolver/website/base").get("name").stringValue())
        .isEqualTo("Default Stock");
  }

  @Test
  void pushSetsAllItems() throws IOException {
    Listing other = shop.list(Item.of("24-MB04"), 5);
    HttpResponse<String> answer = push(item("24-MB01", "10", 1) + "," + item("24-MB04", "0", 0));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
    assertThat(quantity(bag)).isEqualTo(10);
    assertThat(quantity(other)).isZero();
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sku":"","source_code":"default","quantity":1,"status":1}         | Validation Failed: "sku" can not be empty.
          {"sku":" a","source_code":"default","quantity":1,"status":1}       | Validation Failed: "sku" can not contain leading or trailing spaces.
          {"sku":"24-MB01","source_code":"x","quantity":1,"status":1}        | Could not save Source Item
          {"sku":"24-MB01","source_code":"default","quantity":"a","status":1} | Error occurred during "quantity" processing.
          """)
  void oneBadItemRefusesAll(String bad, String message) throws IOException {
    HttpResponse<String> answer = push(item("24-MB01", "10", 1) + "," + bad);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).get("message").stringValue()).startsWith(message);
    assertThat(quantity(bag)).isEqualTo(100);
  }

  @Test
  void emptyPushIsRefused() throws IOException {
    assertThat(push("").body()).isEqualTo("{\"message\":\"Input data is empty\"}");
  }

  @Test
  void unknownSkuLeavesAnOrphan() throws IOException {
    assertThat(push(item("NO", "7", 1)).body()).isEqualTo("[]");
    assertThat(total("/inventory/source-items")).isEqualTo(2);
    assertThat(total("/products")).isOne();
  }

  @Test
  void otherSourceSellsNothing() throws IOException {
    assertThat(push(item("24-MB01", "7", 1).replace("default", "outlet")).body()).isEqualTo("[]");
    assertThat(quantity(bag)).isEqualTo(100);
    assertThat(total("/inventory/source-items")).isEqualTo(2);
  }

  @Test
  void itemMarkedOutOfStockIsNotSold() throws IOException {
    push(item("24-MB01", "10", 0));
    assertThat(shop.sell(bag.id(), 1)).isEmpty();
    push(item("24-MB01", "10", 1));
    assertThat(shop.sell(bag.id(), 1)).isPresent();
  }

  @Test
  void bulkIsWorkedOnLaterEachBodyByItself() throws IOException {
    String uuid = bulk(body(item("24-MB01", "10", 1)) + "," + body(item("", "1", 1)));
    assertThat(statuses(uuid)).isEqualTo("4 4");
    assertThat(client.get(V1 + "/bulk/" + uuid + "/operation-status/4").body()).isEqualTo("2");
    clock.advance(Duration.ofSeconds(20));
    assertThat(statuses(uuid)).isEqualTo("1 3");
    assertThat(quantity(bag)).isEqualTo(10);
    JsonNode operation =
        client.json(V1 + "/bulk/" + uuid + "/detailed-status").at("/operations_list/0");
    JsonNode data =
        Shape.read(
            Shape.read(operation.get("serialized_data").stringValue())
                .get("meta_information")
                .stringValue());
    assertThat(data.at("/sourceItems/0/sku").stringValue()).isEqualTo("24-MB01");
    assertThat(operation.get("id").intValue()).as("no index").isOne();
    assertThat(client.get(V1 + "/bulk/no/status").statusCode()).isEqualTo(404);
  }

  @Test
  void resultOfABulkMayBeLate() throws IOException {
    account.faults().next(Fault.RESULT_LATE, 1);
    String uuid = bulk(body(item("24-MB01", "10", 1)));
    clock.advance(Duration.ofSeconds(60));
    assertThat(statuses(uuid)).isEqualTo("4");
    clock.advance(Duration.ofSeconds(140));
    assertThat(statuses(uuid)).isEqualTo("1");
  }

  @Test
  void limitsOfInputMayBeOn() throws IOException {
    Account strict = sandbox.open("strict", Magento.withToken("secret").thatLimitsInput());
    for (int i = 0; i < 30; i++) {
      strict.shop().list(Item.of("SKU-" + i), 1);
    }
    Client its = new Client(strict.base(), Map.of("Authorization", "Bearer secret"));
    assertThat(its.json(V1 + "/products").get("items")).hasSize(20);
    assertThat(its.get(V1 + "/products?" + page(301, 1)).statusCode()).isEqualTo(400);
    String many = (item("SKU-1", "1", 1) + ",").repeat(20) + item("SKU-1", "1", 1);
    assertThat(its.post(SOURCE_ITEMS, "{\"sourceItems\":[" + many + "]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void shopWithoutSourcesHasOneStockItem() throws IOException {
    Account plain = sandbox.open("plain", Magento.withToken("secret").withoutSources());
    Listing listing = plain.shop().list(Item.of("24 MB/01"), 100);
    Client its = new Client(plain.base(), Map.of("Authorization", "Bearer secret"));
    assertThat(its.get(V1 + "/inventory/sources").statusCode()).isEqualTo(404);
    plain.shop().sell(listing.id(), 2);
    JsonNode stock = its.json(V1 + "/stockItems/24%20MB%2F01");
    assertThat(stock.get("qty").intValue()).isEqualTo(98);
    HttpResponse<String> answer =
        its.send(
            "PUT",
            V1 + "/products/24%20MB%2F01/stockItems/" + stock.get("item_id").asString(),
            "{\"stockItem\":{\"qty\":10,\"is_in_stock\":true}}",
            BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo(stock.get("item_id").asString());
    assertThat(plain.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(10);
    assertThat(its.get(V1 + "/stockItems/NO").statusCode()).isEqualTo(404);
  }

  private static String criteria(
      int group, int filter, String field, String value, String condition) {
    String place = "searchCriteria[filter_groups][%d][filters][%d]".formatted(group, filter);
    return encoded(place + "[field]")
        + "="
        + field
        + "&"
        + encoded(place + "[value]")
        + "="
        + encoded(value)
        + "&"
        + encoded(place + "[condition_type]")
        + "="
        + condition;
  }

  private static String page(int size, int number) {
    return "searchCriteria%5BpageSize%5D=" + size + "&searchCriteria%5BcurrentPage%5D=" + number;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private int total(String path) throws IOException {
    return client.json(V1 + path).get("total_count").intValue();
  }

  private HttpResponse<String> push(String items) throws IOException {
    return client.post(SOURCE_ITEMS, body(items));
  }

  private String bulk(String bodies) throws IOException {
    HttpResponse<String> answer =
        client.post("/rest/all/async/bulk/V1/inventory/source-items", "[" + bodies + "]");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(Client.json(answer).at("/request_items/0/status").stringValue())
        .isEqualTo("accepted");
    return Client.json(answer).get("bulk_uuid").stringValue();
  }

  private String statuses(String uuid) throws IOException {
    return String.join(
        " ",
        client
            .json(V1 + "/bulk/" + uuid + "/status")
            .get("operations_list")
            .valueStream()
            .map(it -> it.get("status").asString())
            .toList());
  }

  private static String body(String items) {
    return "{\"sourceItems\":[" + items + "]}";
  }

  private static String item(String sku, String quantity, int status) {
    return """
        {"sku":"%s","source_code":"default","quantity":%s,"status":%d}"""
        .formatted(sku, quantity, status);
  }

  private int quantity(Listing listing) {
    return shop.find(listing.id()).orElseThrow().quantity();
  }
}
