package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private final Visitor visitor = new Visitor(SERVER.server().url());

  @Test
  void sendsStrangersToSignInAndBackToWhereTheyWantedToGo() {
    HttpResponse<String> refused = visitor.get("/stock?q=te%26a");
    assertThat(refused.statusCode()).isEqualTo(303);
    assertThat(header(refused, "Location")).isEqualTo("/sign-in?next=%2Fstock%3Fq%3Dte%2526a");

    assertThat(visitor.get(header(refused, "Location")).body()).contains("/stock?q=te%26a");
    HttpResponse<String> signedIn =
        visitor.post("/sign-in", "token", SERVER.adminToken(), "next", "/stock?q=te%26a");
    assertThat(header(signedIn, "Location")).isEqualTo("/stock?q=te%26a");
    assertThat(visitor.get("/stock?q=te%26a").statusCode()).isEqualTo(200);
  }

  /** Else the form to sign in would stand where a part of a page was. */
  @Test
  void sendsWhoAsksForAPartOfAPageToSignInOnAWholeOne() {
    HttpResponse<String> refused = visitor.get("/stock?q=te%26a", Map.of("HX-Request", "true"));
    assertThat(refused.statusCode()).isEqualTo(204);
    assertThat(header(refused, "HX-Redirect")).isEqualTo("/sign-in?next=%2Fstock%3Fq%3Dte%2526a");
    assertThat(refused.body()).isEmpty();
  }

  @Test
  void keepsTheSecretFromScriptsAndFromOtherSites() {
    String cookie = header(visitor.post("/sign-in", "token", SERVER.adminToken()), "Set-Cookie");

    assertThat(cookie)
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("onh_live_", "Max-Age", "Expires", "Domain");
    String https =
        header(
            visitor.post(
                Map.of("X-Forwarded-Proto", "https"), "/sign-in", "token", SERVER.adminToken()),
            "Set-Cookie");
    assertThat(https).startsWith("__Host-onhand_session=").contains("; Secure; HttpOnly;");
  }

  /** Nobody can have somebody signed in with a secret that they know. */
  @Test
  void startsEachSessionWithASecretOfItsOwnAndEndsTheOneBefore() {
    Map<String, String> known = Map.of("Cookie", "onhand_session=" + "x".repeat(43));
    String first =
        header(visitor.post(known, "/sign-in", "token", SERVER.adminToken()), "Set-Cookie");
    String second = header(visitor.post("/sign-in", "token", SERVER.adminToken()), "Set-Cookie");
    assertThat(first).startsWith("onhand_session=").doesNotContain("xxx").isNotEqualTo(second);

    Visitor another = new Visitor(SERVER.server().url());
    for (String cookie : new String[] {known.get("Cookie"), first.replaceFirst(";.*", "")}) {
      assertThat(another.get("/stock", Map.of("Cookie", cookie)).statusCode()).isEqualTo(303);
    }
    assertThat(visitor.get("/stock").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seen_at = now() - interval '30 minutes'",
        "started_at = now() - interval '12 hours', ends_at = now() - interval '1 second'"
      })
  void isOverWhenNobodyUsesItAndAfterHalfADay(String past) throws SQLException {
    visitor.signedIn(SERVER.adminToken());
    assertThat(visitor.get("/stock").statusCode()).isEqualTo(200);

    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("update web_session set " + past);
    }

    assertThat(visitor.get("/stock").statusCode()).isEqualTo(303);
  }

  @Test
  void goesNowhereElseAfterSigningIn() {
    for (String next : new String[] {"//elsewhere.example", "https://elsewhere.example", "/\\x"}) {
      HttpResponse<String> answer =
          visitor.post("/sign-in", "token", SERVER.adminToken(), "next", next);
      assertThat(header(answer, "Location")).as(next).isEqualTo("/");
    }
  }

  @Test
  void saysWhatIsWrongWithAToken() {
    HttpResponse<String> mistyped = visitor.post("/sign-in", "token", "onh_live_abc");
    assertThat(mistyped.statusCode()).isEqualTo(401);
    assertThat(mistyped.body()).contains("mistyped or cut off").doesNotContain("onh_live_abc");
    assertThat(visitor.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void signsOut() {
    visitor.signedIn(SERVER.adminToken());
    visitor.post("/sign-out", "form_key", visitor.field("/", "form_key"));

    assertThat(visitor.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void endsWithTheToken() {
    Client.Answer token =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"leaver\",\"scopes\":[\"stock:read\"]}");
    visitor.signedIn(token.at("/token"));
    assertThat(visitor.get("/stock").statusCode()).isEqualTo(200);

    Client.Answer revoked =
        SERVER.admin().post("/api/v1/tokens/" + token.at("/id") + "/revoke", "");
    assertThat(revoked.status()).as(revoked.text()).isLessThan(300);

    assertThat(visitor.get("/stock").statusCode()).isEqualTo(303);
  }

  @Test
  void takesNoFormOfAnotherSiteNorOneWithoutItsKey() {
    visitor.signedIn(SERVER.adminToken());
    String key = visitor.field("/", "form_key");

    assertThat(visitor.post("/sign-out").statusCode()).isEqualTo(403);
    assertThat(visitor.post("/sign-out", "form_key", "guess").statusCode()).isEqualTo(403);
    assertThat(visitor.postFromElsewhere("/sign-out", "form_key", key).statusCode()).isEqualTo(403);
    assertThat(visitor.get("/").statusCode()).as("still signed in").isEqualTo(200);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
