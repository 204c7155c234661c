package dev.onhand.sandbox.bol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BolTest {
  private static final Item PHONE = new Item("SKU-1", "0000007740404", "Phone", "", "19.90");
  private static final String V10 = "application/vnd.retailer.v10+json";
  private static final String V11 = "application/vnd.retailer.v11+json";
  private static final String OFFERS = "/retailer/offers";
  private static final String ORDERS = "/retailer/orders?status=ALL";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account =
      sandbox.open("shop", Bol.withClient("client", "secret").thatSends("FBB-1").thatTakes("t"));
  private final Shop shop = account.shop();
  private final Client offers = client(V11);
  private final Client orders = client(V10);

  private Client client(String type) {
    return new Client(
        account.base(), Map.of("Authorization", "Bearer t", "Accept", type, "Content-Type", type));
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void aTokenIsGivenForTheCredentialsAndIsGoodForFiveMinutes() throws IOException {
    Client login =
        new Client(
            account.base(),
            Map.of(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("client:secret".getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "application/x-www-form-urlencoded"));
    HttpResponse<String> answer = login.post("/token", "grant_type=client_credentials");
    JsonNode given = Client.json(answer);
    assertThat(given.path("expires_in").intValue()).isEqualTo(299);
    assertThat(login.post("/token?grant_type=client_credentials", "").statusCode()).isEqualTo(200);
    assertThat(login.post("/token", "grant_type=password").statusCode()).isEqualTo(400);
    assertThat(
            login
                .with("Authorization", "Basic eDp5")
                .post("/token", "grant_type=client_credentials")
                .statusCode())
        .isEqualTo(401);

    Client holder =
        offers.with("Authorization", "Bearer " + given.path("access_token").stringValue());
    clock.advance(Duration.ofSeconds(298));
    assertThat(holder.get(OFFERS).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    HttpResponse<String> refused = holder.get(OFFERS);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Client.json(refused).path("status").intValue()).isEqualTo(401);
  }

  @Test
  void theTypeOfTheVersionIsSaidInBothHeaders() throws IOException {
    assertThat(offers.get(ORDERS).statusCode()).isEqualTo(406);
    assertThat(orders.get(OFFERS).statusCode()).isEqualTo(406);
    assertThat(offers.with("Content-Type", "application/json").get(OFFERS).statusCode())
        .isEqualTo(415);
    assertThat(offers.get("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void offersAndOrdersHaveWhatIsDocumented() throws IOException {
    Listing listing = shop.list(PHONE, 6);
    assertThat(Shape.fieldsOf(offers.json(OFFERS)))
        .containsAll(Shape.fieldsOf(Shape.example("/bol/offers.json")));

    Order order = shop.sell(listing.id(), 3).orElseThrow();
    assertThat(Shape.of(orders.json(ORDERS)))
        .isEqualTo(Shape.of(Shape.example("/bol/orders.json")));
    JsonNode item = orders.json("/retailer/orders/" + order.id()).at("/orderItems/0");
    assertThat(item.at("/offer/offerId").stringValue()).isEqualTo(listing.id());
    assertThat(item.at("/offer/reference").stringValue()).isEqualTo("SKU-1");
    assertThat(orders.get("/retailer/orders/1").statusCode()).isEqualTo(404);
  }

  @Test
  void anEmptyListHasNoOrdersAtAll() throws IOException {
    assertThat(orders.get(ORDERS).body()).isEqualTo("{}");
    Listing listing = shop.list(PHONE, 6);
    shop.place(List.of(new Wanted(listing.id(), 1)));
    assertThat(orders.get(ORDERS).body()).as("it is not paid").isEqualTo("{}");
  }

  @Test
  void offersArePagedByACursor() throws IOException {
    for (int i = 0; i < 60; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    JsonNode first = offers.json(OFFERS + "?page-size=50");
    String next = first.at("/page/nextCursor").stringValue();
    JsonNode last = offers.json(OFFERS + "?page-size=50&cursor=" + next.replace("=", "%3D"));

    assertThat(first.path("offers")).hasSize(50);
    assertThat(last.path("offers")).hasSize(10);
    assertThat(last.at("/page/nextCursor").isNull()).isTrue();
    assertThat(offers.get(OFFERS + "?page-size=101").statusCode()).isEqualTo(400);
    assertThat(offers.get(OFFERS + "?cursor=nonsense").statusCode()).isEqualTo(400);
  }

  @Test
  void anAmountStaysAndWhatIsOrderedAfterItIsTakenOff() throws IOException {
    Listing listing = shop.list(PHONE, 9);
    shop.sell(listing.id(), 2);
    assertStock(listing, 9, 7);

    assertThat(patch(listing.id(), "{\"amount\":6,\"managedByRetailer\":true}").statusCode())
        .isEqualTo(204);
    assertStock(listing, 6, 6);
    shop.sell(listing.id(), 1);
    assertStock(listing, 6, 5);
  }

  @Test
  void whereTheSellerDoesNotManageItAllOpenOrdersAreTakenOff() throws IOException {
    Listing listing = shop.list(PHONE, 9);
    shop.sell(listing.id(), 2);

    patch(listing.id(), "{\"amount\":6,\"managedByRetailer\":false}");

    assertStock(listing, 6, 4);
  }

  private void assertStock(Listing listing, int amount, int left) throws IOException {
    JsonNode stock = offers.json(OFFERS + "/" + listing.id()).path("stock");
    assertThat(stock.path("amount").intValue()).isEqualTo(amount);
    assertThat(stock.path("correctedStock").intValue()).isEqualTo(left);
  }

  private HttpResponse<String> patch(String id, String stock) throws IOException {
    return offers.send(
        "PATCH", OFFERS + "/" + id, "{\"stock\":%s}".formatted(stock), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"5\"", "null", "99999999999"})
  void anAmountIsAWholeNumberFromZero(String amount) throws IOException {
    Listing listing = shop.list(PHONE, 5);

    HttpResponse<String> answer = patch(listing.id(), "{\"amount\":%s}".formatted(amount));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).at("/violations/0/name").stringValue())
        .isEqualTo("stock.amount");
    assertThat(shop.find(listing.id()).orElseThrow().quantity()).isEqualTo(5);
  }

  @Test
  void anOfferThatIsGoneIsABadRequestOrNotFound() throws IOException {
    assertThat(patch("none", "{\"amount\":5}").statusCode()).isEqualTo(400);
    assertThat(offers.get(OFFERS + "/none").statusCode()).isEqualTo(404);
    Account other =
        sandbox.open("other", Bol.withClient("c", "s").thatAnswersNotFound().thatTakes("t"));
    assertThat(
            new Client(
                    other.base(),
                    Map.of("Authorization", "Bearer t", "Accept", V11, "Content-Type", V11))
                .send("PATCH", OFFERS + "/none", "{}", BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void countsSayWhatBecameOfALine() throws IOException {
    Listing listing = shop.list(PHONE, 50);
    Order order = shop.sell(listing.id(), 3).orElseThrow();
    assertThat(said(order)).isEqualTo("OPEN 3 0 0");
    shop.cancel(order.id(), order.lines().getFirst().number(), 1);
    assertThat(said(order)).isEqualTo("OPEN 3 0 1");
    shop.ship(order.id());
    assertThat(said(order)).isEqualTo("HANDLED 3 2 1");
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(said(order)).isEqualTo("AWAITING_SUNRISE 3 2 1");
  }

  private String said(Order order) throws IOException {
    JsonNode item = orders.json(ORDERS).at("/orders/0/orderItems/0");
    assertThat(item.path("orderItemId").stringValue())
        .isEqualTo("" + order.lines().getFirst().number());
    return "%s %d %d %d"
        .formatted(
            item.path("fulfilmentStatus").stringValue(),
            item.path("quantity").intValue(),
            item.path("quantityShipped").intValue(),
            item.path("quantityCancelled").intValue());
  }

  @Test
  void ordersAreListedByStatusMethodAndWhenTheyChanged() throws IOException {
    Listing listing = shop.list(PHONE, 50);
    Order first = shop.sell(listing.id(), 1).orElseThrow();
    shop.ship(first.id());
    clock.advance(Duration.ofMinutes(30));
    Order second = shop.sell(listing.id(), 1).orElseThrow();
    Order theirs = shop.sell(shop.list(Item.of("FBB-1"), 5).id(), 1).orElseThrow();

    assertThat(ids(ORDERS)).containsExactly(first.id(), second.id());
    assertThat(ids("/retailer/orders")).containsExactly(second.id());
    assertThat(ids("/retailer/orders?status=SHIPPED")).containsExactly(first.id());
    assertThat(ids(ORDERS + "&fulfilment-method=FBB")).containsExactly(theirs.id());
    assertThat(ids(ORDERS + "&fulfilment-method=ALL")).hasSize(3);
    assertThat(ids(ORDERS + "&change-interval-minute=29")).containsExactly(second.id());
    assertThat(ids(ORDERS + "&change-interval-minute=30")).hasSize(2);
    assertThat(ids(ORDERS + "&page=2")).isEmpty();
    assertThat(orders.get(ORDERS + "&change-interval-minute=61").statusCode()).isEqualTo(400);
    assertThat(orders.get(ORDERS + "&latest-change-date=yesterday").statusCode()).isEqualTo(400);
    assertThat(orders.get(ORDERS + "&page=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aDayIsOfAmsterdamAndStandsForItselfOrForAllSince() throws IOException {
    Account other = sandbox.open("since", Bol.withClient("c", "s").thatListsSince().thatTakes("t"));
    for (Account each : List.of(account, other)) {
      each.shop().sell(each.shop().list(PHONE, 50).id(), 1);
    }
    clock.advance(Duration.ofHours(13)); // 23:00 in Greenwich
    for (Account each : List.of(account, other)) {
      each.shop().sell(each.shop().listings().getFirst().id(), 1);
    }

    assertThat(ids(ORDERS + "&latest-change-date=2026-11-20")).hasSize(1);
    assertThat(ids(ORDERS + "&latest-change-date=2026-11-21")).hasSize(1);
    Client since =
        new Client(
            other.base(), Map.of("Authorization", "Bearer t", "Accept", V10, "Content-Type", V10));
    assertThat(since.json(ORDERS + "&latest-change-date=2026-11-20").path("orders")).hasSize(2);
    assertThat(since.json(ORDERS + "&latest-change-date=2026-11-21").path("orders")).hasSize(1);
  }

  private List<String> ids(String path) throws IOException {
    return orders
        .json(path)
        .path("orders")
        .valueStream()
        .map(it -> it.path("orderId").stringValue())
        .toList();
  }

  @Test
  void limitsAreToldWithEveryAnswer() throws IOException {
    for (int i = 1; i < 25; i++) {
      orders.get(ORDERS);
    }
    clock.advance(Duration.ofSeconds(20));
    HttpResponse<String> last = orders.get(ORDERS);
    HttpResponse<String> tooMany = orders.get(ORDERS);

    assertThat(last.headers().firstValue("X-RateLimit-Limit")).contains("25");
    assertThat(last.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(last.headers().firstValue("X-RateLimit-Reset")).contains("40");
    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(tooMany.headers().firstValue("X-RateLimit-Reset")).contains("40");
    assertThat(offers.get(OFFERS).statusCode()).as("another limit").isEqualTo(200);
    clock.advance(Duration.ofSeconds(40));
    assertThat(orders.get(ORDERS).statusCode()).isEqualTo(200);
  }

  @Test
  void aCallIsSignedByAKeyThatOnlyItHas() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    KeyPair keys = generator.generateKeyPair();
    account.webhooks().subscribe(URI.create("http://127.0.0.1:1/"), Bol.signer(keys.getPrivate()));
    Order order = shop.sell(shop.list(PHONE, 5).id(), 1).orElseThrow();
    account.webhooks().deliver();

    byte[] body = account.webhooks().sent().getFirst().body();
    String header = account.webhooks().sent().getFirst().headers().getLast().value();
    String start = "keyId=0, algorithm=\"rsa-sha256\", signature=";
    assertThat(header).startsWith(start);
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(keys.getPublic());
    check.update(body);
    assertThat(check.verify(Base64.getDecoder().decode(header.substring(start.length())))).isTrue();
    assertThat(new String(body, StandardCharsets.UTF_8))
        .contains("\"type\":\"ORDER_CREATED\",\"resourceId\":\"%s\"".formatted(order.id()));
  }
}
