package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.Route;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A secret put wherever one can be put comes out nowhere: in no problem and in no line of the log.
 */
class SecretsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private final String canary = SERVER.adminToken();
  private final Client admin = SERVER.admin();

  @Test
  void comesOutNowhere() throws IOException, SQLException {
    List.of("Idempotency-Key", "If-Match", "X-Other", "Accept", "Content-Type")
        .forEach(header -> check(admin.post("/api/v1/products", "{}", header, canary)));
    for (Route route : Route.all().stream().filter(route -> !route.isEndless()).toList()) {
      String path = route.path().replaceAll("\\{[^}]*}", canary);
      check(admin.send(route.method(), path, null));
      check(admin.send(route.method(), path + "?" + canary + "=" + canary, null));
      check(admin.send(route.method(), path, "{\"" + canary + "\":\"" + canary + "\"}"));
      check(admin.send(route.method(), path, canary));
      check(SERVER.client(canary + "0").send(route.method(), path, null));
    }
    check(admin.get("/api/v1/stock?location=" + canary));
    check(admin.get("/api/v1/products?limit=" + canary));
    check(admin.get("/api/v1/log?since=" + canary));
    check(admin.send(canary.substring(9), "/", null));
    check(
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"%1$s\",\"reason\":\"%1$s\",\"quantity\":\"%1$s\",\"location\":\"%1$s\"}"
                .formatted(canary),
            "Idempotency-Key",
            canary));
    failInside();
    assertLogIsClean();
  }

  /** An error that nobody foresaw, with a secret in its request. */
  private void failInside() throws SQLException {
    execute("alter table location rename to location_gone");
    try {
      Answer failed =
          admin.get("/api/v1/locations/" + URLEncoder.encode(canary, StandardCharsets.UTF_8));
      assertThat(failed.code()).isEqualTo("internal");
      assertThat(failed.text()).doesNotContain("location_gone", "SQL", "select");
      check(failed);
    } finally {
      execute("alter table location_gone rename to location");
    }
  }

  private void check(Answer answer) {
    assertThat(answer.text()).doesNotContain(canary, canary.substring(13));
    answer
        .response()
        .headers()
        .map()
        .forEach((name, values) -> assertThat(values.toString()).doesNotContain(canary));
  }

  private void assertLogIsClean() throws IOException {
    String log = Files.readString(SERVER.data().resolve("log/onhand.log"));
    String password = SERVER.database().settings().login().password().reveal();
    assertThat(log).contains("GET /api/v1/locations/onh_live_*** failed");
    assertThat(log).doesNotContain(canary.substring(13)).doesNotContain(password);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
