package dev.onhand.sandbox.vendure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class VendureTest {
  private static final String VARIANTS =
      """
      query($skip:Int!){
        productVariants(options:{take:250, skip:$skip, sort:{id:ASC}}){
          totalItems
          items{ id sku name enabled trackInventory outOfStockThreshold useGlobalOutOfStockThreshold updatedAt
                 product{ id name enabled }
                 stockLevels{ id stockLocationId stockOnHand stockAllocated stockLocation{ name } } }
        }
      }
      """;

  private static final String ORDERS =
      """
      query($skip:Int!,$since:DateTime!){
        orders(options:{take:100, skip:$skip, sort:{orderPlacedAt:ASC}, filter:{orderPlacedAt:{after:$since}}}){
          totalItems
          items{ id code state active type orderPlacedAt updatedAt currencyCode
                 lines{ id quantity orderPlacedQuantity productVariant{ id sku } fulfillmentLines{ quantity fulfillment{ id state } } }
                 fulfillments{ id state method trackingCode lines{ orderLineId quantity } }
                 payments{ state } }
        }
      }
      """;

  private static final String UPDATE =
      """
      mutation($in:[UpdateProductVariantInput!]!){
        updateProductVariants(input:$in){ id sku stockLevels{ stockLocationId stockOnHand stockAllocated } }
      }
      """;

  private static final String LOGIN =
      """
      mutation($p:String!){ login(username:"superadmin", password:$p) {
        __typename ... on CurrentUser { id identifier } ... on ErrorResult { errorCode message } } }
      """;

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", Vendure.withApiKey("ec89:9765"));
  private final Shop shop = account.shop();
  private final Client client = new Client(account.base(), Map.of("vendure-api-key", "ec89:9765"));
  private Listing phone;

  @BeforeEach
  void listSomething() {
    phone = shop.list(Item.of("SKU-1"), 20);
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void withoutCredentialsTheAnswerIsStillOk() throws IOException {
    for (Client stranger :
        List.of(client.without("vendure-api-key"), client.with("vendure-api-key", "x"))) {
      HttpResponse<String> answer = send(stranger, "{ me { id } }", "{}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Client.json(answer).at("/errors/0/extensions/code").stringValue())
          .isEqualTo("FORBIDDEN");
      assertThat(Client.json(answer).get("data").isNull()).isTrue();
    }
  }

  @Test
  void userIsKnownByHeaderAndByCookie() throws IOException {
    Client stranger = client.without("vendure-api-key");
    HttpResponse<String> answer = send(stranger, LOGIN, "{\"p\":\"" + Vendure.PASSWORD + "\"}");
    assertThat(Client.json(answer).at("/data/login/__typename").stringValue())
        .isEqualTo("CurrentUser");
    String token = answer.headers().firstValue("vendure-auth-token").orElseThrow();
    assertThat(code(stranger.with("Authorization", "Bearer " + token))).isEmpty();
    assertThat(answer.headers().allValues("Set-Cookie")).hasSize(2);
    Client withCookie = stranger.with("Cookie", "a=b; session=" + token + "; session.sig=c2ln");
    assertThat(code(withCookie)).isEmpty();

    account.faults().next(Fault.TOKEN_EXPIRED, 1);
    assertThat(code(withCookie)).isEqualTo("FORBIDDEN");
    assertThat(code(withCookie)).as("the session is over").isEqualTo("FORBIDDEN");
  }

  @Test
  void wrongPasswordIsAResultAndNoError() throws IOException {
    JsonNode answer = Client.json(send(client.without("vendure-api-key"), LOGIN, "{\"p\":\"no\"}"));
    assertThat(answer.at("/data/login/errorCode").stringValue())
        .isEqualTo("INVALID_CREDENTIALS_ERROR");
  }

  @Test
  void variantsLookAsMeasured() throws IOException {
    shop.sell(phone.id(), 3);
    JsonNode shown = ask(VARIANTS, "{\"skip\":0}");
    assertThat(Shape.of(shown)).isEqualTo(Shape.of(Shape.example("/vendure/variants.json")));
    assertThat(shown.at("/data/productVariants/items/0/stockLevels/0/stockOnHand").intValue())
        .isEqualTo(20);
    assertThat(shown.at("/data/productVariants/items/0/stockLevels/0/stockAllocated").intValue())
        .isEqualTo(3);
    assertThat(account.calls().of(Purpose.LISTING_READ)).isOne();
  }

  @Test
  void variantsAreFilteredAndNoMoreThanAThousand() throws IOException {
    shop.list(Item.of("SKU-2"), 1);
    shop.list(Item.of("SKU-3"), 1);
    JsonNode some =
        ask(
            "{ productVariants(options:{filter:{sku:{in:[\"SKU-1\",\"SKU-3\"]}}}) { totalItems } }",
            "{}");
    assertThat(some.at("/data/productVariants/totalItems").intValue()).isEqualTo(2);
    JsonNode one =
        ask("query($id:ID!){ productVariant(id:$id) { sku } }", "{\"id\":\"" + phone.id() + "\"}");
    assertThat(one.at("/data/productVariant/sku").stringValue()).isEqualTo("SKU-1");
    JsonNode much = ask("{ productVariants(options:{take:1001}) { totalItems } }", "{}");
    assertThat(much.at("/errors/0/extensions/code").stringValue()).isEqualTo("USER_INPUT_ERROR");
  }

  @Test
  void unsortedRowsComeInNoFixedOrder() throws IOException {
    for (int i = 2; i <= 20; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    Set<String> orders = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      orders.add(ask("{ productVariants { items { id } } }", "{}").toString());
    }
    assertThat(orders).hasSizeGreaterThan(1);
  }

  @Test
  void unknownFieldIsRefusedAsByAnOlderSchema() throws IOException {
    HttpResponse<String> answer = send(client, "{ stockLocations { items { colour } } }", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).at("/errors/0/extensions/code").stringValue())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(Client.json(answer).at("/errors/0/message").stringValue())
        .isEqualTo("Cannot query field \"colour\" on type \"StockLocation\".");
  }

  @Test
  void pushSetsWhatIsOnHand() throws IOException {
    shop.sell(phone.id(), 3);
    JsonNode shown = ask(UPDATE, input(phone.id(), "1", "23"));
    assertThat(shown.at("/data/updateProductVariants/0/stockLevels/0"))
        .hasToString("{\"stockLocationId\":\"1\",\"stockOnHand\":23,\"stockAllocated\":3}");
    assertThat(shop.find(phone.id()).orElseThrow().listed()).isEqualTo(20);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isOne();
  }

  @Test
  void negativeNumbersAndOtherLocationsAreTaken() throws IOException {
    ask(UPDATE, input(phone.id(), "1", "-2"));
    assertThat(shop.find(phone.id()).orElseThrow().quantity()).isEqualTo(-2);
    ask(UPDATE, input(phone.id(), "2", "5"));
    assertThat(ask(VARIANTS, "{\"skip\":0}").at("/data/productVariants/items/0/stockLevels"))
        .hasSize(2);
    assertThat(shop.find(phone.id()).orElseThrow().quantity()).isEqualTo(-2);
  }

  @ParameterizedTest
  @CsvSource({
    "999, 1, 5, ENTITY_NOT_FOUND",
    "PHONE, 9, 5, ''",
    "PHONE, 1, '\"5\"', BAD_USER_INPUT",
    "PHONE, 1, 1.5, BAD_USER_INPUT"
  })
  void oneBadRowRollsAllBack(String id, String location, String onHand, String code)
      throws IOException {
    Listing other = shop.list(Item.of("SKU-2"), 5);
    String bad = row(id.replace("PHONE", phone.id()), location, onHand);
    JsonNode answer = ask(UPDATE, "{\"in\":[" + row(other.id(), "1", "9") + "," + bad + "]}");
    assertThat(answer.at("/errors/0/extensions/code").asString("")).isEqualTo(code);
    assertThat(shop.find(other.id()).orElseThrow().quantity()).isEqualTo(5);
  }

  @Test
  void faultsSpeakGraphql() throws IOException {
    account.faults().next(Fault.REFUSED_ITEM, 1);
    assertThat(
            ask(UPDATE, input(phone.id(), "1", "1")).at("/errors/0/extensions/code").stringValue())
        .isEqualTo("INTERNAL_SERVER_ERROR");
    account.faults().next(Fault.SERVER_ERROR, 1);
    HttpResponse<String> answer = send(client, "{ me { id } }", "{}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("INTERNAL_SERVER_ERROR");
  }

  @Test
  void ordersLookAsMeasured() throws IOException {
    Order order = shop.place(List.of(new Wanted(phone.id(), 3))).orElseThrow();
    clock.advance(Duration.ofSeconds(2));
    shop.pay(order.id());
    JsonNode shown =
        ask(ORDERS, "{\"skip\":0,\"since\":\"2026-11-20T09:00:00Z\"}").at("/data/orders/items/0");
    assertThat(Shape.of(shown)).isEqualTo(Shape.of(Shape.example("/vendure/order.json")));
    assertThat(shown.get("orderPlacedAt").stringValue()).isEqualTo("2026-11-20T10:00:02.000Z");
    assertThat(shown.get("updatedAt").stringValue()).isEqualTo("2026-11-20T10:00:00.000Z");
    assertThat(account.calls().of(Purpose.ORDER_POLL)).isOne();
  }

  @Test
  void timeOfChangeIsKeptToTheSecondOnSqlite() throws IOException {
    Account sqlite = sandbox.open("sqlite", Vendure.withApiKey("ec89:9765").onSqlite());
    Client asking = new Client(sqlite.base(), Map.of("vendure-api-key", "ec89:9765"));
    Listing mug = sqlite.shop().list(Item.of("SKU-1"), 20);
    clock.advance(Duration.ofMillis(700));
    sqlite.shop().sell(mug.id(), 3);
    JsonNode shown =
        Client.json(send(asking, ORDERS, "{\"skip\":0,\"since\":\"2026-11-20T10:00:00.699Z\"}"));
    assertThat(shown.at("/data/orders/items/0/orderPlacedAt").stringValue())
        .isEqualTo("2026-11-20T10:00:00.700Z");
    assertThat(shown.at("/data/orders/items/0/updatedAt").stringValue())
        .isEqualTo("2026-11-20T10:00:00.000Z");
    String changed =
        "query($t:DateTime!){ orders(options:{sort:{id:ASC},filter:{updatedAt:{after:$t}}})"
            + " { totalItems } }";
    for (String[] sinceAndFound :
        new String[][] {{"2026-11-20T10:00:00Z", "0"}, {"2026-11-20T09:59:59.999Z", "1"}}) {
      assertThat(
              Client.json(send(asking, changed, "{\"t\":\"" + sinceAndFound[0] + "\"}"))
                  .at("/data/orders/totalItems")
                  .asString())
          .isEqualTo(sinceAndFound[1]);
    }
  }

  @Test
  void anyOfSomeFiltersIsEnoughWhereItIsSaidSo() throws IOException {
    shop.sell(phone.id(), 1);
    shop.place(List.of(new Wanted(phone.id(), 1)));
    String placedOrChanged =
        "query($p:DateTime!,$c:DateTime!){ orders(options:{sort:{id:ASC},filter:{"
            + "orderPlacedAt:{isNull:false},_or:[{orderPlacedAt:{after:$p}},{updatedAt:{after:$c}}]}})"
            + " { totalItems } }";
    String ever = "2020-01-01T00:00:00Z";
    String never = "2030-01-01T00:00:00Z";
    for (String[] placedChangedAndFound :
        new String[][] {{ever, never, "1"}, {never, ever, "1"}, {never, never, "0"}}) {
      assertThat(
              ask(
                      placedOrChanged,
                      "{\"p\":\"%s\",\"c\":\"%s\"}"
                          .formatted(placedChangedAndFound[0], placedChangedAndFound[1]))
                  .at("/data/orders/totalItems")
                  .asString())
          .isEqualTo(placedChangedAndFound[2]);
    }
  }

  @Test
  void cartIsNotPlaced() throws IOException {
    Order cart = shop.place(List.of(new Wanted(phone.id(), 3))).orElseThrow();
    assertThat(told(cart)).isEqualTo("ArrangingPayment true 3 0");
    assertThat(
            ask(ORDERS, "{\"skip\":0,\"since\":\"2020-01-01T00:00:00Z\"}")
                .at("/data/orders/totalItems")
                .intValue())
        .isZero();
    assertThat(shop.find(phone.id()).orElseThrow().held()).isZero();
  }

  @Test
  void stateAndQuantityFollowTheOrder() throws IOException {
    Order order = shop.sell(phone.id(), 3).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(told(order)).isEqualTo("PaymentSettled false 3 3");
    Fulfilment parcel = shop.pack(order.id(), Map.of(line, 2));
    assertThat(told(order)).isEqualTo("PaymentSettled false 3 3");
    shop.move(order.id(), parcel.number(), Stage.SHIPPED);
    assertThat(told(order)).isEqualTo("PartiallyShipped false 3 3");
    shop.move(order.id(), parcel.number(), Stage.DELIVERED);
    assertThat(told(order)).isEqualTo("PartiallyDelivered false 3 3");
    shop.takeBack(order.id(), line, 1);
    assertThat(told(order)).isEqualTo("PartiallyDelivered false 2 3");
    Order other = shop.sell(phone.id(), 3).orElseThrow();
    shop.cancel(other.id());
    assertThat(told(other)).isEqualTo("Cancelled false 0 3");
  }

  @Test
  void cancellingAnOpenUnitOfAPartlyFulfilledLineMakesAPieceTooMuch() {
    Order order = shop.sell(phone.id(), 3).orElseThrow();
    long line = order.lines().getFirst().number();
    shop.pack(order.id(), Map.of(line, 2));
    shop.cancel(order.id(), line, 1);
    Listing after = shop.find(phone.id()).orElseThrow();
    assertThat(after.quantity() + "/" + after.held()).isEqualTo("19/0");
  }

  @Test
  void openOrdersAreReadAgainById() throws IOException {
    Order order = shop.sell(phone.id(), 1).orElseThrow();
    shop.sell(phone.id(), 1);
    JsonNode found =
        ask(
            "query($ids:[String!]){ orders(options:{sort:{id:ASC},filter:{id:{in:$ids},state:{notIn:[\"Cancelled\"]}}})"
                + " { totalItems items { id } } }",
            "{\"ids\":[\"" + order.id() + "\"]}");
    assertThat(found.at("/data/orders/items/0/id").stringValue()).isEqualTo(order.id());
    assertThat(found.at("/data/orders/totalItems").intValue()).isOne();
    assertThat(account.calls().of(Purpose.ORDER_READ)).isOne();
  }

  private String told(Order order) throws IOException {
    JsonNode shown =
        ask(
                "query($id:ID!){ order(id:$id) { state active lines { quantity orderPlacedQuantity } } }",
                "{\"id\":\"" + order.id() + "\"}")
            .at("/data/order");
    return "%s %s %d %d"
        .formatted(
            shown.get("state").stringValue(),
            shown.get("active").asString(),
            shown.at("/lines/0/quantity").intValue(),
            shown.at("/lines/0/orderPlacedQuantity").intValue());
  }

  private String code(Client asking) throws IOException {
    return Client.json(send(asking, "{ me { identifier } }", "{}"))
        .at("/errors/0/extensions/code")
        .asString("");
  }

  private JsonNode ask(String query, String variables) throws IOException {
    return Client.json(send(client, query, variables));
  }

  private static HttpResponse<String> send(Client client, String query, String variables)
      throws IOException {
    String body = "{\"query\":" + Json.text(query) + ",\"variables\":" + variables + "}";
    return client.post("/admin-api", body);
  }

  private static String input(String id, String location, String onHand) {
    return "{\"in\":[" + row(id, location, onHand) + "]}";
  }

  private static String row(String id, String location, String onHand) {
    return """
        {"id":"%s","stockLevels":[{"stockLocationId":"%s","stockOnHand":%s}]}"""
        .formatted(id, location, onHand);
  }
}
