package dev.onhand.sandbox.backmarket;

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
import dev.onhand.sandbox.shop.Shop;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BackMarketTest {
  private static final Item PHONE =
      new Item("IP12-64-BLK-A", "0194252031209", "iPhone 12 64GB Black", "GOOD", "329.00");

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", BackMarket.withToken("secret"));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(
          account.base(),
          Map.of("Authorization", "Basic secret", "User-Agent", "BM-Test-Onhand;test@example.org"));

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void onlyTheTokenAsItIsOpens() throws IOException {
    HttpResponse<String> none = client.without("Authorization").get("/ws/listings");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(Client.json(none).at("/error/code").stringValue()).isEqualTo("unauthorized");
    assertThat(client.with("Authorization", "Basic c2VjcmV0").get("/ws/orders").statusCode())
        .isEqualTo(401);
    assertThat(client.get("/ws/listings").statusCode()).isEqualTo(200);
  }

  @Test
  void userAgentOfAnotherFormMeetsTheFirewall() throws IOException {
    HttpResponse<String> answer = client.with("User-Agent", "curl/8").get("/ws/listings");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Client.json(answer).at("/errors/0/code").stringValue())
        .isEqualTo("bot-need-challenge");
    assertThat(answer.headers().firstValue("cf-ray")).isPresent();
  }

  @Test
  void listingsAndOrdersLookAsDocumented() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    assertThat(Shape.fieldsOf(client.json("/ws/listings")))
        .containsExactlyElementsOf(Shape.fieldsOf(Shape.example("/backmarket/listings.json")));
    JsonNode shown = client.json("/ws/listings").at("/results/0");
    assertThat(shown.get("id").stringValue()).isEqualTo(listing.id());
    assertThat(shown.get("listing_id").longValue()).isEqualTo(listing.number());
    assertThat(shown.get("price").stringValue()).isEqualTo("329.00");

    shop.sell(listing.id(), 1);
    assertThat(Shape.of(client.json("/ws/orders").at("/results/0")))
        .isEqualTo(Shape.of(Shape.example("/backmarket/order.json")));
  }

  @Test
  void pagesFollowEachOtherAndEnd() throws IOException {
    list(23);
    JsonNode first = client.json("/ws/listings");
    assertThat(first.get("count").intValue()).isEqualTo(23);
    assertThat(first.get("results")).hasSize(10);
    assertThat(first.get("previous").isNull()).isTrue();
    assertThat(first.get("next").stringValue()).isEqualTo(account.base() + "/ws/listings?page=2");
    assertThat(client.json("/ws/listings?page=3").get("results")).hasSize(3);
    assertThat(client.json("/ws/listings?page=3").get("next").isNull()).isTrue();
    assertThat(client.get("/ws/listings?page=4").statusCode()).isEqualTo(404);
    assertThat(client.get("/ws/listings?page=x").statusCode()).isEqualTo(404);
  }

  @Test
  void pageHoldsFiftyAtMost() throws IOException {
    list(60);
    assertThat(client.json("/ws/listings?page-size=500").get("results")).hasSize(50);
  }

  @Test
  void listingsAreFilteredByStateAndQuantity() throws IOException {
    list(5);
    shop.edit(shop.findBySku("SKU-1").orElseThrow().id(), 0);
    assertThat(client.json("/ws/listings?publication_state=2").get("count").intValue())
        .isEqualTo(4);
    assertThat(client.json("/ws/listings?publication_state=3").at("/results/0/sku").stringValue())
        .isEqualTo("SKU-1");
    assertThat(client.json("/ws/listings?min_quantity=4").get("count").intValue()).isEqualTo(2);
    assertThat(client.json("/ws/listings?max_quantity=3").get("count").intValue()).isEqualTo(3);
  }

  @Test
  void oneListingIsFoundByEachOfItsNames() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    for (String path :
        Set.of(
            listing.id(),
            "" + listing.number(),
            "detail?sku=ip12-64-blk-a",
            "detail?id=" + listing.id(),
            "detail/?listing_id=" + listing.number())) {
      JsonNode shown = client.json("/ws/listings/" + path);
      assertThat(shown.get("sku").stringValue()).as(path).isEqualTo("IP12-64-BLK-A");
      assertThat(shown.get("statuscode").intValue()).isEqualTo(200);
    }
    assertThat(client.get("/ws/listings/detail?sku=no").statusCode()).isEqualTo(404);
    assertThat(client.get("/ws/listings/detail").statusCode()).isEqualTo(404);
  }

  @Test
  void pushSetsTheQuantityAtOnce() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    HttpResponse<String> answer = push(listing, "{\"quantity\": 12}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).get("quantity").intValue()).isEqualTo(12);
    assertThat(Client.json(answer).get("statuscode").intValue()).isEqualTo(200);
    assertThat(shop.journal().getLast())
        .extracting(Entry::cause, Entry::reference, entry -> entry.after().quantity())
        .containsExactly(Cause.PUSHED, "call 1", 12);
    assertThat(account.calls().of(Purpose.PUSH)).isOne();
  }

  @Test
  void quantityZeroTakesTheListingOffline() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    assertThat(Client.json(push(listing, "{\"quantity\":0}")).get("publication_state").intValue())
        .isEqualTo(3);
    assertThat(Client.json(push(listing, "{\"quantity\":1}")).get("publication_state").intValue())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"quantity\":-1}", "{\"quantity\":\"3\"}", "{\"quantity\":1.5}", "no", ""})
  void badPushIsAnsweredWithABareText(String body) throws IOException {
    Listing listing = shop.list(PHONE, 3);
    HttpResponse<String> answer = push(listing, body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).isString()).isTrue();
    assertThat(quantity(listing)).isEqualTo(3);
  }

  @Test
  void pushToADeletedListingIsNotFound() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    shop.delete(listing.id());
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(404);
  }

  @Test
  void saleLowersTheListingAndAPushOverwritesThat() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    shop.sell(listing.id(), 2);
    assertThat(client.json("/ws/listings").at("/results/0/quantity").intValue()).isEqualTo(1);
    push(listing, "{\"quantity\":3}");
    assertThat(quantity(listing)).isEqualTo(3);
  }

  @Test
  void listOfLinesIsWorkedOnMinutesLater() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    String task = bulk("sku;quantity\\n\\\"ip12-64-blk-a\\\";\\\"12\\\"\\nNO;1\\n");
    assertThat(status(task)).isZero();
    clock.advance(Duration.ofMinutes(3));
    assertThat(status(task)).isEqualTo(2);
    assertThat(quantity(listing)).isEqualTo(3);
    clock.advance(Duration.ofMinutes(2));
    assertThat(status(task)).isEqualTo(9);
    assertThat(quantity(listing)).isEqualTo(12);
    JsonNode result = client.json("/ws/tasks/" + task).get("result");
    assertThat(result.at("/ip12-64-blk-a/success").booleanValue()).isTrue();
    assertThat(result.at("/NO/error").stringValue()).isEqualTo("unknown sku");
    assertThat(account.calls().linesOf(Purpose.PUSH)).isEqualTo(2);
    assertThat(client.get("/ws/tasks/1").statusCode()).isEqualTo(404);
  }

  @Test
  void listOfLinesNeedsACatalog() throws IOException {
    HttpResponse<String> answer = client.post("/ws/listings", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("\"parameter catalog not found\"");
  }

  @Test
  void resultOfAListMayComeLateOrNever() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    account.faults().next(Fault.RESULT_LATE, 1);
    String late = bulk("sku;quantity\\nIP12-64-BLK-A;4\\n");
    account.faults().next(Fault.RESULT_LOST, 1);
    String lost = bulk("sku;quantity\\nIP12-64-BLK-A;5\\n");
    clock.advance(Duration.ofMinutes(10));
    assertThat(status(late)).isZero();
    assertThat(status(lost)).isEqualTo(2);
    assertThat(quantity(listing)).isEqualTo(5);
    clock.advance(Duration.ofMinutes(40));
    assertThat(status(late)).isEqualTo(9);
    assertThat(status(lost)).isEqualTo(2);
    assertThat(quantity(listing)).as("the late one overwrote the newer").isEqualTo(4);
  }

  @Test
  void pushMayBeRefusedOrOnlyClaimedOrLate() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    account.faults().next(Fault.REFUSED_ITEM, 1);
    assertThat(push(listing, "{\"quantity\":4}").statusCode()).isEqualTo(400);
    account.faults().next(Fault.NOT_APPLIED, 1);
    assertThat(Client.json(push(listing, "{\"quantity\":5}")).get("quantity").intValue())
        .isEqualTo(5);
    assertThat(quantity(listing)).isEqualTo(3);
    account.faults().next(Fault.APPLIED_LATE, 1);
    push(listing, "{\"quantity\":6}");
    push(listing, "{\"quantity\":7}");
    assertThat(quantity(listing)).isEqualTo(7);
    clock.advance(Duration.ofMinutes(1));
    assertThat(quantity(listing)).isEqualTo(6);
  }

  @Test
  void pagesMayShiftWhileTheyAreRead() throws IOException {
    list(20);
    account.faults().next(Fault.SHIFTING_PAGES, 1);
    Set<String> seen = new LinkedHashSet<>();
    for (int page = 1; page <= 2; page++) {
      client
          .json("/ws/listings?page=" + page)
          .get("results")
          .forEach(each -> seen.add(each.get("sku").stringValue()));
    }
    assertThat(seen).as("one is missed, and one came twice").hasSize(19);
    assertThat(account.faults().fired(Fault.SHIFTING_PAGES)).isOne();
  }

  @Test
  void unknownFieldsMayBeAdded() throws IOException {
    list(1);
    account.faults().next(Fault.UNKNOWN_FIELDS, 1);
    JsonNode document = client.json("/ws/listings");
    assertThat(document.has("added_next_year")).isTrue();
    assertThat(document.at("/results/0/added_next_year/kind").intValue()).isEqualTo(7);
    assertThat(client.json("/ws/listings").has("added_next_year")).isFalse();
  }

  @Test
  void limitsAreThoseDocumented() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    for (int call = 1; call <= 20; call++) {
      assertThat(client.get("/ws/listings").statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = push(listing, "{\"quantity\":1}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(client.get("/ws/orders").statusCode()).as("another limit").isEqualTo(200);
    clock.advance(Duration.ofSeconds(10));
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(200);
    assertThat(account.limits().refused()).isOne();
  }

  @Test
  void linesOfAnHourAreLimited() throws IOException {
    Listing listing = shop.list(PHONE, 3);
    bulk("sku;quantity\\n" + "IP12-64-BLK-A;4\\n".repeat(1_999));
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(200);
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(59));
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(1));
    assertThat(push(listing, "{\"quantity\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void limitsCanBeTurnedOff() throws IOException {
    account.limits().turnOff();
    for (int call = 1; call <= 30; call++) {
      assertThat(client.get("/ws/listings").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void unknownPathIsNotFound() throws IOException {
    assertThat(client.get("/ws/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/").statusCode()).isEqualTo(404);
    assertThat(client.post("/ws/listings/a/b", "{}").statusCode()).isEqualTo(404);
  }

  private void list(int count) {
    for (int i = 1; i <= count; i++) {
      shop.list(Item.of("SKU-" + i), i);
    }
  }

  private HttpResponse<String> push(Listing listing, String body) throws IOException {
    return client.post("/ws/listings/" + listing.id(), body);
  }

  private String bulk(String catalog) throws IOException {
    HttpResponse<String> answer =
        client.post(
            "/ws/listings",
            """
            {"catalog":"%s","delimiter":";","quotechar":"\\"","encoding":"utf-8"}"""
                .formatted(catalog));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Client.json(answer).get("bodymessage").asString();
  }

  private int status(String task) throws IOException {
    return client.json("/ws/tasks/" + task).get("action_status").intValue();
  }

  private int quantity(Listing listing) {
    sandbox.settle();
    return shop.find(listing.id()).orElseThrow().quantity();
  }
}
