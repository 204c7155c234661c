package dev.onhand.sandbox.manomano;

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
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ManoManoTest {
  private static final Item HAMMER = new Item("ABC-1", "", "Hammer", "", "83.50");
  private static final String CONTRACT = "?seller_contract_id=110841";
  private static final String OFFERS = "/api/v1/offer-information/offers" + CONTRACT;
  private static final String ORDERS = "/orders/v1/orders" + CONTRACT;

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", ManoMano.withKey("secret"));
  private final Shop shop = account.shop();
  private final Client client = new Client(account.base(), Map.of("x-api-key", "secret"));

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void onlyTheKeyOpensAndOnlyItsContract() throws IOException {
    assertThat(client.with("x-api-key", "other").get(OFFERS).statusCode()).isEqualTo(401);
    assertThat(client.without("x-api-key").get(ORDERS).statusCode()).isEqualTo(401);
    assertThat(client.get(OFFERS.replace("110841", "1")).statusCode()).isEqualTo(403);
    assertThat(client.get("/api/v1/offer-information/offers").statusCode()).isEqualTo(403);
    assertThat(client.get(OFFERS).statusCode()).isEqualTo(200);
    assertThat(client.get("/elsewhere" + CONTRACT).statusCode()).isEqualTo(404);
  }

  @Test
  void offersAndOrdersLookAsDocumented() throws IOException {
    Listing listing = shop.list(HAMMER, 250);
    assertThat(Shape.of(client.json(OFFERS)))
        .isEqualTo(Shape.of(Shape.example("/manomano/offers.json")));
    Order order = shop.sell(listing.id(), 2).orElseThrow();
    assertThat(Shape.of(client.json(ORDERS)))
        .isEqualTo(Shape.of(Shape.example("/manomano/orders.json")));
    assertThat(Shape.of(client.json("/orders/v1/orders/" + order.id() + CONTRACT)))
        .isEqualTo(
            Shape.of(
                Shape.read(
                    "{\"content\":%s}"
                        .formatted(Shape.example("/manomano/orders.json").at("/content/0")))));
    assertThat(client.get("/orders/v1/orders/M1" + CONTRACT).statusCode()).isEqualTo(404);
  }

  @Test
  void stockMayBeShownAsAnObject() throws IOException {
    Account other = sandbox.open("other", ManoMano.withKey("secret").thatShowsStockAsObject());
    other.shop().list(HAMMER, 250);
    assertThat(
            new Client(other.base(), Map.of("x-api-key", "secret"))
                .json(OFFERS)
                .at("/content/0/stock/quantity")
                .intValue())
        .isEqualTo(250);
  }

  @Test
  void theLinkToTheNextPageHasNoHost() throws IOException {
    for (int i = 0; i < 5; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    JsonNode first = client.json(OFFERS + "&limit=2");
    assertThat(first.get("content")).hasSize(2);
    assertThat(first.at("/pagination/pages").intValue()).isEqualTo(3);
    assertThat(first.at("/pagination/links/next").stringValue())
        .isEqualTo("/api/v1/offer-information/offers?page=2&limit=2");
    JsonNode last = client.json(OFFERS + "&limit=2&page=3");
    assertThat(last.get("content")).hasSize(1);
    assertThat(last.at("/pagination/links/next").isNull()).isTrue();
    assertThat(client.json(OFFERS + "&skus=SKU-3,SKU-1,NOPE").get("content")).hasSize(2);
    assertThat(client.get(OFFERS + "&page=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aChangeOfStockIsDoneFiveMinutesLater() throws IOException {
    Listing listing = shop.list(HAMMER, 7);
    assertThat(patch(item("ABC-1", "5") + "," + item("NOPE", "1")).statusCode()).isEqualTo(200);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(4));
    assertThat(client.json(OFFERS).at("/content/0/stock").intValue()).isEqualTo(7);
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.json(OFFERS).at("/content/0/stock").intValue()).isEqualTo(5);
    assertThat(shop.find(listing.id()).orElseThrow().quantity()).isEqualTo(5);
  }

  @Test
  void anOfferWhoseImportFailedSaysSoUntilTheNext() throws IOException {
    shop.list(HAMMER, 7);
    account.faults().next(Fault.REFUSED_ITEM, 1);
    patch(item("ABC-1", "5"));
    clock.advance(Duration.ofMinutes(5));
    JsonNode offer = client.json(OFFERS).at("/content/0");
    assertThat(offer.get("status").stringValue()).isEqualTo("ERROR");
    assertThat(offer.at("/errors/0").stringValue()).contains("shipping");
    assertThat(offer.get("stock").intValue()).isEqualTo(7);
    patch(item("ABC-1", "5"));
    clock.advance(Duration.ofMinutes(5));
    assertThat(client.json(OFFERS).at("/content/0/status").stringValue()).isEqualTo("COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"5\"", "null", "99999999999"})
  void oneStockThatIsNoneRefusesTheCall(String quantity) throws IOException {
    Listing listing = shop.list(HAMMER, 7);
    assertThat(patch(item("ABC-1", "5") + "," + item("ABC-1", quantity)).statusCode())
        .isEqualTo(400);
    clock.advance(Duration.ofMinutes(5));
    assertThat(client.get(OFFERS).statusCode()).isEqualTo(200);
    assertThat(shop.find(listing.id()).orElseThrow().quantity()).isEqualTo(7);
  }

  @Test
  void aCallNamesItsContract() throws IOException {
    String foreign = "{\"content\":[{\"seller_contract_id\":1,\"items\":[]}]}";
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(send("{}").statusCode()).isEqualTo(400);
    assertThat(send("[]").statusCode()).isEqualTo(400);
  }

  @Test
  void statusesAreThoseDocumented() throws IOException {
    Listing listing = shop.list(HAMMER, 70);
    Order order = shop.place(List.of(new Wanted(listing.id(), 3))).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(said(order)).isEqualTo("WAITING_PAYMENT 3");
    shop.pay(order.id());
    assertThat(said(order)).isEqualTo("PENDING 3");
    shop.accept(order.id(), line);
    assertThat(said(order)).isEqualTo("PREPARATION 3");
    shop.cancel(order.id(), line, 1);
    assertThat(said(order)).isEqualTo("PREPARATION 2");
    shop.ship(order.id());
    assertThat(said(order)).isEqualTo("SHIPPED 2");

    Order refused = shop.sell(listing.id(), 1).orElseThrow();
    shop.cancel(refused.id());
    assertThat(said(refused)).isEqualTo("REFUSED 1");
    Order refunded = shop.sell(listing.id(), 1).orElseThrow();
    shop.accept(refunded.id(), refunded.lines().getFirst().number());
    shop.cancel(refunded.id());
    assertThat(said(refunded)).isEqualTo("REFUNDED 1");
    Order unpaid = shop.place(List.of(new Wanted(listing.id(), 1))).orElseThrow();
    shop.failPayment(unpaid.id());
    assertThat(said(unpaid)).isEqualTo("REFUSED 1");
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(said(unpaid)).startsWith("AWAITING_SUNRISE");
  }

  @Test
  void ordersAreListedFromATimeOfChange() throws IOException {
    Listing listing = shop.list(HAMMER, 70);
    Order first = shop.sell(listing.id(), 1).orElseThrow();
    clock.advance(Duration.ofMinutes(10));
    Order second = shop.sell(listing.id(), 1).orElseThrow();
    assertThat(ids("&status_updated_at_start=2026-11-20T10:10:00Z")).containsExactly(second.id());
    assertThat(ids("&status_updated_at_end=2026-11-20T10:09:00Z")).containsExactly(first.id());
    assertThat(ids("&created_at_start=2026-11-20T10:10:00Z")).containsExactly(second.id());
    clock.advance(Duration.ofMinutes(10));
    shop.ship(first.id());
    assertThat(ids("&status_updated_at_start=2026-11-20T10:10:00Z"))
        .containsExactly(second.id(), first.id());
    assertThat(ids("&status=SHIPPED")).containsExactly(first.id());
    assertThat(ids("&limit=1&page=2")).containsExactly(first.id());
    assertThat(client.get(ORDERS + "&status_updated_at_start=noon").statusCode()).isEqualTo(400);
  }

  @Test
  void howLongToWaitStandsInTheBody() throws IOException {
    for (int i = 0; i < 60; i++) {
      assertThat(client.get(OFFERS).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = client.get(OFFERS);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Client.json(refused).get("error_code").intValue()).isEqualTo(1015);
    assertThat(Client.json(refused).get("retry_after").intValue()).isEqualTo(60);
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
  }

  private static String item(String sku, String quantity) {
    return "{\"sku\":\"%s\",\"stock\":{\"quantity\":%s}}".formatted(sku, quantity);
  }

  private HttpResponse<String> patch(String items) throws IOException {
    return send("{\"content\":[{\"seller_contract_id\":110841,\"items\":[%s]}]}".formatted(items));
  }

  private HttpResponse<String> send(String body) throws IOException {
    return client.send("PATCH", "/api/v2/offer-information/offers", body, BodyHandlers.ofString());
  }

  private List<String> ids(String query) throws IOException {
    return client
        .json(ORDERS + query)
        .get("content")
        .valueStream()
        .map(it -> it.get("order_reference").stringValue())
        .toList();
  }

  /** Status and the quantity of the first line. */
  private String said(Order order) throws IOException {
    JsonNode shown = client.json("/orders/v1/orders/" + order.id() + CONTRACT).get("content");
    return "%s %d"
        .formatted(shown.get("status").stringValue(), shown.at("/products/0/quantity").intValue());
  }
}
