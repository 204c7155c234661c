package dev.onhand.sandbox.cdiscount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CdiscountTest {
  private static final Item TOY = new Item("SKU-1", "3700000000017", "Toy", "", "19.90");
  private static final String LOGIN = "/auth/realms/maas/protocol/openid-connect/token";
  private static final String PACKAGES = "/seller/v2/offer-packages";
  private static final String OFFERS = "/seller/v2/offers?salesChannelId=CDISFR";
  private static final String ORDERS = "/seller/v2/orders?salesChannelId=CDISFR";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account =
      sandbox.open("shop", Cdiscount.withClient("client", "secret").thatFulfils("FBO"));
  private final Shop shop = account.shop();
  private Client client =
      new Client(
          account.base(),
          Map.of(
              "Content-Type", "application/x-www-form-urlencoded",
              "SellerId", Cdiscount.SELLER,
              "salesChannelId", "CDISFR"));

  CdiscountTest() throws IOException {
    client = client.with("Authorization", "Bearer " + token(client));
  }

  private static String token(Client client) throws IOException {
    HttpResponse<String> answer =
        client.post(LOGIN, "grant_type=client_credentials&client_id=client&client_secret=secret");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Client.json(answer).get("access_token").stringValue();
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void aTokenIsGoodForTwoHours() throws IOException {
    assertThat(client.get(OFFERS).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofHours(2));
    assertThat(client.get(OFFERS).statusCode()).isEqualTo(401);
    assertThat(client.with("Authorization", "Bearer " + token(client)).get(OFFERS).statusCode())
        .isEqualTo(200);
  }

  @Test
  void onlyTheClientsSecretGivesATokenAndOnlyTheSellerMayCall() throws IOException {
    HttpResponse<String> wrong =
        client.post(LOGIN, "grant_type=client_credentials&client_id=client&client_secret=x");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(Client.json(wrong).get("error").stringValue()).isEqualTo("invalid_client");
    assertThat(client.post(LOGIN, "grant_type=password").statusCode()).isEqualTo(400);
    assertThat(client.without("Authorization").get(OFFERS).statusCode()).isEqualTo(401);
    HttpResponse<String> foreign = client.with("SellerId", "1").get(OFFERS);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void offersAndOrdersLookAsDocumented() throws IOException {
    Listing listing = shop.list(TOY, 7);
    assertThat(Shape.of(client.json(OFFERS)))
        .isEqualTo(Shape.of(Shape.example("/cdiscount/offers.json")));
    Order order = shop.sell(listing.id(), 2).orElseThrow();
    shop.ship(order.id());
    assertThat(Shape.of(client.json(ORDERS)))
        .isEqualTo(Shape.of(Shape.example("/cdiscount/orders.json")));
    assertThat(Shape.of(client.json("/seller/v2/orders/" + order.id())))
        .isEqualTo(Shape.of(Shape.example("/cdiscount/orders.json").at("/items/0")));
    assertThat(client.get("/seller/v2/orders/1").statusCode()).isEqualTo(404);
  }

  @Test
  void theNextPageOfOffersIsNamedInAHeader() throws IOException {
    for (int i = 0; i < 5; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    HttpResponse<String> first = client.get(OFFERS + "&limit=2");
    assertThat(Client.json(first).get("items")).hasSize(2);
    assertThat(first.headers().firstValue("Link"))
        .contains("<%s%s&limit=2&Cursor=2>; rel=\"next\"".formatted(account.base(), OFFERS));
    assertThat(client.get(OFFERS + "&limit=2&cursor=4").headers().firstValue("Link")).isEmpty();
    assertThat(client.json(OFFERS + "&limit=2&Cursor=4").at("/items/0/sellerExternalReference"))
        .hasToString("\"SKU-4\"");
    assertThat(client.json(OFFERS + "&sellerExternalReferences=SKU-3,SKU-1").get("items"))
        .hasSize(2);
    assertThat(client.get("/seller/v2/offers").statusCode()).isEqualTo(400);
  }

  @Test
  void aPackageIsWorkedOnOnceItIsClosed() throws IOException {
    Listing listing = shop.list(TOY, 7);
    String opened = open();
    assertThat(add(opened, request("SKU-1", "5")).statusCode()).isEqualTo(202);
    clock.advance(Duration.ofMinutes(10));
    assertThat(state(opened)).isEqualTo("WaitingForCompletion");
    assertThat(close(opened).statusCode()).isEqualTo(200);
    assertThat(state(opened)).isEqualTo("Ready");
    clock.advance(Duration.ofMinutes(3));
    assertThat(state(opened)).isEqualTo("IntegrationPending");
    assertThat(quantity(listing)).isEqualTo(7);
    clock.advance(Duration.ofMinutes(2));
    assertThat(state(opened)).isEqualTo("Integrated");
    assertThat(quantity(listing)).isEqualTo(5);
    assertThat(close(opened).statusCode()).isEqualTo(409);
    assertThat(add(opened, request("SKU-1", "5")).statusCode()).isEqualTo(409);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(1 + 1);
  }

  @Test
  void eachOfferOfAPackageHasAResult() throws IOException {
    shop.list(TOY, 7);
    shop.list(Item.of("SKU-2"), 7);
    String opened = open();
    add(
        opened,
        String.join(
            ",",
            request("SKU-1", "5"),
            request("NOPE", "5"),
            request("SKU-2", "1"),
            request("SKU-2", "2")));
    close(opened);
    clock.advance(Duration.ofMinutes(5));
    List<String> statuses = new ArrayList<>();
    HttpResponse<String> page = client.get(PACKAGES + opened + "/offer-requests-results?limit=3");
    Client.json(page)
        .get("items")
        .forEach(each -> statuses.add(each.get("integrationStatus").stringValue()));
    assertThat(statuses).containsExactly("Integrated", "Rejected", "Duplicated");
    assertThat(page.headers().firstValue("Link").orElseThrow()).contains("Cursor=3");
    JsonNode rejected = Client.json(page).at("/items/1");
    assertThat(rejected.at("/results/0/message").stringValue()).contains("does not exist");
    assertThat(shop.findBySku("SKU-2").orElseThrow().quantity()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "", "Create"})
  void thePackageTypeIsWrittenAsItIs(String type) throws IOException {
    assertThat(client.post(PACKAGES, "{\"packageType\":\"%s\"}".formatted(type)).statusCode())
        .isEqualTo(400);
    assertThat(
            client
                .with("salesChannelId", "OTHER")
                .post(PACKAGES, "{\"packageType\":\"Update\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aCallHoldsAHundredRequestsAtMostAndOneThatIsWrongRefusesAll() throws IOException {
    String opened = open();
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      requests.add(request("SKU-" + i, "1"));
    }
    assertThat(add(opened, String.join(",", requests)).statusCode()).isEqualTo(400);
    HttpResponse<String> wrong = add(opened, request("A", "1") + "," + request("B", "-1"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(Client.json(wrong).at("/errors/quantity/0").isString()).isTrue();
    assertThat(add(opened, "{\"quantity\":1}").statusCode()).isEqualTo(400);
    close(opened);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isZero();
  }

  @Test
  void aPackageThatIsLeftOpenIsDropped() throws IOException {
    String opened = open();
    clock.advance(Duration.ofHours(6));
    client = client.with("Authorization", "Bearer " + token(client));
    assertThat(client.get(PACKAGES + opened).statusCode()).isEqualTo(404);
    assertThat(close(opened).statusCode()).isEqualTo(404);
  }

  @Test
  void statusesAreThoseDocumented() throws IOException {
    Listing listing = shop.list(TOY, 70);
    Order order = shop.place(List.of(new Wanted(listing.id(), 3))).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(said(order)).isEqualTo("Processing Seller 3");
    shop.pay(order.id());
    assertThat(said(order)).isEqualTo("WaitingAcceptance Seller 3");
    shop.accept(order.id(), line);
    assertThat(said(order)).isEqualTo("InPreparation Seller 3");
    shop.cancel(order.id(), line, 1);
    assertThat(said(order)).isEqualTo("InPreparation Seller 2");
    Order sent = shop.ship(order.id());
    assertThat(said(order)).isEqualTo("Shipped Seller 2");
    shop.move(order.id(), sent.fulfilments().getFirst().number(), Stage.DELIVERED);
    assertThat(said(order)).isEqualTo("Delivered Seller 2");

    Order cancelled = shop.sell(listing.id(), 1).orElseThrow();
    shop.cancel(cancelled.id());
    assertThat(said(cancelled)).isEqualTo("Cancelled Seller 1");
    Order unpaid = shop.place(List.of(new Wanted(listing.id(), 1))).orElseThrow();
    shop.failPayment(unpaid.id());
    assertThat(said(unpaid)).isEqualTo("Rejected Seller 1");
    Order fulfilled = shop.sell(shop.list(Item.of("FBO"), 7).id(), 1).orElseThrow();
    assertThat(said(fulfilled)).isEqualTo("WaitingAcceptance Fulfillment 1");
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(said(fulfilled)).startsWith("AwaitingSunrise");
  }

  @Test
  void ordersAreListedFromATimeOfChangeAPageAtATime() throws IOException {
    Listing listing = shop.list(TOY, 70);
    Order first = shop.sell(listing.id(), 1).orElseThrow();
    clock.advance(Duration.ofMinutes(10));
    Order second = shop.sell(listing.id(), 1).orElseThrow();
    assertThat(ids("&updatedAtMin=2026-11-20T10:10:00Z")).containsExactly(second.id());
    assertThat(ids("&pageSize=1&pageIndex=2")).containsExactly(second.id());
    clock.advance(Duration.ofMinutes(10));
    shop.ship(first.id());
    assertThat(ids("")).containsExactly(second.id(), first.id());
    assertThat(ids("&status=Shipped,Delivered")).containsExactly(first.id());
    assertThat(client.get(ORDERS + "&pageSize=101").statusCode()).isEqualTo(400);
    assertThat(client.get(ORDERS + "&updatedAtMin=noon").statusCode()).isEqualTo(400);
  }

  private String open() throws IOException {
    HttpResponse<String> answer = client.post(PACKAGES, "{\"packageType\":\"Update\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    return answer
        .headers()
        .firstValue("Content-Location")
        .orElseThrow()
        .substring(PACKAGES.length());
  }

  private static String request(String sku, String quantity) {
    return "{\"sellerExternalReference\":\"%s\",\"quantity\":%s}".formatted(sku, quantity);
  }

  private HttpResponse<String> add(String opened, String requests) throws IOException {
    return client.post(PACKAGES + opened + "/offer-requests", "[" + requests + "]");
  }

  private HttpResponse<String> close(String opened) throws IOException {
    return client.send(
        "PATCH", PACKAGES + opened, "{\"state\":\"Ready\"}", BodyHandlers.ofString());
  }

  private String state(String opened) throws IOException {
    return client.json(PACKAGES + opened).get("state").stringValue();
  }

  private int quantity(Listing listing) {
    return shop.find(listing.id()).orElseThrow().quantity();
  }

  private List<String> ids(String query) throws IOException {
    return client
        .json(ORDERS + query)
        .get("items")
        .valueStream()
        .map(it -> it.get("orderId").stringValue())
        .toList();
  }

  /** Status, supply mode and the quantity of the first line. */
  private String said(Order order) throws IOException {
    JsonNode shown = client.json("/seller/v2/orders/" + order.id());
    return "%s %s %d"
        .formatted(
            shown.get("status").stringValue(),
            shown.get("supplyMode").stringValue(),
            shown.at("/lines/0/quantity").intValue());
  }
}
