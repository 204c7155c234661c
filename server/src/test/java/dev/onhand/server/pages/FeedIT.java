package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FeedIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  @BeforeAll
  static void makeThings() {
    assertThat(SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}").status())
        .isEqualTo(201);
    assertThat(SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}").status())
        .isEqualTo(201);
  }

  /** As a page asks for it that was opened for the seller. */
  private static String feed() {
    return "/feed?seller=" + SERVER.admin().get("/api/v1/seller").at("/id");
  }

  private static Visitor owner() {
    return new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  private static String received(String note) {
    Client.Answer made =
        SERVER
            .admin()
            .post(
                "/api/v1/movements",
                "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"shop\",\"note\":\"%s\"}"
                    .formatted(note),
                "Idempotency-Key",
                note);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.at("/id");
  }

  /** The next event's id and data. */
  private static String[] next(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (line != null && !line.startsWith("id: ")) {
      line = events.readLine();
    }
    assertThat(line).as("the feed goes on").isNotNull();
    return new String[] {line.substring("id: ".length()), events.readLine()};
  }

  @Test
  void tellsAnOpenPageOfEachMovementWhenItIsRecorded() throws IOException {
    String before = received("before");
    HttpResponse<InputStream> feed = owner().follow(feed() + "&after=" + before);
    assertThat(feed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader events =
        new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.UTF_8))) {
      String first = received("<b>one</b>\\nline");
      String[] event = next(events);
      assertThat(event[0]).isEqualTo(first);
      assertThat(event[1])
          .startsWith("data: <tr id=\"" + first + "\"")
          .contains("&lt;b&gt;one&lt;/b&gt; line", "</tr>");

      String second = received("two");
      assertThat(next(events)[0]).isEqualTo(second);
    }
  }

  @Test
  void keepsNoSessionAlive() throws Exception {
    Visitor owner = owner();
    idle();
    try (InputStream feed = owner.follow(feed()).body()) {
      assertThat(feed.read()).isNotNegative();
    }
    assertThat(isIdle()).isTrue();
    owner.get("/stock");
    assertThat(isIdle()).isFalse();
  }

  private static void idle() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update web_session set seen_at = now() - interval '10 minutes'");
    }
  }

  private static boolean isIdle() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select max(seen_at) < now() - interval '9 minutes' from web_session")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Test
  void isForThoseWhoAreSignedIn() {
    assertThat(new Visitor(SERVER.server().url()).get("/feed").statusCode()).isEqualTo(303);
  }
}
