package dev.onhand.sandbox.letzshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LetzshopTest {
  private static final Item MUG = new Item("SKU-1", "5401234567890", "Blue mug", "", "49.99");
  private static final String FEED = "/space/letzshop.tsv";

  private static final String ALL =
      "{shipments(state:%s){nodes{id number state order{id number email total completedAt locale"
          + " shipAddress{zipCode country{name iso}}} inventoryUnits{id state variant{id sku price"
          + " tradeId{number parser}}}} pageInfo{hasNextPage endCursor}}}";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private int accounts;
  private Account account = open(Letzshop.withKey("secret"));

  private Account open(Letzshop letzshop) {
    Account opened = sandbox.open("shop-" + ++accounts, letzshop);
    opened.limits().turnOff();
    return opened;
  }

  private Shop shop() {
    return account.shop();
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void shipmentsLookAsDocumented() throws IOException {
    Listing listing = shop().list(MUG, 9);
    shop().sell(listing.id(), 2);
    JsonNode answer = ask(ALL.formatted("unconfirmed"));
    JsonNode example = Shape.example("/letzshop/shipments.json");

    assertThat(Shape.of(answer.at("/data/shipments/nodes/0")))
        .containsAllEntriesOf(Shape.of(example.at("/data/shipments/nodes/0")));
    assertThat(answer.at("/data/shipments/nodes/0/inventoryUnits")).hasSize(2);
  }

  @Test
  void aShipmentIsInOneStateAndSoAreItsPieces() throws IOException {
    Listing listing = shop().list(MUG, 9);
    Order order = shop().sell(listing.id(), 2).orElseThrow();
    assertThat(states("unconfirmed")).containsExactly("unconfirmed", "unconfirmed");
    shop().accept(order.id(), order.lines().getFirst().number());
    assertThat(states("unconfirmed")).isEmpty();
    assertThat(states("confirmed")).containsOnly("confirmed_available");
    shop().ship(order.id());
    assertThat(states("shipped")).containsOnly("confirmed_available");
    shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    assertThat(states("shipped")).containsExactly("returned", "confirmed_available");

    Order other = shop().sell(listing.id(), 1).orElseThrow();
    shop().cancel(other.id());
    assertThat(states("declined")).containsExactly("confirmed_unavailable");
  }

  private List<String> states(String state) throws IOException {
    JsonNode nodes = ask(ALL.formatted(state)).at("/data/shipments/nodes");
    return StreamSupport.stream(nodes.spliterator(), false)
        .flatMap(node -> StreamSupport.stream(node.path("inventoryUnits").spliterator(), false))
        .map(unit -> unit.path("state").stringValue())
        .toList();
  }

  @Test
  void pagesGoOnBehindTheirCursorThoughWhatWasReadMovesOn() throws IOException {
    Listing listing = shop().list(MUG, 99);
    for (int i = 0; i < 5; i++) {
      shop().sell(listing.id(), 1);
    }
    String query =
        "{shipments(state:unconfirmed,first:2,after:\"%s\"){nodes{id} pageInfo{endCursor hasNextPage}}}";
    JsonNode first = ask(query.formatted("")).at("/data/shipments");
    shop().orders().subList(0, 2).forEach(it -> shop().cancel(it.id()));
    JsonNode second =
        ask(query.formatted(first.at("/pageInfo/endCursor").stringValue())).at("/data/shipments");

    assertThat(first.at("/pageInfo/hasNextPage").booleanValue()).isTrue();
    assertThat(second.at("/nodes/0/id").stringValue()).isEqualTo(shop().orders().get(2).id());
  }

  @Test
  void aShipmentIsFoundByItsId() throws IOException {
    Listing listing = shop().list(MUG, 9);
    String id = shop().sell(listing.id(), 1).orElseThrow().id();

    assertThat(ask("{node(id:\"%s\"){...on Shipment{state}}}".formatted(id)).at("/data/node/state"))
        .hasToString("\"unconfirmed\"");
    assertThat(ask("{node(id:\"nope\"){...on Shipment{state}}}").at("/data/node").isNull())
        .isTrue();
  }

  @Test
  void aWrongKeyIsAnErrorWithHttp200() throws IOException {
    HttpResponse<String> answer = client("wrong").post("/graphql", query("{shipments{nodes{id}}}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).at("/errors/0/message").stringValue()).isEqualTo("Unauthorized");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{shipments{nodes{quantity}}}",
        "{stock{id}}",
        "{shipments(vendor:1){nodes{id}}}",
        "{shipments(state:lost){nodes{id}}}",
        "mutation{node(id:\"1\"){id}}",
        "{"
      })
  void whatTheSchemaDoesNotHaveIsAnError(String query) throws IOException {
    shop().sell(shop().list(MUG, 9).id(), 1);

    assertThat(ask(query).at("/errors/0/message").stringValue()).isNotBlank();
  }

  @Test
  void theSchemaSaysWhatTheAccountHasAndNothingElseIsAnswered() throws IOException {
    account =
        open(Letzshop.withKey("secret").without("Query.node").without("ShipmentState.shipped"));
    String types =
        ask("{__schema{types{name fields{name} enumValues{name}}}}")
            .at("/data/__schema")
            .toString();

    assertThat(types).contains("\"shipments\"", "\"unconfirmed\"", "\"completedAt\"");
    assertThat(types).doesNotContain("\"node\"", "\"shipped\"");
    assertThat(ask("{node(id:\"1\"){id}}").has("errors")).isTrue();
    assertThat(ask(ALL.formatted("shipped")).has("errors")).isTrue();
  }

  @Test
  void theFeedIsOfThoseWhoMayReadIt() throws IOException {
    assertThat(client("secret").get(FEED).statusCode()).isEqualTo(401);
    assertThat(space().get(FEED).statusCode()).isEqualTo(200);
    assertThat(space().get("/space/other.csv").statusCode()).isEqualTo(404);
    assertThat(space().send("DELETE", FEED, "", BodyHandlers.ofString()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void whatIsWrittenIsWhatIsSoldAfterItWasFetched() throws IOException {
    account = open(Letzshop.withKey("secret").thatFetchesAfter(Duration.ofHours(4)));
    Listing listing = shop().list(MUG, 9);
    String text = space().get(FEED).body();
    assertThat(text).startsWith("id\ttitle\t").contains("SKU-1\tBlue mug\t", "\tin stock\t");

    assertThat(write(text.replace("in stock", "out of stock")).statusCode()).isEqualTo(204);
    assertThat(space().get(FEED).body()).contains("\tout of stock\t");
    assertThat(shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(9);
    clock.advance(Duration.ofHours(4));
    assertThat(space().get(FEED).body()).contains("\tout of stock\t");
    assertThat(shop().find(listing.id()).orElseThrow().quantity()).isZero();
  }

  @Test
  void aFileThatChangedMeanwhileIsNotOverwritten() throws IOException {
    Listing listing = shop().list(MUG, 9);
    HttpResponse<String> read = space().get(FEED);
    String tag = read.headers().firstValue("ETag").orElseThrow();
    shop().edit(listing.id(), 0);

    assertThat(
            space()
                .with("If-Match", tag)
                .send("PUT", FEED, read.body(), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(412);
    assertThat(shop().find(listing.id()).orElseThrow().quantity()).isZero();
  }

  @Test
  void numbersAreOfTheColumnThatTheAccountHas() throws IOException {
    account = open(Letzshop.withKey("secret").thatCountsIn("stock"));
    Listing listing = shop().list(MUG, 9);
    String text = space().get(FEED).body();

    write(text.replace("\t9\n", "\t4\n"));
    assertThat(shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(4);
  }

  /** Nonsense is answered, and never by a failure of the sandbox itself. */
  @Test
  void nonsenseIsAnswered() throws IOException {
    SplittableRandom random = new SplittableRandom(12);
    shop().sell(shop().list(MUG, 200).id(), 3);
    String[] good = {query(ALL.formatted("unconfirmed")), space().get(FEED).body()};
    for (int i = 0; i < 400; i++) {
      String text = good[i % 2];
      int start = random.nextInt(text.length());
      int end = Math.min(text.length(), start + random.nextInt(9));
      String spoiled = text.substring(0, start) + "\"{x\t1\n".charAt(i % 6) + text.substring(end);
      assertThat(
              i % 2 == 0
                  ? client("secret").post("/graphql", spoiled).statusCode()
                  : write(spoiled).statusCode())
          .isIn(200, 204);
      assertThat(account.failure()).as(spoiled).isEmpty();
    }
  }

  private HttpResponse<String> write(String text) throws IOException {
    return space().send("PUT", FEED, text, BodyHandlers.ofString());
  }

  private JsonNode ask(String query) throws IOException {
    return Client.json(client("secret").post("/graphql", query(query)));
  }

  private static String query(String query) {
    return Json.object().put("query", query).toString();
  }

  private Client client(String key) {
    return new Client(account.base(), Map.of("Authorization", "Bearer " + key));
  }

  private Client space() {
    byte[] pair = (Letzshop.USER + ":" + Letzshop.PASSWORD).getBytes(StandardCharsets.UTF_8);
    return new Client(
        account.base(),
        Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
  }
}
