package dev.onhand.sandbox.ownshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Signer;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** By the contract in docs/reference/own-shop.md. */
class OwnShopTest {
  private static final Item MUG = new Item("MUG-1", "4006381333931", "Mug, blue", "", "9.90");
  private static final String ALL = "?changed_since=2026-11-01T00%3A00%3A00Z";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", OwnShop.withSecret("s"));
  private final Shop shop = account.shop();
  private final Client client = new Client(account.base(), Map.of("Authorization", "Bearer s"));

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/listings", "/listings/1001", "/orders", "/orders/1", "/elsewhere"})
  void aCallWithoutTheSecretIsRefused(String path) throws IOException {
    assertThat(client.without("Authorization").get(path).statusCode()).isEqualTo(401);
    assertThat(client.with("Authorization", "Bearer x").get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void aListingIsShownAloneAsAmongAll() throws IOException {
    Listing listing = shop.list(MUG, 12);
    String document =
        "{\"id\":\"%s\",\"sku\":\"MUG-1\",\"title\":\"Mug, blue\",\"gtin\":\"4006381333931\",\"quantity\":12,\"active\":true}"
            .formatted(listing.id());

    assertThat(client.get("/listings").body()).isEqualTo("{\"listings\":[%s]}", document);
    assertThat(client.get("/listings/" + listing.id()).body()).isEqualTo(document);
    assertThat(client.get("/listings/404404").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesGoOnBehindTheLastListing() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(shop.list(Item.of("SKU-" + i), 1).id());
    }
    List<String> shown = new ArrayList<>();
    String at = "?limit=2";
    while (!at.isEmpty()) {
      JsonNode page = client.json("/listings" + at);
      page.path("listings").forEach(it -> shown.add(it.path("id").stringValue()));
      at = page.path("next").asString("");
    }
    assertThat(shown).isEqualTo(ids);
    assertThat(client.get("/listings?limit=101").statusCode()).isEqualTo(400);
  }

  @Test
  void aPushSetsWhatHolds() throws IOException {
    Listing listing = shop.list(MUG, 12);

    assertThat(put(listing.id(), "{\"quantity\":0}").body()).isEqualTo("{\"quantity\":0}");
    assertThat(put(listing.id(), "{\"quantity\":7}").statusCode()).isEqualTo(200);
    assertThat(put(listing.id(), "{\"quantity\":7}").statusCode()).isEqualTo(200);
    assertThat(shop.find(listing.id()).orElseThrow().quantity()).isEqualTo(7);
    assertThat(put("404404", "{\"quantity\":7}").statusCode()).isEqualTo(404);
    account.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    assertThat(put(listing.id(), "{\"quantity\":8}").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "{\"quantity\":-1}",
        "{\"quantity\":1.5}",
        "{\"quantity\":\"7\"}",
        "{\"quantity\":99999999999}"
      })
  void aNumberThatIsNoneIsRefusedWithWords(String body) throws IOException {
    HttpResponse<String> answer = put(shop.list(MUG, 12).id(), body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"error\":\"quantity must be");
  }

  @Test
  void anOrderIsShownWithWhatBecameOfItsUnits() throws IOException {
    Listing listing = shop.list(MUG, 12);
    Order order = shop.place(List.of(new Wanted(listing.id(), 3))).orElseThrow();
    assertThat(status(order)).isEqualTo("pending");
    shop.pay(order.id());
    assertThat(status(order)).isEqualTo("paid");
    JsonNode line = client.json("/orders/" + order.id()).at("/lines/0");
    assertThat(line.path("listing_id").stringValue()).isEqualTo(listing.id());
    assertThat(line.path("quantity").intValue()).isEqualTo(3);
    shop.ship(order.id());
    assertThat(status(order)).isEqualTo("shipped");
    assertThat(client.json("/orders/" + order.id()).at("/lines/0/shipped").intValue()).isEqualTo(3);

    Order other = shop.sell(listing.id(), 2).orElseThrow();
    shop.cancel(other.id());
    assertThat(status(other)).isEqualTo("cancelled");
    assertThat(client.get("/orders/404404").statusCode()).isEqualTo(404);
  }

  private String status(Order order) throws IOException {
    return client.json("/orders/" + order.id()).path("status").stringValue();
  }

  @Test
  void pagesOfOrdersGoOnBehindTheLastChangeThoughOrdersMove() throws IOException {
    Listing listing = shop.list(MUG, 100);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      clock.advance(Duration.ofSeconds(i % 2));
      ids.add(shop.sell(listing.id(), 1).orElseThrow().id());
    }
    account.faults().next(Fault.SHIFTING_PAGES, Purpose.ORDER_POLL, 2);
    List<String> shown = new ArrayList<>();
    String at = ALL + "&limit=2";
    while (!at.isEmpty()) {
      clock.advance(Duration.ofSeconds(1));
      JsonNode page = client.json("/orders" + at);
      page.path("orders").forEach(it -> shown.add(it.path("id").stringValue()));
      at = page.path("next").asString("");
    }
    assertThat(shown).containsAll(ids);
    assertThat(shown.size()).as("two moved").isEqualTo(9);
  }

  @Test
  void ordersAreThoseThatChangedAtThatTimeOrLater() throws IOException {
    Listing listing = shop.list(MUG, 12);
    Order order = shop.sell(listing.id(), 1).orElseThrow();
    String changed = order.updatedAt().toString();
    String later = order.updatedAt().plusMillis(1).toString();

    assertThat(client.json("/orders?changed_since=" + changed).path("orders").size()).isOne();
    assertThat(client.json("/orders?changed_since=" + later).path("orders").size()).isZero();
    assertThat(client.get("/orders").statusCode()).isEqualTo(400);
    assertThat(client.get("/orders?changed_since=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void aCallNamesTheOrderAndHasAnIdOfItsOwn() {
    account
        .webhooks()
        .subscribe(
            URI.create("http://127.0.0.1:1/"), Signer.hmacSha256("X-Onhand-Signature", "key"));
    Order order = shop.sell(shop.list(MUG, 12).id(), 1).orElseThrow();
    account.webhooks().deliver();

    assertThat(new String(account.webhooks().sent().getFirst().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"event-1\",\"event\":\"order.changed\",\"order_id\":\"%s\"}", order.id());
  }

  private HttpResponse<String> put(String id, String body) throws IOException {
    return client.send("PUT", "/listings/%s/quantity".formatted(id), body, BodyHandlers.ofString());
  }
}
