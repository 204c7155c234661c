package dev.onhand.sandbox.mirakl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
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

class MiraklTest {
  private static final Item DRILL = new Item("SKU-1", "3700000000017", "Drill", "", "19.90");
  private static final String IMPORTS = "/api/offers/stock/imports";
  private static final String EXPORT = "/api/offers/export/async";
  private static final String HEAD =
      "\"offer-sku\";\"quantity\";\"warehouse-code\";\"update-delete\"\n";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account =
      sandbox.open("shop", Mirakl.withKey("key").withWarehouse("W1").thatSends("SKU-9"));
  private final Shop shop = account.shop();
  private final Client client = new Client(account.base(), Map.of("Authorization", "key"));

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void onlyTheKeyAloneOpensTheShop() throws IOException {
    assertThat(client.json("/api/account").get("shop_id").longValue()).isEqualTo(Mirakl.SHOP);
    assertThat(client.with("Authorization", "Bearer key").get("/api/account").statusCode())
        .isEqualTo(401);
    assertThat(client.get("/api/account?shop_id=2000").statusCode()).isEqualTo(200);
    assertThat(client.get("/api/account?shop_id=1").statusCode()).isEqualTo(403);
    assertThat(client.get("/api/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void offersAndOrdersLookAsDocumented() throws IOException {
    Listing listing = shop.list(DRILL, 7);
    assertThat(Shape.fieldsOf(client.json("/api/offers")))
        .containsAll(Shape.fieldsOf(Shape.example("/mirakl/offers.json")));
    assertThat(client.json("/api/offers/" + listing.id()).get("shop_sku").stringValue())
        .isEqualTo("SKU-1");
    assertThat(client.json("/api/offers/" + listing.id() + "/quantity").get("quantity"))
        .hasToString("7");
    assertThat(client.get("/api/offers/1").statusCode()).isEqualTo(404);
    shop.sell(listing.id(), 2);
    assertThat(Shape.fieldsOf(client.json("/api/orders")))
        .containsAll(Shape.fieldsOf(Shape.example("/mirakl/orders.json")));
  }

  @Test
  void anOfferThatIsSoldOutIsNotActive() throws IOException {
    Listing listing = shop.list(DRILL, 0);
    JsonNode offer = client.json("/api/offers?sku=SKU-1").at("/offers/0");
    assertThat(offer.get("active").booleanValue()).isFalse();
    assertThat(offer.get("inactivity_reasons")).hasToString("[\"ZERO_QUANTITY\"]");
    assertThat(exported("{\"export_type\":\"application/json\"}")).isEmpty();
    clock.advance(Duration.ofDays(1));
    String all = "{\"export_type\":\"application/json\",\"include_inactive_offers\":true}";
    assertThat(exported(all)).hasSize(1);
    String changed =
        "{\"export_type\":\"application/json\",\"last_request_date\":\"%s\"}"
            .formatted(listing.updatedAt());
    clock.advance(Duration.ofMinutes(1));
    assertThat(exported(changed)).as("a differential one has it too").hasSize(1);
  }

  private JsonNode exported(String wanted) throws IOException {
    HttpResponse<String> begun = client.post(EXPORT, wanted);
    assertThat(begun.statusCode()).isEqualTo(200);
    String status = EXPORT + "/status/" + Client.json(begun).get("tracking_id").stringValue();
    assertThat(client.json(status).get("status").stringValue()).isEqualTo("PENDING");
    clock.advance(Duration.ofMinutes(1));
    JsonNode done = client.json(status);
    assertThat(done.get("status").stringValue()).isEqualTo("COMPLETED");
    return done.get("urls").isEmpty()
        ? done.get("urls")
        : client.json(
            done.at("/urls/0").stringValue().substring(account.base().toString().length()));
  }

  @Test
  void anExportIsMadeOnceADayAndTheSameWhileItIsUnderWay() throws IOException {
    String all = "{\"export_type\":\"application/json\"}";
    String since =
        "{\"export_type\":\"application/json\",\"last_request_date\":\"2026-11-20T00:00:00Z\"}";
    assertThat(client.post(EXPORT, all).statusCode()).isEqualTo(200);
    assertThat(client.post(EXPORT, all).statusCode()).isEqualTo(429);
    String first = client.post(EXPORT, since).body();
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.post(EXPORT, since).body()).as("it is over by now").isNotEqualTo(first);
    clock.advance(Duration.ofDays(1));
    assertThat(client.post(EXPORT, "{\"export_type\":\"text/html\"}").statusCode()).isEqualTo(400);
    assertThat(client.get(EXPORT + "/status/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aStockFileIsWorkedOnInMinutesAndTellsWhatWasWrong() throws IOException {
    Listing listing = shop.list(DRILL, 7);
    HttpResponse<String> taken =
        upload(
            HEAD
                + "\"SKU-1\";\"5\";\"\";\"\"\nGONE;5;;\n\"SKU-1\";\"-1\";\"\";\"\"\n\"SKU-1\";\"1\";\"W2\";\"\"\n");
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(Client.json(taken).get("import_id").isString()).isTrue();
    String of = IMPORTS + "/" + Client.json(taken).get("import_id").stringValue();
    assertThat(taken.headers().firstValue("Location")).contains(account.base() + of + "/status");
    assertThat(client.json(of + "/status").get("status").stringValue()).isEqualTo("WAITING");
    clock.advance(Duration.ofMinutes(2));
    JsonNode status = client.json(of + "/status");
    assertThat(status.get("status").stringValue()).isEqualTo("COMPLETE");
    assertThat(status.get("lines_in_success")).hasToString("1");
    assertThat(status.get("lines_in_error")).hasToString("3");
    assertThat(client.get(of + "/error_report").body())
        .isEqualTo(
            """
            "2";"The offer does not exist";"GONE";"5";"";""
            "3";"The quantity is not valid";"SKU-1";"-1";"";""
            "4";"The warehouse does not exist";"SKU-1";"1";"W2";""
            """);
    assertThat(shop.find(listing.id()).orElseThrow().quantity()).isEqualTo(5);
  }

  @Test
  void whatIsNoStockFileIsRefused() throws IOException {
    for (String file : List.of("", "sku;price\nSKU-1;5\n")) {
      assertThat(upload(file).statusCode()).isEqualTo(400);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(client.post(IMPORTS, HEAD).statusCode()).isEqualTo(400);
    assertThat(client.post(IMPORTS, HEAD).statusCode()).as("a minute is not over").isEqualTo(429);
  }

  private HttpResponse<String> upload(String file) throws IOException {
    return client
        .with("Content-Type", "multipart/form-data; boundary=b")
        .post(
            IMPORTS,
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n%s\r\n--b--\r\n"
                .formatted(file));
  }

  @Test
  void anOrderIsInTheStatesThatAreDocumented() throws IOException {
    Listing listing = shop.list(DRILL, 7);
    Order order = shop.place(List.of(new Shop.Wanted(listing.id(), 2))).orElseThrow();
    assertThat(state(order)).isEqualTo("STAGING STAGING");
    shop.pay(order.id());
    assertThat(state(order)).isEqualTo("WAITING_ACCEPTANCE WAITING_ACCEPTANCE");
    shop.accept(order.id(), order.lines().getFirst().number());
    assertThat(state(order)).isEqualTo("SHIPPING SHIPPING");
    shop.ship(order.id());
    assertThat(state(order)).isEqualTo("SHIPPED SHIPPED");
    shop.refund(order.id(), order.lines().getFirst().number(), 2);
    assertThat(state(order)).isEqualTo("SHIPPED REFUNDED");
    Order refused = shop.sell(listing.id(), 1).orElseThrow();
    shop.cancel(refused.id());
    assertThat(state(refused)).isEqualTo("REFUSED REFUSED");
  }

  private String state(Order order) throws IOException {
    JsonNode shown = client.json("/api/orders?order_ids=" + order.id()).at("/orders/0");
    return shown.get("order_state").stringValue()
        + " "
        + shown.at("/order_lines/0/order_line_state").stringValue();
  }

  @Test
  void ordersAreAskedForOnceAMinuteAndComeFromABitBefore() throws IOException {
    Listing listing = shop.list(DRILL, 7);
    shop.sell(listing.id(), 1);
    String since =
        "/api/orders?max=1&offset=0&start_update_date=" + clock.instant().plusSeconds(60);
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.json(since).get("total_count")).hasToString("1");
    HttpResponse<String> early = client.get(since);
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("Retry-After")).contains("61");
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.get("/api/orders?max=101").statusCode()).isEqualTo(400);
  }

  @Test
  void whatTheOperatorSendsIsOfAnotherCenter() throws IOException {
    Listing theirs = shop.list(Item.of("SKU-9"), 7);
    shop.sell(theirs.id(), 1);

    assertThat(client.json("/api/offers").at("/offers/0/fulfillment/center/code").stringValue())
        .isEqualTo("OPERATOR");
    assertThat(client.json("/api/orders").at("/orders/0/fulfillment/center/code").stringValue())
        .isEqualTo("OPERATOR");
  }
}
