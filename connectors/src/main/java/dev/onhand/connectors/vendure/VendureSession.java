package dev.onhand.connectors.vendure;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.FetchedOnce;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connectors.vendure.VendureDocuments.LoginDocument;
import dev.onhand.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How calls prove themselves: by a key, or by a session that is begun when it is needed and begun
 * anew, once, when it is over. A file of its own, which other connectors do not have: Vendure tells
 * credentials that are refused from nothing but the text of an answer with HTTP 200.
 */
final class VendureSession {

  /** A header and what it says. */
  private record Proof(String header, Secret value) {}

  private final ConnectorHttp http;
  private final Optional<Credentials> credentials;
  private final Optional<Proof> key;
  private final FetchedOnce<Proof> sessions = new FetchedOnce<>(this::logIn);

  private record Credentials(String username, Secret password) {}

  /**
   * @throws IllegalArgumentException if the settings of the chosen way to log in are missing
   */
  VendureSession(Settings settings, ConnectorHttp http) {
    ConnectorHttp plain = http.at(settings.url("address")).with("Accept", "application/json");
    this.http =
        settings
            .find("channel_token")
            .map(token -> plain.with("vendure-token", token))
            .orElse(plain);
    if (settings.text("login").equals("password")) {
      credentials =
          Optional.of(new Credentials(settings.text("username"), settings.secret("password")));
      key = Optional.empty();
    } else {
      credentials = Optional.empty();
      key = Optional.of(new Proof("vendure-api-key", settings.secret("api_key")));
    }
  }

  /**
   * @return an answer to a call that was allowed; it may tell other errors
   */
  HttpReply send(HttpCall call) throws InterruptedException {
    Optional<Proof> known = key.or(sessions::held);
    HttpReply reply = send(call, known.isPresent() ? known.get() : otherThan(known));
    if (isForbidden(reply) && key.isEmpty() && known.isPresent()) {
      reply = send(call, otherThan(known));
    }
    if (isForbidden(reply)) {
      throw refused();
    }
    return reply;
  }

  private HttpReply send(HttpCall call, Proof by) throws InterruptedException {
    return http.with(by.header(), by.value().reveal()).send(call);
  }

  private static boolean isForbidden(HttpReply reply) {
    return Graphql.error(reply).map(GraphqlError::code).filter("FORBIDDEN"::equals).isPresent();
  }

  private Proof otherThan(Optional<Proof> refused) throws InterruptedException {
    return sessions.current(it -> !refused.equals(Optional.of(it)));
  }

  private Proof logIn() throws InterruptedException {
    Credentials with = credentials.orElseThrow();
    HttpReply reply =
        http.send(
            Graphql.operation(
                    "",
                    VendureApi.OPERATIONS.get("LogIn"),
                    Map.of("username", with.username(), "password", with.password().reveal()),
                    Purpose.LOGIN)
                .asking());
    if (isForbidden(reply)
        || !VendureDocuments.JSON
            .read(reply, "/data/login", LoginDocument.class)
            .type()
            .equals("CurrentUser")) {
      throw refused();
    }
    return session(reply);
  }

  /** A token in a header where the shop allows it, else cookies. */
  private static Proof session(HttpReply reply) {
    Optional<String> token = reply.header("vendure-auth-token");
    if (token.isPresent()) {
      return new Proof("Authorization", Secret.of("Bearer " + token.get()));
    }
    List<String> cookies = reply.headers().getOrDefault("set-cookie", List.of());
    return new Proof(
        "Cookie",
        Secret.of(
            cookies.stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "))));
  }

  private static DeferredException refused() {
    return new DeferredException(
        Cause.LOGIN_REFUSED,
        "the shop refused the key or the user, or its role does not allow this");
  }
}
