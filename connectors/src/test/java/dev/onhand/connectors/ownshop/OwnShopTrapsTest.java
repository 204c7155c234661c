package dev.onhand.connectors.ownshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connectors.contracts.Bench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shop may say, and what a value may hold, that would lead a connector astray. */
class OwnShopTrapsTest {

  /** A call as it arrived. */
  private record Call(String line, String secret, String body) {}

  private final Bench bench = new Bench(new OwnShopConnectorFactory(), OwnShopContractTest.SHOP);
  private final List<Call> calls = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "";
  private String location = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.add(
              new Call(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    bench.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/onhand";
  }

  private Connector open(Map<String, String> more) {
    return bench.open(OwnShopContractTest.settings(URI.create(address()), more));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9/onhand/listings?after=1",
        "https://evil.example/onhand/listings",
        "//evil.example/onhand/listings",
        "/admin",
        "../../admin",
        "?limit=100"
      })
  void theNextPageLeadsToNoOtherHostAndNotInCircles(String next) {
    answer = "{\"listings\":[],\"next\":\"%s\"}".formatted(next);
    Connector shop = open(Map.of());

    assertThatThrownBy(() -> shop.listings(Cursor.START)).isInstanceOf(IllegalStateException.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void theNextPageIsCalledBelowTheAddressWhateverItsScheme() throws InterruptedException {
    answer = "{\"listings\":[],\"next\":\"https://127.0.0.1/onhand/listings?after=1\"}";
    Connector shop = open(Map.of());
    Cursor next = shop.listings(Cursor.START).next();
    answer = "{\"listings\":[]}";

    assertThat(shop.listings(next).next()).isNull();
    assertThat(calls)
        .extracting(Call::line)
        .containsExactly("GET /onhand/listings?limit=100", "GET /onhand/listings?after=1");
  }

  @Test
  void aCursorIsAddedToThePathOfTheFirstPage() throws InterruptedException {
    answer = "{\"listings\":[],\"next\":\"a b&c=d\"}";
    Connector shop = open(Map.of("cursor_parameter", "page_token"));
    Cursor next = shop.listings(Cursor.START).next();
    answer = "{\"listings\":[],\"next\":7}";

    assertThat(shop.listings(next).next()).isNotNull();
    assertThat(calls.getLast().line())
        .isEqualTo("GET /onhand/listings?limit=100&page_token=a%20b%26c%3Dd");
  }

  @Test
  void noRedirectIsFollowedAndThePlaceIsSaid() throws InterruptedException {
    status = 308;
    location = "https://evil.example/onhand";
    Connector shop = open(Map.of());

    var failure = Bench.failure(() -> shop.listings(Cursor.START));

    assertThat(failure.why()).isEqualTo(Cause.UNEXPECTED);
    assertThat(failure).hasMessageContaining("the shop is at https://evil.example/onhand");
    assertThat(calls).hasSize(1);
  }

  /** As it arrives: one call, to that listing, with that number. */
  @Test
  void aValueThatWouldBreakOutStaysWhereItBelongs() throws InterruptedException {
    answer = "{\"quantity\":7}";
    String id = "a/../b?x=1&\"y\"\r\nX: {quantity}é";
    Connector shop =
        open(Map.of("push_body", "{\"of\":\"{external_id}\",\"sku\":{sku},\"n\":{quantity}}"));

    assertThat(push(shop, id, "5\",\"n\":999,\"z\":\"")).containsExactly(new Applied(7));

    assertThat(calls)
        .containsExactly(
            new Call(
                "PUT /onhand/listings/a%2F..%2Fb%3Fx%3D1%26%22y%22%0D%0AX%3A%20%7Bquantity%7D%C3%A9/quantity",
                "Bearer " + OwnShopContractTest.SECRET,
                "{\"of\":\"a/../b?x=1&\\\"y\\\"\\u000d\\u000aX: {quantity}\\u00e9\","
                    + "\"sku\":\"5\\\",\\\"n\\\":999,\\\"z\\\":\\\"\",\"n\":7}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void whatCannotStandInAPathIsRefusedAndNotCalled(String id) throws InterruptedException {
    assertThat(push(open(Map.of()), id, "A"))
        .containsExactly(
            new Refused(Refusal.OTHER, "it has no external_id that can stand in the call"));
    assertThat(calls).isEmpty();
  }

  @Test
  void aListingWithoutTheSkuThatIsPushedIsRefused() throws InterruptedException {
    assertThat(push(open(Map.of("push_path", "/stock/{sku}")), "1", null))
        .containsExactly(new Refused(Refusal.OTHER, "it has no sku that can stand in the call"));
    assertThat(calls).isEmpty();
  }

  @Test
  void whatIsPushedMayAllStandInThePath() throws InterruptedException {
    status = 204;
    Connector shop =
        open(
            Map.of(
                "push_method",
                "POST",
                "push_path",
                "/set?sku={sku}&n={quantity}",
                "push_body",
                "none"));

    assertThat(push(shop, "1", "A&n=9")).containsExactly(new Applied(7));
    assertThat(calls).extracting(Call::line).containsExactly("POST /onhand/set?sku=A%26n%3D9&n=7");
    assertThat(calls.getLast().body()).isEmpty();
  }

  private static List<PushOutcome> push(Connector shop, String id, String sku)
      throws InterruptedException {
    return shop.push(List.of(update(id, sku, 7)));
  }

  /** Three listings of which the shop answers in another order, and not of all. */
  @Test
  void eachOfSeveralIsAnsweredByItsNameAndNotByItsPlace() throws InterruptedException {
    answer =
        "{\"listings\":[{\"id\":3,\"quantity\":5},{\"id\":\"1\",\"status\":404,\"error\":\"Gone.\"}]}";

    assertThat(open(OwnShopContractTest.SEVERAL).push(three()))
        .containsExactly(
            new Refused(Refusal.UNKNOWN_LISTING, "Gone."), new Unconfirmed(null), new Applied(5));
    assertThat(calls)
        .extracting(Call::line, Call::body)
        .containsExactly(
            tuple(
                "PUT /onhand/quantities",
                "{\"listings\":[{\"id\":\"1\",\"quantity\":7},{\"id\":\"2\",\"quantity\":8},"
                    + "{\"id\":\"3\",\"quantity\":9}]}"));
  }

  @Test
  void whereOnlySkusAreToldTheAnswerIsReadByThem() throws InterruptedException {
    answer =
        "[{\"nr\":\"C\"},{\"nr\":\"A\",\"error\":{\"code\":7}},{\"nr\":\"B\",\"error\":false}]";

    assertThat(
            open(several(
                    "push_item",
                    "{\"nr\":{sku},\"n\":{quantity}}",
                    "push_answers",
                    "#",
                    "push_id",
                    "/nr"))
                .push(three()))
        .containsExactly(
            new Refused(Refusal.OTHER, "{\"code\":7}"), new Applied(8), new Applied(9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"listings\":null}", "{\"listings\":[{\"status\":404}]}", "OK"})
  void anAnswerThatDoesNotSayOfWhichIsNotTakenForDone(String text) {
    answer = text;
    Connector shop = open(OwnShopContractTest.SEVERAL);

    assertThatThrownBy(() -> shop.push(three())).isInstanceOf(RuntimeException.class);
    assertThat(calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, true", "202, false"})
  void withoutAListOfAnswersWhatIsAnsweredHoldsForAll(int answered, boolean isDone)
      throws InterruptedException {
    status = answered;
    answer = answered == 204 ? "" : "{\"quantity\":1}";

    assertThat(open(several("push_answers", "")).push(three()))
        .isEqualTo(
            isDone
                ? List.of(new Applied(7), new Applied(8), new Applied(9))
                : Collections.nCopies(3, new Unconfirmed(null)));
    assertThat(calls).hasSize(1);
  }

  @Test
  void whatHasNoSkuIsRefusedAndTheOthersAreTold() throws InterruptedException {
    status = 204;
    List<QuantityUpdate> updates =
        List.of(update("1", null, 7), update("2", "B", 8), update("3", "C", 9));

    assertThat(open(several("push_item", "{\"nr\":{sku},\"n\":{quantity}}")).push(updates))
        .containsExactly(
            new Refused(Refusal.OTHER, "it has no sku that can stand in the call"),
            new Applied(8),
            new Applied(9));
    assertThat(calls)
        .extracting(Call::body)
        .containsExactly("{\"listings\":[{\"nr\":\"B\",\"n\":8},{\"nr\":\"C\",\"n\":9}]}");
  }

  private static List<QuantityUpdate> three() {
    return List.of(update("1", "A", 7), update("2", "B", 8), update("3", "C", 9));
  }

  private static QuantityUpdate update(String id, @Nullable String sku, long quantity) {
    return new QuantityUpdate(new ListingRef(id, sku), quantity, null, "attempt-" + id);
  }

  private static Map<String, String> several(String... changed) {
    Map<String, String> settings = new HashMap<>(OwnShopContractTest.SEVERAL);
    for (int i = 0; i < changed.length; i += 2) {
      settings.put(changed[i], changed[i + 1]);
    }
    return settings;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"listings\":null}",
        "{\"listings\":{}}",
        "{\"listings\":[{}]}",
        "",
        "null"
      })
  void aListThatIsNotThereIsNotEmpty(String text) {
    answer = text;
    Connector shop = open(Map.of());

    assertThatThrownBy(() -> shop.listings(Cursor.START)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aListMayBeTheWholeAnswer() throws InterruptedException {
    answer = "[{\"id\":1}]";

    assertThat(open(Map.of("listings_list", "#")).listings(Cursor.START).listings())
        .extracting(RemoteListing::ref)
        .containsExactly(new ListingRef("1", null));
  }

  @Test
  void aCallThatTheShopDoesNotHaveIsAVerbThatIsNotThere() {
    assertThat(open(Map.of()))
        .isInstanceOf(ReadsListing.class)
        .isInstanceOf(ReportsOrders.class)
        .isInstanceOf(ReadsOrder.class)
        .isInstanceOf(ReceivesWebhooks.class);
    assertThat(open(Map.of("listing_path", "none")))
        .isNotInstanceOf(ReadsListing.class)
        .isInstanceOf(ReportsOrders.class);
    assertThat(open(Map.of("order_path", "none")))
        .isNotInstanceOf(ReadsOrder.class)
        .isInstanceOf(ReceivesWebhooks.class);
    assertThat(open(Map.of("orders_path", "none", "order_path", "none")))
        .isNotInstanceOf(ReportsOrders.class)
        .isNotInstanceOf(ReadsOrder.class)
        .isNotInstanceOf(ReceivesWebhooks.class);
  }
}
