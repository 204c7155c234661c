package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String AUDIT = "/reservations/audit";

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    send("POST", "locations", "{\"code\":\"shop\"}");
    for (String sku : new String[] {"TEA", "CUP"}) {
      send("POST", "products", "{\"sku\":\"%s\"}".formatted(sku));
      send(
          "POST",
          "movements",
          "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":9,\"location\":\"shop\"}"
              .formatted(sku));
    }
    send(
        "PUT",
        "orders/web/<b>1001",
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2}]}");
    send(
        "POST",
        "reservations",
        "{\"reference\":\"cart-17\",\"sku\":\"CUP\",\"quantity\":3,\"minutes\":15,\"note\":\"=for Ann\"}");
  }

  private static void send(String method, String path, String body) {
    Client.Answer answer =
        SERVER
            .admin()
            .send(
                method,
                "/api/v1/" + path.replace("<b>", "%3Cb%3E"),
                body,
                "Idempotency-Key",
                String.valueOf(body.hashCode()));
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isBetween(200, 201);
  }

  @Test
  void showsWhatIsReservedForOrdersAndCarts() {
    String page = owner.get("/reservations").body();
    assertThat(page)
        .contains(
            "web/&lt;b&gt;1001", "href=\"/stock/TEA\"", "with its order", "cart-17", "=for Ann")
        .contains("href=\"/reservations.csv\"", "href=\"/reservations\"");
    assertThat(owner.get("/reservations.csv").body())
        .contains("TEA,shop,2,web,<b>1001,1,", "CUP,shop,3,", "'=for Ann");
  }

  @ParameterizedTest
  @CsvSource({
    "sku=TEA, 1001, cart-17",
    "channel=web, 1001, cart-17",
    "ending=true, cart-17, 1001",
    "location=shop&sku=CUP, cart-17, 1001",
    "days=0&sku=CUP, cart-17, 1001"
  })
  void isNarrowed(String filter, String there, String elsewhere) {
    assertThat(owner.get("/reservations?" + filter).body())
        .contains(there)
        .doesNotContain(elsewhere);
    assertThat(owner.get("/reservations.csv?" + filter).body())
        .contains(there)
        .doesNotContain(elsewhere);
  }

  /** A level is made wrong, as only who owns the database can. */
  @Test
  void tellsWhetherAllOfItAddsUpAndPutsItRight() throws Exception {
    assertThat(owner.get("/reservations").body()).contains("href=\"" + AUDIT + "\"");
    assertThat(audited("look", 1)).contains("All of it adds up.", "only looked");
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update stock_level set available = available - 4, reserved = reserved + 4 where product_id = (select product_id from product where sku = 'CUP')");
    }
    String found = audited("look", 2);
    assertThat(found)
        .contains("mismatched", "href=\"/stock/CUP\"", ">no</span>", "To put them right")
        .doesNotContain("All of it adds up.");
    assertThat(SERVER.admin().get("/api/v1/stock/CUP").at("/reserved")).isEqualTo("7");
    String fixed = audited("fix", 3);
    assertThat(fixed).contains(">yes</span>").doesNotContain(">no</span>", "To put them right");
    assertThat(SERVER.admin().get("/api/v1/stock/CUP").at("/reserved")).isEqualTo("3");
    assertThat(audited("look", 4)).contains("All of it adds up.");
    Matcher first = Pattern.compile("href=\"(" + AUDIT + "[?]run=[^\"]+)").matcher(fixed);
    assertThat(first.find()).isTrue();
    assertThat(owner.get(first.group(1)).body())
        .as("what was found before")
        .contains(">yes</span>");
    assertThat(press("guess").statusCode()).isEqualTo(400);

    Client.Answer token =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"orders:read\"]}");
    Visitor reader = new Visitor(SERVER.server().url()).signedIn(token.at("/token"));
    assertThat(reader.get(AUDIT).body()).contains("All of it adds up.").doesNotContain("Look now");
    String key = reader.field("/account", "form_key");
    assertThat(reader.post(AUDIT, "form_key", key, "action", "fix", "key", "k").statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> press(String action) {
    String[] form = {
      "form_key", owner.field(AUDIT, "form_key"), "key", owner.field(AUDIT, "key"), "action", action
    };
    HttpResponse<String> answer = owner.post(AUDIT, form);
    assertThat(owner.post(AUDIT, form).statusCode()).as("twice").isEqualTo(answer.statusCode());
    return answer;
  }

  /** The page when so many were done. */
  private static String audited(String action, int done) throws Exception {
    assertThat(press(action).statusCode()).isEqualTo(303);
    Eventually.within(
        Duration.ofSeconds(20),
        "it is looked at",
        () -> owner.get(AUDIT).body().split(">done</span>", -1).length == done + 1);
    return owner.get(AUDIT).body();
  }

  @Test
  void saysWhatIsWrongAndWhereThereIsNothing() {
    assertThat(owner.get("/reservations?days=7").body()).contains("Nothing is reserved like that");
    assertThat(owner.get("/reservations?days=x").statusCode()).isEqualTo(400);
    assertThat(owner.get("/reservations?sku=NONE").body())
        .contains("Nothing is reserved like that");
  }
}
