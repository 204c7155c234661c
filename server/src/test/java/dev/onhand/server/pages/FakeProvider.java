package dev.onhand.server.pages;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A provider that people sign in with, by OpenID Connect, as strict as one may be: a code is good
 * once, for the client, address and verifier it was asked with.
 */
final class FakeProvider implements AutoCloseable, AfterAllCallback {

  static final String CLIENT = "onhand & co";
  static final String SECRET = "s:ecret/%";

  private final HttpServer server;
  private final RSAKey key = newKey();
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private volatile BiFunction<FakeProvider, JWTClaimsSet, String> signing = FakeProvider::signed;

  private record Asked(Map<String, List<String>> query, JWTClaimsSet.Builder claims) {}

  FakeProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/shop/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
    server.createContext(
        "/shop/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/shop/token/", this::redeem);
    server.start();
  }

  static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("one").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:%d/shop".formatted(server.getAddress().getPort());
  }

  private String metadata() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token/",
         "jwks_uri":"%1$s/keys","response_types_supported":["code"],"subject_types_supported":["public"],
         "id_token_signing_alg_values_supported":["RS256"]}
        """
        .formatted(issuer());
  }

  /** From now on tokens are made in another way. */
  void sign(BiFunction<FakeProvider, JWTClaimsSet, String> how) {
    signing = how;
  }

  /**
   * What the provider does when somebody signs in there.
   *
   * @param address where the browser was sent
   * @return the path and query on our side to which it sends the browser back
   */
  String signIn(String address, String subject, String email, boolean isVerified) {
    URI asked = URI.create(address);
    Map<String, List<String>> query = URLUtils.parseParameters(asked.getRawQuery());
    String code = "code/" + count.incrementAndGet();
    Instant now = Instant.now();
    codes.put(
        code,
        new Asked(
            query,
            new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject)
                .audience(CLIENT)
                .claim("nonce", query.get("nonce").getFirst())
                .claim("email", email)
                .claim("email_verified", isVerified)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))));
    return "%s?code=%s&state=%s&session_state=of-theirs"
        .formatted(
            URI.create(query.get("redirect_uri").getFirst()).getPath(),
            URLEncoder.encode(code, StandardCharsets.UTF_8),
            query.get("state").getFirst());
  }

  private void redeem(HttpExchange exchange) throws IOException {
    Map<String, List<String>> form =
        URLUtils.parseParameters(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Asked asked = codes.remove(form.get("code").getFirst());
    if (!isTheClient(exchange) || asked == null || !isWhatWasAsked(asked, form)) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    String token = signing.apply(this, asked.claims().build());
    answer(
        exchange,
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}".formatted(token));
  }

  private static boolean isTheClient(HttpExchange exchange) {
    String pair =
        URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static boolean isWhatWasAsked(Asked asked, Map<String, List<String>> form) {
    CodeChallenge challenge =
        CodeChallenge.compute(
            CodeChallengeMethod.S256, new CodeVerifier(form.get("code_verifier").getFirst()));
    return asked.query().get("code_challenge").getFirst().equals(challenge.getValue())
        && asked.query().get("client_id").getFirst().equals(CLIENT)
        && asked.query().get("redirect_uri").equals(form.get("redirect_uri"));
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, key);
  }

  static String signed(JWTClaimsSet claims, RSAKey by) {
    try {
      return serialized(claims, JWSAlgorithm.RS256, new RSASSASigner(by));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As if our secret, which others may know, were the provider's key. */
  static String signedBySecret(JWTClaimsSet claims, String secret) {
    try {
      return serialized(claims, JWSAlgorithm.HS256, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private static String serialized(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("one").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
