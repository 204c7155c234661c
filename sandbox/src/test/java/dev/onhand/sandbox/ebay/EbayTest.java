package dev.onhand.sandbox.ebay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.ebay.Ebay.Bulk;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EbayTest {
  private static final Item CAMERA = new Item("GP-Cam-01", "4006381333931", "Camera", "", "99.00");
  private static final String STOCK = "/sell/inventory/v1/";
  private static final String ORDERS = "/sell/fulfillment/v1/order";
  private static final Ebay SHOP = Ebay.with("client", "secret", "refresh").thatTakes("token");

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(sandbox.accounts()).noneMatch(account -> account.failure().isPresent());
  }

  private Account open(Ebay ebay) {
    return sandbox.open("shop", ebay);
  }

  private static Client client(Account account) {
    return new Client(
        account.base(),
        Map.of("Authorization", "Bearer token", "Content-Type", "application/json"));
  }

  @Test
  void aTokenComesFromAConsentAndIsGoodForTwoHours() throws IOException {
    Account account = open(SHOP);
    Client login =
        new Client(
            account.base(),
            Map.of(
                "Authorization", "Basic Y2xpZW50OnNlY3JldA==",
                "Content-Type", "application/x-www-form-urlencoded"));
    String path = "/identity/v1/oauth2/token";
    HttpResponse<String> given = login.post(path, "grant_type=refresh_token&refresh_token=refresh");
    assertThat(Client.json(given).get("expires_in")).hasToString("7200");
    Client client =
        login.with(
            "Authorization", "Bearer " + Client.json(given).get("access_token").stringValue());
    assertThat(client.get(ORDERS).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofHours(2));
    assertThat(client.get(ORDERS).statusCode()).isEqualTo(401);
    assertThat(login.post(path, "grant_type=refresh_token&refresh_token=x").body())
        .contains("invalid_grant");
    assertThat(login.post(path, "grant_type=password").statusCode()).isEqualTo(400);
    assertThat(login.with("Authorization", "Basic x").post(path, "").statusCode()).isEqualTo(401);
  }

  @Test
  void offersAndOrdersLookAsDocumented() throws IOException {
    Account account = open(SHOP);
    Client client = client(account);
    Listing listing = account.shop().list(CAMERA, 7);
    assertThat(Shape.fieldsOf(Shape.example("/ebay/offers.json")))
        .containsAll(Shape.fieldsOf(client.json(STOCK + "offer?sku=GP-Cam-01")));
    assertThat(client.get(STOCK + "offer?sku=none").statusCode()).isEqualTo(404);
    Order order = account.shop().sell(listing.id(), 2).orElseThrow();
    assertThat(Shape.fieldsOf(Shape.example("/ebay/orders.json")))
        .containsAll(Shape.fieldsOf(client.json(ORDERS)));
    assertThat(client.json(ORDERS + "/" + order.id()).get("orderId").stringValue())
        .isEqualTo(order.id());
    assertThat(client.get(ORDERS + "/404").statusCode()).isEqualTo(404);
    assertThat(client.get("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void anOffsetIsAPageOfItemsAndARecordOfOrders() throws IOException {
    Account account = open(SHOP);
    Client client = client(account);
    for (int i = 0; i < 5; i++) {
      account.shop().sell(account.shop().list(Item.of("SKU-" + i), 7).id(), 1);
    }
    JsonNode items = client.json(STOCK + "inventory_item?limit=2&offset=1");
    assertThat(items.at("/inventoryItems/0/sku").stringValue()).isEqualTo("SKU-2");
    assertThat(items.get("next").stringValue()).endsWith("limit=2&offset=2");
    assertThat(client.json(STOCK + "inventory_item?limit=2&offset=2").has("next")).isFalse();
    JsonNode orders = client.json(ORDERS + "?limit=2&offset=1");
    assertThat(orders.get("next").stringValue()).endsWith("limit=2&offset=3");
    assertThat(orders.at("/orders/0/lineItems/0/sku").stringValue()).isEqualTo("SKU-1");
    assertThat(client.get(ORDERS + "?limit=201").statusCode()).isEqualTo(400);
    assertThat(client.get(STOCK + "inventory_item?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aListingShowsTheLowerOfItsTwoQuantities() throws IOException {
    Account account = open(SHOP.withStaleOffers(2));
    Client client = client(account);
    Listing listing = account.shop().list(CAMERA, 7);
    assertThat(
            push(client, "{\"sku\":\"GP-Cam-01\",\"shipToLocationAvailability\":{\"quantity\":5}}"))
        .isEqualTo(200);
    assertThat(account.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(2);
    String offer =
        ",\"offers\":[{\"offerId\":\"%s\",\"availableQuantity\":4}]}".formatted(listing.id());
    assertThat(
            push(
                client,
                "{\"sku\":\"GP-Cam-01\",\"shipToLocationAvailability\":{\"quantity\":5}" + offer))
        .isEqualTo(200);
    assertThat(account.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(4);
    assertThat(
            push(
                client,
                "{\"sku\":\"GP-Cam-01\",\"shipToLocationAvailability\":{\"quantity\":5}"
                    + offer.replace(listing.id(), "1")))
        .as("an offer that is not there")
        .isEqualTo(207);
  }

  @Test
  void eachPartOfACallIsAnsweredApart() throws IOException {
    Account account = open(SHOP.withSeveral(Bulk.TAKEN));
    Client client = client(account);
    account.shop().list(CAMERA, 7);
    String good = "{\"sku\":\"GP-Cam-01\",\"shipToLocationAvailability\":{\"quantity\":5}}";
    JsonNode replies =
        Client.json(
            client.post(
                STOCK + "bulk_update_price_quantity",
                "{\"requests\":[%s,%s]}".formatted(good, good.replace("01", "02"))));
    assertThat(replies.at("/responses/0/statusCode")).hasToString("200");
    assertThat(replies.at("/responses/1/errors/0/errorId")).hasToString("25710");
    assertThat(push(client, good + "," + good)).as("the same twice").isEqualTo(400);
    assertThat(push(client, good.replace("5}", "-5}"))).isEqualTo(207);
    JsonNode items =
        Client.json(
            client.post(
                STOCK + "bulk_get_inventory_item",
                "{\"requests\":[{\"sku\":\"GP-Cam-01\"},{\"sku\":\"nope\"}]}"));
    assertThat(
            items.at("/responses/0/inventoryItem/availability/shipToLocationAvailability/quantity"))
        .hasToString("5");
    assertThat(items.at("/responses/1/statusCode")).hasToString("404");
  }

  private static int push(Client client, String requests) throws IOException {
    return client
        .post(STOCK + "bulk_update_price_quantity", "{\"requests\":[%s]}".formatted(requests))
        .statusCode();
  }

  @Test
  void ordersAreFilteredByTheirChange() throws IOException {
    Account account = open(SHOP);
    Client client = client(account);
    account.shop().sell(account.shop().list(CAMERA, 7).id(), 1);
    assertThat(filtered(client, "%5B2026-01-01T00:00:00.000Z..%5D")).isEqualTo(200);
    assertThat(filtered(client, "%5B2026-01-01T00:00:00Z..%5D"))
        .as("no milliseconds")
        .isEqualTo(400);
    assertThat(filtered(client, "%5B2020-01-01T00:00:00.000Z..%5D")).as("too old").isEqualTo(400);
    assertThat(filtered(client, "%5B2026-01-01T00:00:00.000Z..2039-01-01T00:00:00.000Z%5D"))
        .as("in the future")
        .isEqualTo(400);
  }

  private static int filtered(Client client, String range) throws IOException {
    return client.get(ORDERS + "?filter=lastmodifieddate:" + range).statusCode();
  }

  @Test
  void anOrderHasThreeStatuses() throws IOException {
    Account account = open(SHOP);
    Client client = client(account);
    Listing listing = account.shop().list(CAMERA, 7);
    Order order = account.shop().place(List.of(new Shop.Wanted(listing.id(), 2))).orElseThrow();
    assertThat(statuses(client, order)).isEqualTo("NONE_REQUESTED PENDING NOT_STARTED");
    account.shop().pay(order.id());
    assertThat(statuses(client, order)).isEqualTo("NONE_REQUESTED PAID NOT_STARTED");
    account.shop().ship(order.id());
    assertThat(statuses(client, order)).isEqualTo("NONE_REQUESTED PAID FULFILLED");
    account.shop().refund(order.id(), order.lines().getFirst().number(), 1);
    assertThat(statuses(client, order)).isEqualTo("NONE_REQUESTED PARTIALLY_REFUNDED FULFILLED");
    Order cancelled = account.shop().sell(listing.id(), 1).orElseThrow();
    account.shop().cancel(cancelled.id());
    assertThat(statuses(client, cancelled)).isEqualTo("CANCELED FULLY_REFUNDED NOT_STARTED");
    Order failed = account.shop().place(List.of(new Shop.Wanted(listing.id(), 1))).orElseThrow();
    account.shop().failPayment(failed.id());
    assertThat(statuses(client, failed)).contains("FAILED");
  }

  private static String statuses(Client client, Order order) throws IOException {
    JsonNode shown = client.json(ORDERS + "/" + order.id());
    return shown.at("/cancelStatus/cancelState").stringValue()
        + " "
        + shown.get("orderPaymentStatus").stringValue()
        + " "
        + shown.get("orderFulfillmentStatus").stringValue();
  }
}
