package dev.onhand.sandbox.medusa;

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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MedusaTest {
  private static final String ITEMS = "/admin/inventory-items";
  private static final String LISTING_FIELDS = "&fields=id,sku,title,*location_levels";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", Medusa.withKey("sk_512f"));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(account.base(), Map.of("Authorization", "Basic sk_512f"));
  private Listing item;

  @BeforeEach
  void listSomething() {
    item = shop.list(Item.of("OH-S"), 20);
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_512f", "sk_512f:"})
  void keyOpensPlainAndEncoded(String user) throws IOException {
    String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    assertThat(status("Basic " + encoded)).isEqualTo(200);
    assertThat(status("Basic sk_512f")).isEqualTo(200);
  }

  @Test
  void otherCredentialsAreRefused() throws IOException {
    assertThat(status("Basic sk_other")).isEqualTo(401);
    assertThat(client.without("Authorization").get(ITEMS).body())
        .isEqualTo("{\"message\":\"Unauthorized\"}");
    HttpResponse<String> bearer = client.with("Authorization", "Bearer sk_512f").get(ITEMS);
    assertThat(bearer.statusCode()).isEqualTo(401);
    assertThat(bearer.body()).contains("Basic");
  }

  @Test
  void keysAreMadeAndRevoked() throws IOException {
    JsonNode key =
        Client.json(client.post("/admin/api-keys", "{\"title\":\"onhand\",\"type\":\"secret\"}"))
            .get("api_key");
    assertThat(status("Basic " + key.get("token").stringValue())).isEqualTo(200);
    client.post("/admin/api-keys/" + key.get("id").stringValue() + "/revoke", "{}");
    assertThat(status("Basic " + key.get("token").stringValue())).isEqualTo(401);
  }

  @Test
  void userIsLoggedInForADay() throws IOException {
    String token = logIn();
    assertThat(status("Bearer " + token)).isEqualTo(200);
    clock.advance(Duration.ofHours(24));
    assertThat(status("Bearer " + token)).isEqualTo(401);
    HttpResponse<String> wrong =
        client.post("/auth/user/emailpass", "{\"email\":\"a@b.c\",\"password\":\"x\"}");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(Client.json(wrong).get("message").stringValue())
        .isEqualTo("Invalid email or password");
  }

  @Test
  void expiredTokenEndsTheSessionForGood() throws IOException {
    String token = logIn();
    account.faults().next(Fault.TOKEN_EXPIRED, 1);
    assertThat(status("Bearer " + token)).isEqualTo(401);
    assertThat(status("Bearer " + token)).isEqualTo(401);
    assertThat(status("Bearer " + logIn())).isEqualTo(200);
  }

  @Test
  void itemsLookAsMeasured() throws IOException {
    shop.sell(item.id(), 3);
    JsonNode shown = client.json(ITEMS + "?limit=200&offset=0&order=id" + LISTING_FIELDS);
    assertThat(Shape.of(shown)).isEqualTo(Shape.of(Shape.example("/medusa/inventory-items.json")));
    JsonNode level = shown.at("/inventory_items/0/location_levels/0");
    assertThat(level.get("stocked_quantity").intValue()).isEqualTo(20);
    assertThat(level.get("reserved_quantity").intValue()).isEqualTo(3);
    assertThat(level.get("available_quantity").intValue()).isEqualTo(17);
  }

  @Test
  void itemsAreFoundBySkuAndLocation() throws IOException {
    shop.list(Item.of("OH-M"), 1);
    shop.list(Item.of("OH-L"), 1);
    assertThat(count(ITEMS + "?sku=OH-S")).isOne();
    assertThat(count(ITEMS + "?sku%5B%5D=OH-S&sku%5B%5D=OH-M")).isEqualTo(2);
    assertThat(count(ITEMS + "?sku=OH-S,OH-M")).isZero();
    assertThat(count(ITEMS + "?location_levels%5Blocation_id%5D=" + Ids.MAIN)).isEqualTo(3);
    assertThat(count(ITEMS + "?location_levels%5Blocation_id%5D=" + Ids.SECOND)).isZero();
    HttpResponse<String> strange = client.get(ITEMS + "?bogus=1");
    assertThat(strange.statusCode()).isEqualTo(400);
    assertThat(Client.json(strange).get("message").stringValue())
        .isEqualTo("Unrecognized fields: 'bogus'");
  }

  @Test
  void fieldsReplaceTheDefaultsOrAddToThem() throws IOException {
    assertThat(Shape.fieldsOf(client.json(ITEMS + "?fields=sku").at("/inventory_items/0")))
        .containsExactly("/id", "/sku");
    JsonNode added = client.json(ITEMS + "?fields=%2Bsku").at("/inventory_items/0");
    assertThat(added.has("stocked_quantity")).isTrue();
    assertThat(added.has("location_levels")).isTrue();
  }

  @Test
  void pagesAreAsLongAsAsked() throws IOException {
    for (int i = 0; i < 30; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    JsonNode page = client.json(ITEMS + "?limit=10&offset=30&order=id");
    assertThat(page.get("count").intValue()).isEqualTo(31);
    assertThat(page.get("inventory_items")).hasSize(1);
    assertThat(client.json(ITEMS + "?limit=100000").get("inventory_items")).hasSize(31);
  }

  @Test
  void variantNamesItsItem() throws IOException {
    JsonNode variant =
        client
            .json(
                "/admin/product-variants?sku%5B%5D=OH-S&fields=id,sku,manage_inventory,product_id,"
                    + "*inventory_items,*inventory_items.inventory.location_levels")
            .at("/variants/0");
    assertThat(variant.at("/inventory_items/0/inventory_item_id").stringValue())
        .isEqualTo(item.id());
    assertThat(
            variant
                .at("/inventory_items/0/inventory/location_levels/0/stocked_quantity")
                .intValue())
        .isEqualTo(20);
    assertThat(client.json("/admin/stock-locations").at("/stock_locations/0/name").stringValue())
        .isEqualTo("Main");
  }

  @Test
  void levelIsSetAtOnce() throws IOException {
    shop.sell(item.id(), 3);
    HttpResponse<String> answer = push(item.id(), Ids.MAIN, "{\"stocked_quantity\":21}");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode level = Client.json(answer).at("/inventory_item/location_levels/0");
    assertThat(level.get("stocked_quantity").intValue()).isEqualTo(21);
    assertThat(level.get("available_quantity").intValue()).isEqualTo(18);
    assertThat(shop.find(item.id()).orElseThrow().quantity()).isEqualTo(21);
  }

  @Test
  void stockBelowWhatIsReservedIsTaken() throws IOException {
    shop.sell(item.id(), 3);
    JsonNode level =
        Client.json(push(item.id(), Ids.MAIN, "{\"stocked_quantity\":1}"))
            .at("/inventory_item/location_levels/0");
    assertThat(level.get("available_quantity").intValue()).isEqualTo(-2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"stocked_quantity":-1}  | 400 | too small, expected at least: '0'
          {"stocked_quantity":"5"} | 400 | Expected type: 'number'
          {                        | 400 | JSON
          """)
  void badLevelIsRefused(String body, int status, String message) throws IOException {
    HttpResponse<String> answer = push(item.id(), Ids.MAIN, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Client.json(answer).get("type").stringValue()).isEqualTo("invalid_data");
    assertThat(Client.json(answer).get("message").stringValue()).contains(message);
  }

  @Test
  void levelOfAnotherLocationMustBeMadeFirst() throws IOException {
    HttpResponse<String> none = push(item.id(), Ids.SECOND, "{\"stocked_quantity\":1}");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(Client.json(none).get("message").stringValue())
        .isEqualTo("Item " + item.id() + " is not stocked at location " + Ids.SECOND);
    String made = "{\"location_id\":\"" + Ids.SECOND + "\",\"stocked_quantity\":20}";
    String levels = ITEMS + "/" + item.id() + "/location-levels";
    assertThat(client.post(levels, made).statusCode()).isEqualTo(200);
    assertThat(client.post(levels, made).body()).contains("already exists.");
    assertThat(client.post(levels, made.replace(Ids.SECOND, "sloc_x")).statusCode()).isEqualTo(404);
    assertThat(count(levels)).isEqualTo(2);
  }

  @Test
  void batchIsAllOrNothing() throws IOException {
    Listing other = shop.list(Item.of("OH-M"), 5);
    shop.sell(item.id(), 3);
    HttpResponse<String> wrong = batch(row(item.id(), 9) + "," + row("iitem_x", 1));
    assertThat(wrong.statusCode()).isEqualTo(404);
    assertThat(shop.find(item.id()).orElseThrow().quantity()).isEqualTo(20);

    JsonNode good = Client.json(batch(row(item.id(), 9) + "," + row(other.id(), 8)));
    assertThat(good.at("/updated/1/stocked_quantity").intValue()).isEqualTo(8);
    assertThat(good.at("/updated/0/available_quantity").intValue())
        .as("that of before")
        .isEqualTo(17);
    assertThat(good.get("created")).isEmpty();
    assertThat(shop.find(item.id()).orElseThrow().quantity()).isEqualTo(9);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(4);
  }

  @Test
  void lastOfTheSameLevelWins() throws IOException {
    assertThat(batch(row(item.id(), 9) + "," + row(item.id(), 7)).statusCode()).isEqualTo(200);
    assertThat(shop.find(item.id()).orElseThrow().quantity()).isEqualTo(7);
  }

  @Test
  void oneRefusedRowRefusesTheBatch() throws IOException {
    Listing other = shop.list(Item.of("OH-M"), 5);
    account.faults().next(Fault.REFUSED_ITEM, 1);
    assertThat(batch(row(item.id(), 9) + "," + row(other.id(), 8)).statusCode()).isEqualTo(400);
    assertThat(shop.find(item.id()).orElseThrow().quantity()).isEqualTo(20);
  }

  @Test
  void unknownPathIsAPage() throws IOException {
    HttpResponse<String> answer = client.get("/admin/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
  }

  private String logIn() throws IOException {
    return Client.json(
            client
                .without("Authorization")
                .post(
                    "/auth/user/emailpass",
                    "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(Medusa.EMAIL, Medusa.PASSWORD)))
        .get("token")
        .stringValue();
  }

  private int status(String authorization) throws IOException {
    return client.with("Authorization", authorization).get(ITEMS).statusCode();
  }

  private int count(String path) throws IOException {
    return client.json(path).get("count").intValue();
  }

  private HttpResponse<String> push(String id, String location, String body) throws IOException {
    return client.post(ITEMS + "/" + id + "/location-levels/" + location, body);
  }

  private HttpResponse<String> batch(String rows) throws IOException {
    return client.post(ITEMS + "/location-levels/batch", "{\"update\":[" + rows + "]}");
  }

  private static String row(String id, int stocked) {
    return """
        {"inventory_item_id":"%s","location_id":"%s","stocked_quantity":%d}"""
        .formatted(id, Ids.MAIN, stocked);
  }
}
