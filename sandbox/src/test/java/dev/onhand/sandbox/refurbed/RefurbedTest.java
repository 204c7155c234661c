package dev.onhand.sandbox.refurbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RefurbedTest {
  private static final Item PHONE =
      new Item("IP12-64-BLK-A", "", "iPhone 12 64GB Black", "A", "329.00");
  private static final String OFFERS = "/refb.merchant.v1.OfferService/";
  private static final String ORDERS = "/refb.merchant.v1.OrderService/";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account =
      sandbox.open("shop", Refurbed.withToken("secret").without("merchant.order:view"));
  private final Shop shop = account.shop();
  private final Client client = new Client(account.base(), Map.of("Authorization", "Plain secret"));

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void onlyTheTokenBehindPlainOpens() throws IOException {
    for (String wrong : List.of("Bearer secret", "Plain other", "secret")) {
      HttpResponse<String> answer =
          client.with("Authorization", wrong).post(OFFERS + "ListOffers", "{}");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(Client.json(answer).get("code").intValue()).isEqualTo(16);
    }
    assertThat(client.post(OFFERS + "ListOffers", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenWithoutTheRightIsToldSo() throws IOException {
    HttpResponse<String> answer = client.post(ORDERS + "GetOrder", "{\"id\":\"1\"}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Client.json(answer).get("code").intValue()).isEqualTo(7);
    assertThat(client.post(ORDERS + "ListOrders", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void everyMethodIsAPost() throws IOException {
    assertThat(client.get(OFFERS + "ListOffers").statusCode()).isEqualTo(404);
    assertThat(client.post(OFFERS + "BurnOffers", "{}").statusCode()).isEqualTo(404);
    assertThat(client.post(OFFERS + "ListOffers", "[]").statusCode()).isEqualTo(400);
  }

  @Test
  void offersAndOrdersLookAsDocumented() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    shop.list(Item.of("B"), 1);
    JsonNode offers = ask(OFFERS + "ListOffers", "{\"pagination\":{\"limit\":1}}");
    assertThat(Shape.of(offers)).isEqualTo(Shape.of(Shape.example("/refurbed/offers.json")));
    assertThat(offers.at("/offers/0/id").stringValue()).isEqualTo("" + listing.number());

    shop.sell(listing.id(), 2);
    JsonNode orders = ask(ORDERS + "ListOrders", "{}");
    JsonNode example = Shape.example("/refurbed/orders.json");
    assertThat(Shape.of(orders.at("/orders/0")))
        .containsAllEntriesOf(Shape.of(example.at("/orders/0")));
    assertThat(orders.at("/orders/0/items")).hasSize(2);
    assertThat(ids(orders.at("/orders/0/items"))).doesNotHaveDuplicates();
  }

  @Test
  void whatHasItsDefaultIsLeftOut() throws IOException {
    shop.list(Item.of("A"), 0);
    JsonNode answer = ask(OFFERS + "ListOffers", "{}");
    assertThat(answer.at("/offers/0").has("stock")).isFalse();
    assertThat(answer.has("has_more")).isFalse();
  }

  @Test
  void pagesGoOnBehindTheLastIdOrEndAheadOfOne() throws IOException {
    for (int i = 0; i < 5; i++) {
      shop.list(Item.of("SKU-" + i), 1);
    }
    assertThat(page("{\"limit\":2}")).containsExactly("100001", "100002");
    assertThat(page("{\"limit\":2,\"starting_after\":\"100002\"}"))
        .containsExactly("100003", "100004");
    assertThat(page("{\"limit\":2,\"starting_after\":100004}")).containsExactly("100005");
    assertThat(page("{\"limit\":2,\"ending_before\":\"100004\"}"))
        .containsExactly("100002", "100003");
    for (String wrong :
        List.of(
            "{\"limit\":101}",
            "{\"limit\":0}",
            "{\"limit\":-1}",
            "{\"starting_after\":\"1\",\"ending_before\":\"9\"}")) {
      HttpResponse<String> answer =
          client.post(OFFERS + "ListOffers", "{\"pagination\":%s}".formatted(wrong));
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(Client.json(answer).get("code").intValue()).isEqualTo(3);
    }
  }

  @Test
  void offersAreFilteredByIdSkuAndState() throws IOException {
    Listing first = shop.list(Item.of("A"), 1);
    Listing second = shop.list(Item.of("B"), 1);
    shop.pause(second.id());
    assertThat(filtered("{\"sku\":{\"any_of\":[\"B\"]}}")).containsExactly(second.id());
    assertThat(filtered("{\"id\":{\"any_of\":[\"%s\"]}}".formatted(first.id())))
        .containsExactly(first.id());
    assertThat(filtered("{\"state\":{\"any_of\":[\"OK\"]}}")).containsExactly(first.id());
  }

  @Test
  void anOfferIsFoundByItsIdOrSku() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    for (String identifier :
        List.of("{\"id\":\"%s\"}".formatted(listing.id()), "{\"sku\":\"IP12-64-BLK-A\"}")) {
      assertThat(
              ask(OFFERS + "GetOffer", "{\"identifier\":%s}".formatted(identifier))
                  .at("/offer/stock")
                  .intValue())
          .isEqualTo(3);
    }
    assertThat(client.post(OFFERS + "GetOffer", "{\"identifier\":{\"id\":\"1\"}}").statusCode())
        .isEqualTo(404);
    assertThat(client.post(OFFERS + "GetOffer", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void oneUpdateSetsTheStockAndLeavesTheRest() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    String identifier = "\"identifier\":{\"id\":\"%s\"}".formatted(listing.id());
    JsonNode answer = ask(OFFERS + "UpdateOffer", "{%s,\"stock\":5}".formatted(identifier));
    assertThat(answer.at("/offer/stock").intValue()).isEqualTo(5);
    assertThat(answer.at("/offer/sku").stringValue()).isEqualTo("IP12-64-BLK-A");
    ask(OFFERS + "UpdateOffer", "{%s}".formatted(identifier));
    assertThat(quantity(listing)).isEqualTo(5);
  }

  @Test
  void batchOfUpdatesSaysOfEachWhatBecameOfIt() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    JsonNode answer =
        ask(
            OFFERS + "BatchUpdateOffers",
            """
            {"offers": [{"identifier": {"id": "%s"}, "stock": 5},
                        {"identifier": {"sku": "NOPE"}, "stock": 1},
                        {"identifier": {"id": "%s"}, "stock": -1}]}
            """
                .formatted(listing.id(), listing.id()));
    assertThat(answer.at("/results/0/offer/stock").intValue()).isEqualTo(5);
    assertThat(answer.at("/results/0/status").has("code")).isFalse();
    assertThat(answer.at("/results/1/status/code").intValue()).isEqualTo(5);
    assertThat(answer.at("/results/1").has("offer")).isFalse();
    assertThat(answer.at("/results/2/status/code").intValue()).isEqualTo(3);
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(3);
  }

  @Test
  void batchHoldsFiftyAtMost() throws IOException {
    List<String> updates = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      updates.add("{\"identifier\":{\"sku\":\"SKU-%d\"},\"stock\":1}".formatted(i));
    }
    String all = "{\"offers\":[%s]}".formatted(String.join(",", updates));
    assertThat(client.post(OFFERS + "BatchUpdateOffers", all).statusCode()).isEqualTo(400);
    assertThat(client.post(OFFERS + "BatchUpdateOffers", "{\"offers\":[]}").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"many\"", "4294967296", "{}"})
  void stockIsAWholeNumberOfThirtyTwoBits(String stock) throws IOException {
    Listing listing = shop.list(PHONE, 3);
    String body = "{\"identifier\":{\"id\":\"%s\"},\"stock\":%s}".formatted(listing.id(), stock);
    assertThat(client.post(OFFERS + "UpdateOffer", body).statusCode()).isEqualTo(400);
    assertThat(quantity(listing)).isEqualTo(3);
  }

  @Test
  void salesLeaveTheStockOrLowerIt() {
    Listing left = shop.list(PHONE, 3);
    shop.cancel(shop.sell(left.id(), 2).orElseThrow().id());
    assertThat(quantity(left)).isEqualTo(3);
    assertThat(shop.journal()).extracting(Entry::cause).containsExactly(Cause.LISTED);

    Shop other = sandbox.open("other", Refurbed.withToken("secret").thatLowersStock()).shop();
    Listing lowered = other.list(PHONE, 3);
    other.sell(lowered.id(), 2);
    assertThat(other.find(lowered.id()).orElseThrow().quantity()).isOne();
  }

  @Test
  void ordersAreShownOnceTheyAreReleased() throws IOException {
    Listing listing = shop.list(PHONE, 30);
    Order order = shop.place(List.of(new Wanted(listing.id(), 1))).orElseThrow();
    assertThat(released("{}")).isEmpty();
    clock.advance(Duration.ofHours(1));
    shop.pay(order.id());
    assertThat(released("{\"released_at\":{\"ge\":\"2026-11-20T11:00:00Z\"}}"))
        .containsExactly(order.id());
    assertThat(released("{\"released_at\":{\"gt\":\"2026-11-20T11:00:00Z\"}}")).isEmpty();
    assertThat(released("{\"released_at\":{\"lt\":\"2026-11-20T11:00:00Z\"}}")).isEmpty();
    assertThat(released("{\"state\":{\"any_of\":[\"NEW\",\"ACCEPTED\"]}}")).hasSize(1);
    assertThat(released("{\"state\":{\"none_of\":[\"NEW\"]}}")).isEmpty();
    assertThat(
            client
                .post(ORDERS + "ListOrders", "{\"filter\":{\"released_at\":{\"ge\":\"noon\"}}}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void stateOfAnOrderIsMadeOfThoseOfItsItems() throws IOException {
    Listing listing = shop.list(PHONE, 30);
    Order order = shop.sell(listing.id(), 3).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(states()).isEqualTo("NEW NEW NEW NEW");
    shop.accept(order.id(), line);
    assertThat(states()).isEqualTo("ACCEPTED ACCEPTED ACCEPTED ACCEPTED");
    shop.cancel(order.id(), line, 1);
    assertThat(states()).isEqualTo("ACCEPTED ACCEPTED ACCEPTED CANCELLED");
    shop.ship(order.id());
    assertThat(states()).isEqualTo("PARTIALLY_FULFILLED SHIPPED SHIPPED CANCELLED");
    shop.takeBack(order.id(), line, 1);
    assertThat(states()).isEqualTo("PARTIALLY_FULFILLED RETURNED SHIPPED CANCELLED");
  }

  @Test
  void orderWhoseItemsAllEndAlikeIsThatItself() throws IOException {
    Listing listing = shop.list(PHONE, 30);
    Order order = shop.sell(listing.id(), 2).orElseThrow();
    shop.ship(order.id());
    assertThat(states()).startsWith("SHIPPED");
    shop.takeBack(order.id(), order.lines().getFirst().number(), 1);
    assertThat(states()).startsWith("FULFILLED");
    shop.takeBack(order.id(), order.lines().getFirst().number(), 1);
    assertThat(states()).startsWith("RETURNED");
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(states()).startsWith("AWAITING_SUNRISE AWAITING_SUNRISE");
  }

  @Test
  void callsAreCountedInHeadersAndRefusedWhenTheyAreTooMany() throws IOException {
    HttpResponse<String> answer = client.post(OFFERS + "ListOffers", "{}");
    assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("1");
    assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains("9");
    assertThat(answer.headers().firstValue("X-RateLimit-Reset"))
        .contains("" + clock.instant().plusSeconds(1).getEpochSecond());
    for (int i = 0; i < 9; i++) {
      assertThat(client.post(OFFERS + "ListOffers", "{}").statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = client.post(OFFERS + "ListOffers", "{}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Client.json(refused).get("code").intValue()).isEqualTo(8);
    assertThat(refused.headers().firstValue("X-RateLimit-Reset"))
        .contains("" + clock.instant().plusSeconds(1).getEpochSecond());
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.post(OFFERS + "ListOffers", "{}").statusCode()).isEqualTo(200);
  }

  private JsonNode ask(String method, String body) throws IOException {
    HttpResponse<String> answer = client.post(method, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Client.json(answer);
  }

  private List<String> page(String pagination) throws IOException {
    return ids(
        ask(OFFERS + "ListOffers", "{\"pagination\":%s}".formatted(pagination)).get("offers"));
  }

  private List<String> filtered(String filter) throws IOException {
    return ids(ask(OFFERS + "ListOffers", "{\"filter\":%s}".formatted(filter)).get("offers"));
  }

  private List<String> released(String filter) throws IOException {
    return ids(ask(ORDERS + "ListOrders", "{\"filter\":%s}".formatted(filter)).get("orders"));
  }

  private static List<String> ids(JsonNode rows) {
    return rows.valueStream().map(row -> row.get("id").stringValue()).toList();
  }

  /** Of the only order, and of its items. */
  private String states() throws IOException {
    JsonNode order = ask(ORDERS + "ListOrders", "{}").at("/orders/0");
    List<String> states = new ArrayList<>(List.of(order.get("state").stringValue()));
    order.get("items").forEach(item -> states.add(item.get("state").stringValue()));
    return String.join(" ", states);
  }

  private int quantity(Listing listing) {
    return shop.find(listing.id()).orElseThrow().quantity();
  }
}
