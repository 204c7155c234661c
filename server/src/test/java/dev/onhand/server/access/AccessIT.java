package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String TOKENS = "/api/v1/tokens";
  private static final String PRODUCTS = "/api/v1/products";

  private final Client admin = SERVER.admin();

  private Answer createToken(String name, String scopes) {
    Answer made = admin.post(TOKENS, "{\"name\":\"" + name + "\",\"scopes\":[" + scopes + "]}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "onh_live_000000000000000000000000000000000000",
        "onh_live_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      })
  void asksForAToken(String token) {
    Answer answer = SERVER.client(token).get(PRODUCTS);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"onhand\"");
  }

  @Test
  void tellsAMistypedTokenFromAnUnknownOne() {
    String token = SERVER.adminToken();
    String mistyped =
        token.substring(0, 20) + (token.charAt(20) == 'a' ? 'b' : 'a') + token.substring(21);
    assertThat(SERVER.client(mistyped).get(PRODUCTS).at("/detail")).contains("mistyped");
  }

  @Test
  void takesNoTokenFromTheQuery() {
    Answer answer = SERVER.client("").get(PRODUCTS + "?access_token=" + SERVER.adminToken());
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void showsASecretOnce() {
    Answer made = createToken("once", "\"products:read\"");
    assertThat(made.at("/token")).startsWith(made.at("/prefix")).hasSize(45);
    assertThat(admin.get(TOKENS + "?limit=200").text())
        .contains("\"name\":\"once\"")
        .doesNotContain(made.at("/token"));
  }

  @Test
  void keepsNoSecretForARepeat() {
    String body = "{\"name\":\"kept\",\"scopes\":[\"stock:read\"]}";
    Answer made = admin.post(TOKENS, body, "Idempotency-Key", "make-kept");
    Answer again = admin.post(TOKENS, body, "Idempotency-Key", "make-kept");
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.at("/id")).isEqualTo(made.at("/id"));
    assertThat(made.json().has("token")).isTrue();
    assertThat(again.json().has("token")).isFalse();
  }

  @Test
  void endsATokenWithItsRevocation() {
    Answer made = createToken("gone", "\"products:read\"");
    Client client = SERVER.client(made.at("/token"));
    assertThat(client.get(PRODUCTS).status()).isEqualTo(200);
    Answer revoked = admin.post(TOKENS + "/" + made.at("/id") + "/revoke", null);
    assertThat(revoked.at("/revoked_at")).isNotEmpty();
    Answer refused = client.get(PRODUCTS);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.at("/detail")).isEqualTo("The token was revoked.");
    assertThat(admin.post(TOKENS + "/" + made.at("/id") + "/revoke", null).at("/revoked_at"))
        .isEqualTo(revoked.at("/revoked_at"));
  }

  @Test
  void endsATokenWithItsTime() throws SQLException {
    Answer made =
        admin.post(
            TOKENS,
            "{\"name\":\"late\",\"scopes\":[\"products:read\"],\"expires_at\":\"2999-01-01T00:00:00Z\"}");
    execute("update api_token set expires_at = now() where name = 'late'");
    Answer refused = SERVER.client(made.at("/token")).get(PRODUCTS);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.at("/detail")).contains("expired");
  }

  @Test
  void keepsATokenToItsScopes() {
    Client reader = SERVER.client(createToken("reader", "\"products:read\"").at("/token"));
    assertThat(reader.get(PRODUCTS).status()).isEqualTo(200);
    Answer refused = reader.post(PRODUCTS, "{\"sku\":\"X\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/detail")).contains("products:write");
  }

  @Test
  void givesNoScopeThatTheGiverLacks() {
    Client keeper =
        SERVER.client(createToken("keeper", "\"tokens:admin\",\"products:read\"").at("/token"));
    assertThat(keeper.post(TOKENS, "{\"name\":\"a\",\"scopes\":[\"platform:admin\"]}").status())
        .isEqualTo(403);
    assertThat(keeper.post(TOKENS, "{\"name\":\"a\",\"scopes\":[\"products:read\"]}").status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scopes\":[\"products:read\"]}",
        "{\"name\":\"a\"}",
        "{\"name\":\"a\",\"scopes\":[]}",
        "{\"name\":\"a\",\"scopes\":[\"everything\"]}",
        "{\"name\":\"a\",\"scopes\":[null]}",
        "{\"name\":\"a\",\"scopes\":[\"products:read\"],\"expires_at\":\"2000-01-01T00:00:00Z\"}",
        "{\"name\":\"a\",\"scopes\":[\"products:read\"],\"expires_at\":\"+999999999-01-01T00:00:00Z\"}",
        "{\"name\":\"a\",\"scopes\":[\"products:read\"],\"expires_at\":\"tomorrow\"}",
        "{\"name\":\"a\\nb\",\"scopes\":[\"products:read\"]}",
        "{\"name\":\"a\",\"scopes\":[\"products:read\"],\"seller\":\"other\"}"
      })
  void refusesWhatIsNoToken(String body) {
    assertThat(admin.post(TOKENS, body).status()).isEqualTo(400);
  }

  @Test
  void makesSellersThatDoNotSeeEachOther() {
    Answer made =
        admin.post(
            "/api/v1/sellers",
            "{\"code\":\"other\",\"name\":\"Other\",\"time_zone\":\"Europe/Paris\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Client other = SERVER.client(made.at("/token/token"));
    assertThat(other.get("/api/v1/seller").at("/time_zone")).isEqualTo("Europe/Paris");

    String id = admin.post(PRODUCTS, "{\"sku\":\"MINE\"}").at("/id");
    assertThat(other.get(PRODUCTS).json().at("/data").size()).isZero();
    assertThat(other.get(PRODUCTS + "/" + id).status()).isEqualTo(404);
    assertThat(other.patch(PRODUCTS + "/" + id, "{\"name\":\"x\"}").status()).isEqualTo(404);
    assertThat(other.get(PRODUCTS + "?starting_after=" + id).status()).isEqualTo(400);
    assertThat(other.post(PRODUCTS, "{\"sku\":\"MINE\"}").status()).isEqualTo(201);

    assertThat(other.post("/api/v1/sellers", "{}").status()).isEqualTo(403);
    assertThat(
            admin
                .post(
                    "/api/v1/sellers", "{\"code\":\"other\",\"name\":\"x\",\"time_zone\":\"UTC\"}")
                .code())
        .isEqualTo("conflict");
    assertThat(
            SERVER
                .client(admin.post("/api/v1/sellers/other/tokens", null).at("/token"))
                .get("/api/v1/seller")
                .at("/code"))
        .isEqualTo("other");
  }

  @Test
  void changesItsOwnSeller() {
    Answer changed = admin.patch("/api/v1/seller", "{\"time_zone\":\"Australia/Lord_Howe\"}");
    assertThat(changed.at("/time_zone")).isEqualTo("Australia/Lord_Howe");
    assertThat(changed.at("/name")).isEqualTo("Default");
    assertThat(admin.patch("/api/v1/seller", "{\"time_zone\":\"Nowhere\"}").status())
        .isEqualTo(400);
    assertThat(admin.patch("/api/v1/seller", "{\"code\":\"x\"}").status()).isEqualTo(400);
  }

  @Test
  void ofTwoWhoChangeTheSellerTheSecondIsToldWhatItIsNow() {
    String path = "/api/v1/seller";
    String seen = admin.get(path).header("ETag");
    Answer first = admin.send("PATCH", path, "{\"sourcing\":\"nearest\"}", "If-Match", seen);
    assertThat(first.status()).as(first.text()).isEqualTo(200);

    Answer stale =
        admin.send(
            "PATCH", path, "{\"sourcing\":\"priority\",\"name\":\"Mine\"}", "If-Match", seen);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.at("/detail"))
        .contains("sourcing nearest; you wanted name 'Mine', sourcing priority");
    assertThat(admin.get(path).at("/sourcing")).isEqualTo("nearest");
    assertThat(
            admin
                .send(
                    "PATCH", path, "{\"sourcing\":\"priority\"}", "If-Match", first.header("ETag"))
                .at("/sourcing"))
        .isEqualTo("priority");
  }

  @Test
  void notesWhenATokenWasUsed() {
    Answer made = createToken("used", "\"products:read\"");
    SERVER.client(made.at("/token")).get(PRODUCTS);
    SERVER.server().get(TokenUses.class).write();
    assertThat(admin.get(TOKENS + "?limit=200").text())
        .containsPattern("\"name\":\"used\"[^}]*\"last_used_at\":\"\\d{4}");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
