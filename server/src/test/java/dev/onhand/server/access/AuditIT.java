package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Route;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to a seller's set-up is written down before it is done. */
class AuditIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/admin-actions";
  private static final Set<Scope> DAILY =
      EnumSet.of(Scope.STOCK_WRITE, Scope.ORDERS_WRITE, Scope.PRODUCTS_WRITE);

  private static Client.Answer last() {
    return SERVER.admin().get(PATH + "?limit=1");
  }

  static Stream<Route> administrative() {
    return Route.all().stream()
        .filter(route -> !route.method().equals("GET"))
        .filter(route -> route.scope().isPresent())
        .filter(
            route ->
                route.handler().getAnnotation(Needs.class).isAudited()
                    || !DAILY.contains(route.scope().get()));
  }

  /** Every route there is that changes the set-up; a new one is here by being there. */
  @ParameterizedTest
  @MethodSource("administrative")
  void writesWhatIsDoneByEachRouteAndHowItEnded(Route route) {
    String path = route.path().replaceAll("\\{[^}]*}", "none");
    Client.Answer answer =
        SERVER.admin().send(route.method(), path, "{}", "Content-Type", route.contentType());

    assertThat(last().at("/data/0/path")).isEqualTo(path);
    assertThat(last().at("/data/0/actor")).isEqualTo("token:admin");
    assertThat(last().at("/data/0/status")).isEqualTo(Integer.toString(answer.status()));
  }

  @Test
  void writesNothingOfWhatHasAJournalNorOfReading() {
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"before\"}");
    String before = last().at("/data/0/id");

    SERVER.admin().get("/api/v1/users");
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}");

    assertThat(last().at("/data/0/id")).isEqualTo(before);
  }

  @Test
  void saysWhatWasDone() {
    SERVER.admin().post("/api/v1/users", "{\"login\":\"jo\",\"name\":\"Jo\",\"role\":\"viewer\"}");

    assertThat(last().at("/data/0/what")).isEqualTo("create user");
    assertThat(last().at("/data/0/request_id")).startsWith("req_");
  }

  @Test
  void isNarrowedByWhoDidWhatOfWhatAndWhen() {
    String token =
        SERVER
            .admin()
            .post("/api/v1/tokens", "{\"name\":\"jo-sets-up\",\"scopes\":[\"locations:write\"]}")
            .at("/token");
    Client jo = SERVER.client(token);
    jo.post("/api/v1/locations", "{\"code\":\"narrow\"}");
    jo.patch("/api/v1/locations/narrow", "{\"name\":\"Narrow\"}");
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"wide\"}");
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();

    assertThat(wanted("actor=token:jo-sets-up")).hasSize(2);
    assertThat(wanted("actor=token:jo")).isEmpty();
    assertThat(wanted("actor=token:jo-sets-up&what=Create")).containsExactly("/api/v1/locations");
    assertThat(wanted("path=locations/NARROW")).containsExactly("/api/v1/locations/narrow");
    assertThat(wanted("actor=token:jo-sets-up&at_to=" + tomorrow)).hasSize(2);
    assertThat(wanted("actor=token:jo-sets-up&at_from=" + tomorrow)).isEmpty();
    assertThat(SERVER.admin().get(PATH + "?at_from=soon").status()).isEqualTo(400);
  }

  private static List<String> wanted(String question) {
    List<String> paths = new ArrayList<>();
    SERVER
        .admin()
        .get(PATH + "?" + question)
        .json()
        .path("data")
        .forEach(one -> paths.add(one.path("path").asString()));
    return paths;
  }

  @Test
  void isNeitherChangedNorRemoved() throws SQLException {
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"kept\"}");
    for (String damage :
        List.of(
            "update admin_action set actor = 'nobody'",
            "delete from admin_action",
            "truncate admin_action")) {
      try (Connection connection = SERVER.database().superuser();
          Statement statement = connection.createStatement()) {
        statement.execute("set role onhand_app");
        assertThatThrownBy(() -> statement.execute(damage))
            .as(damage)
            .hasMessageContaining("permission denied");
      }
    }
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("update admin_action set status = 200"))
          .hasMessageContaining("how an action ended is not changed");
    }
  }
}
