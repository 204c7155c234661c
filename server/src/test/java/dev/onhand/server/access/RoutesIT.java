package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.Route;
import dev.onhand.server.testing.RunningServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route there is, against every kind of caller. A new route is in this test by being there.
 */
class RoutesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  /** A client with one scope alone, for each scope; and one with all but that one. */
  private static final Map<Scope, Client> WITH = new EnumMap<>(Scope.class);

  private static final Map<Scope, Client> WITHOUT = new EnumMap<>(Scope.class);

  @BeforeAll
  static void makeCallers() {
    for (Scope scope : Scope.values()) {
      WITH.put(scope, client(Stream.of(scope)));
      WITHOUT.put(scope, client(Arrays.stream(Scope.values()).filter(other -> other != scope)));
    }
  }

  private static Client client(Stream<Scope> scopes) {
    String codes = scopes.map(scope -> "\"" + scope.code() + "\"").collect(Collectors.joining(","));
    Answer made =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[" + codes + "]}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return SERVER.client(made.at("/token"));
  }

  static Stream<Route> guarded() {
    return Route.all().stream()
        .filter(route -> route.scope().isPresent())
        .filter(route -> !route.isEndless()); // StreamControllerIT
  }

  @Test
  void opensOnlyWhatSaysNothingOfStock() {
    assertThat(Route.all().stream().filter(route -> route.scope().isEmpty()))
        .extracting(Route::path)
        .containsExactly("/hooks/{hook}", "/hooks/{hook}", "/livez", "/metrics", "/readyz");
  }

  @Test
  void keepsTheMetricsFromThoseWithoutTheirScope() {
    assertThat(SERVER.client("").get("/metrics").status()).isEqualTo(401);
    assertThat(WITHOUT.get(Scope.METRICS_READ).get("/metrics").status()).isEqualTo(403);
    assertThat(WITH.get(Scope.METRICS_READ).get("/metrics").text())
        .contains("onhand_build_info", "onhand_movements_total{reason=\"sale\"}")
        .contains("onhand_ledger_discrepancies", "onhand_ledger_verified_timestamp_seconds")
        .contains("http_server_requests_seconds_bucket");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void isReachedByItsScopeAlone(Route route) {
    Scope scope = route.scope().orElseThrow();
    String path = route.path().replaceAll("\\{[^}]*}", "none");
    String body = route.method().equals("GET") ? null : "{}";

    assertThat(send(SERVER.client(""), route, path, body).status()).isEqualTo(401);
    Answer refused = send(WITHOUT.get(scope), route, path, body);
    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.at("/detail")).contains(scope.code());
    assertThat(send(WITH.get(scope), route, path, body).status()).isNotIn(401, 403, 500);
  }

  /** Whether the field is one that it takes. */
  private static boolean has(Route route, String field) {
    Class<?> body = route.body().orElseThrow();
    return body.isRecord()
        && Arrays.stream(body.getRecordComponents()).anyMatch(of -> of.getName().equals(field));
  }

  private static Answer send(Client client, Route route, String path, String body) {
    return client.send(route.method(), path, body, "Content-Type", route.contentType());
  }

  static Stream<Route> takingBodies() {
    return guarded().filter(route -> route.body().isPresent());
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void takesNoFieldThatItDoesNotHave(Route route) {
    String path = route.path().replaceAll("\\{[^}]*}", "none");
    for (String field : List.of("seller_id", "seller", "role", "created_by", "__proto__")) {
      Answer refused =
          SERVER
              .admin()
              .send(
                  route.method(),
                  path,
                  "{\"" + field + "\":1}",
                  "Idempotency-Key",
                  "mass-assignment");
      assertThat(refused.status()).as(refused.text()).isIn(400, 404);
      if (refused.status() == 400 && !has(route, field)) {
        assertThat(refused.at("/errors/0/code")).as(refused.text()).isEqualTo("unknown");
      }
    }
  }
}
