package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing in by a provider: who it proves gets in, and nobody else. */
class SignOnIT {

  @RegisterExtension static final FakeProvider PROVIDER = new FakeProvider();

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(
          Map.of(
              "ONHAND_OIDC_ISSUER",
              PROVIDER.issuer(),
              "ONHAND_OIDC_CLIENT_ID",
              FakeProvider.CLIENT,
              "ONHAND_OIDC_CLIENT_SECRET",
              FakeProvider.SECRET,
              "ONHAND_OIDC_NAME",
              "Shop <ID>",
              "ONHAND_HTTP_ALLOW_PRIVATE",
              "127.0.0.1"));

  @AfterEach
  void signsAsItShould() {
    PROVIDER.sign(FakeProvider::signed);
  }

  private static Visitor visitor() {
    return new Visitor(SERVER.server().url());
  }

  private static void make(String login) {
    SERVER
        .admin()
        .post(
            "/api/v1/users",
            "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"viewer\"}".formatted(login));
  }

  /** Where the browser is sent. */
  private static String leave(Visitor visitor) {
    return location(visitor.get("/sign-in/oidc?next=%2Fstock%3Fq%3Dte"));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> signIn(Visitor visitor, String subject, String email) {
    return visitor.get(PROVIDER.signIn(leave(visitor), subject, email, true));
  }

  private static boolean isIn(Visitor visitor) {
    return visitor.get("/account").statusCode() == 200;
  }

  @Test
  void isOfferedAndLetsInWhomTheProviderProves() {
    make("Ann@shop.example");
    Visitor ann = visitor();
    assertThat(ann.get("/sign-in?next=%2Fstock").body())
        .contains("Sign in with Shop &lt;ID&gt;", "href=\"/sign-in/oidc?next=%2Fstock\"");

    HttpResponse<String> in = signIn(ann, "a-1", "ann@SHOP.example");

    assertThat(location(in)).isEqualTo("/stock?q=te");
    assertThat(isIn(ann)).isTrue();
    assertThat(SERVER.admin().get("/api/v1/admin-actions").text())
        .contains("sign in with Shop <ID>", "user:Ann@shop.example");
  }

  @Test
  void knowsPeopleByTheProvidersNameForThemAndNotByTheirAddress() {
    make("ben@shop.example");
    assertThat(location(signIn(visitor(), "b-1", "ben@shop.example"))).isEqualTo("/stock?q=te");

    Visitor renamed = visitor();
    signIn(renamed, "b-1", "benjamin@shop.example");
    assertThat(isIn(renamed)).isTrue();

    Visitor heir = visitor();
    HttpResponse<String> refused = signIn(heir, "b-2", "ben@shop.example");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("they are somebody else at Shop &lt;ID&gt;");
    assertThat(isIn(heir)).isFalse();

    String identity = "/api/v1/users/ben@shop.example/identity";
    assertThat(SERVER.admin().send("DELETE", identity, "").status()).isEqualTo(200);
    assertThat(SERVER.admin().send("DELETE", identity, "").status()).isEqualTo(409);
    signIn(heir, "b-2", "ben@shop.example");
    assertThat(isIn(heir)).isTrue();
  }

  @Test
  void refusesAnAddressThatIsNotVerifiedAndWhoIsNobodyOrDisabled() {
    make("cal@shop.example");
    Visitor cal = visitor();
    HttpResponse<String> unverified =
        cal.get(PROVIDER.signIn(leave(cal), "c-1", "cal@shop.example", false));
    assertThat(unverified.statusCode()).isEqualTo(401);
    assertThat(unverified.body()).contains("verified address");
    assertThat(signIn(cal, "x-1", "nobody@shop.example").body())
        .contains("Nobody here has the login 'nobody@shop.example'");

    signIn(cal, "c-1", "cal@shop.example");
    assertThat(isIn(cal)).isTrue();
    SERVER.admin().patch("/api/v1/users/cal@shop.example", "{\"disabled\":true}");
    assertThat(isIn(cal)).isFalse();
    assertThat(signIn(visitor(), "c-1", "cal@shop.example").statusCode()).isEqualTo(401);
  }

  /** What is invited later is joined by its own link, for which the provider is enough. */
  @Test
  void joinsAllWhoInvitedSomebodyBeforeTheirFirstSignIn() {
    String login = "gil@shop.example";
    make(login);
    Client inviting = seller("Inviting House");
    Client gone = seller("Gone House");
    invite(inviting, login);
    invite(gone, login);
    gone.patch("/api/v1/users/" + login, "{\"disabled\":true}");

    Visitor gil = visitor();
    signIn(gil, "g-1", login);
    assertThat(gil.get("/account").body())
        .contains("Default", "Inviting House")
        .doesNotContain("Gone House");

    String link = invite(seller("Later House"), login);
    Visitor again = visitor();
    signIn(again, "g-1", login);
    assertThat(again.get("/account").body()).doesNotContain("Later House");
    assertThat(again.get(link).body()).contains("Join Later House").doesNotContain("Your password");
    assertThat(again.post(link).statusCode()).isEqualTo(303);
    assertThat(again.get("/account").body()).contains("viewer of Later House", "Inviting House");
  }

  private static Client seller(String name) {
    String code = name.toLowerCase(Locale.ROOT).replace(' ', '-');
    Client.Answer made =
        SERVER
            .admin()
            .post(
                "/api/v1/sellers",
                "{\"code\":\"%s\",\"name\":\"%s\",\"time_zone\":\"UTC\"}".formatted(code, name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return SERVER.client(made.at("/token/token"));
  }

  /** The path of the link by which they join. */
  private static String invite(Client seller, String login) {
    return seller
        .post(
            "/api/v1/users",
            "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"viewer\"}".formatted(login))
        .at("/link/path");
  }

  @Test
  void takesAnAnswerOnceFromTheBrowserThatAsked() {
    make("dan@shop.example");
    Visitor dan = visitor();
    String back = PROVIDER.signIn(leave(dan), "d-1", "dan@shop.example", true);

    Visitor other = visitor();
    assertThat(other.get(back).statusCode()).as("did not ask").isEqualTo(401);
    leave(other);
    assertThat(other.get(back).body()).contains("the answer to another sign-in");
    assertThat(isIn(other)).isFalse();

    dan.get(back);
    assertThat(isIn(dan)).isTrue();
    assertThat(dan.get(back).statusCode()).as("again").isEqualTo(401);
  }

  @Test
  void saysWhatTheProviderSaid() {
    Visitor eve = visitor();
    String state = leave(eve).replaceAll(".*[?&]state=([^&]+).*", "$1");

    HttpResponse<String> refused =
        eve.get("/sign-in/oidc/callback?error=access_denied&state=" + state);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("It did not sign you in: access_denied");
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged("signed by another key", claims -> claims, FakeProvider.newKey()),
        Arguments.of(
            "not signed", (BiFunction<FakeProvider, JWTClaimsSet, String>) SignOnIT::unsigned),
        Arguments.of(
            "signed by a secret",
            (BiFunction<FakeProvider, JWTClaimsSet, String>) SignOnIT::secret),
        changed("for another client", claims -> claims.audience("another")),
        changed("of another sign-in", claims -> claims.claim("nonce", "another")),
        changed("of another provider", claims -> claims.issuer("https://id.other.example")),
        changed(
            "over",
            claims ->
                claims.expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5))))));
  }

  private static String unsigned(FakeProvider provider, JWTClaimsSet claims) {
    return FakeProvider.unsigned(claims);
  }

  private static String secret(FakeProvider provider, JWTClaimsSet claims) {
    return FakeProvider.signedBySecret(claims, "0123456789".repeat(4));
  }

  private static Arguments forged(
      String name, UnaryOperator<JWTClaimsSet> change, com.nimbusds.jose.jwk.RSAKey key) {
    BiFunction<FakeProvider, JWTClaimsSet, String> how =
        (provider, claims) -> FakeProvider.signed(change.apply(claims), key);
    return Arguments.of(name, how);
  }

  private static Arguments changed(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    BiFunction<FakeProvider, JWTClaimsSet, String> how =
        (provider, claims) ->
            provider.signed(change.apply(new JWTClaimsSet.Builder(claims)).build());
    return Arguments.of(name, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void refusesWhatIsForged(String name, BiFunction<FakeProvider, JWTClaimsSet, String> how) {
    make("fay@shop.example");
    PROVIDER.sign(how);
    Visitor fay = visitor();

    HttpResponse<String> refused = signIn(fay, "f-1", "fay@shop.example");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("What it says cannot be trusted");
    assertThat(isIn(fay)).isFalse();
  }

  @Test
  void believesAProxyThatPeopleCameByHttps() {
    HttpResponse<String> answer =
        visitor()
            .get(
                "/sign-in/oidc",
                Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "stock.shop.example"));

    assertThat(location(answer))
        .contains("redirect_uri=https%3A%2F%2Fstock.shop.example%2Fsign-in%2Foidc%2Fcallback");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-onhand_sign_on=")
        .contains("Secure", "HttpOnly", "SameSite=Lax");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }
}
