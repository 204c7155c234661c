package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.amazon.AmazonDocuments.LoginErrorDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.TokenDocument;
import dev.onhand.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How calls prove themselves: by an access token of Login with Amazon, which a refresh token gives
 * and which is good for an hour. Documents lie elsewhere, and are fetched without it.
 */
final class AmazonSession {

  /** A token that ended is answered 403, and so is a role that is missing. */
  private static final ReplyRules RULES =
      new ReplyRules() {
        @Override
        public Cause why(HttpReply reply) {
          return isRefused(reply) ? Cause.LOGIN_REFUSED : ReplyRules.USUAL.why(reply);
        }

        @Override
        public String advice(HttpReply reply) {
          return isRefused(reply)
              ? "Amazon does not take a token that it gave: the application lacks the role (Product"
                  + " Listing for listings and feeds, or that for orders), or seller_id is another"
                  + " seller's"
              : "";
        }

        private boolean isRefused(HttpReply reply) {
          return reply.status() == 401 || reply.status() == 403 && !reply.isHtml();
        }
      };

  private final Settings settings;
  private final ConnectorHttp plain;
  private final ConnectorHttp login;
  private final AccessTokens tokens;

  AmazonSession(Settings settings, ConnectorHttp http) {
    this.settings = settings;
    this.plain = http;
    this.login = http.at(settings.url("login_address"));
    this.tokens =
        new AccessTokens(
            http.at(settings.url("address"))
                .with(RULES)
                .with("Accept", "application/json")
                .with("User-Agent", "Onhand/1.0 (Language=Java)"),
            "x-amz-access-token",
            "",
            this::logIn);
  }

  HttpReply send(HttpCall call, int... expected) throws InterruptedException {
    return tokens.send(call, expected);
  }

  private AccessTokens.Token logIn() throws InterruptedException {
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "refresh_token");
    for (String name : new String[] {"refresh_token", "client_id", "client_secret"}) {
      form.put(name, settings.text(name));
    }
    HttpReply reply =
        login.send(HttpCall.form("/auth/o2/token", form, Purpose.LOGIN), 200, 400, 401);
    if (!reply.isSuccess()) {
      LoginErrorDocument error = AmazonDocuments.read(reply, LoginErrorDocument.class);
      throw new DeferredException(
          Cause.LOGIN_REFUSED,
          Duration.ZERO,
          "Login with Amazon said %s (%s): %s"
              .formatted(
                  error.error(),
                  error.description(),
                  error.error().equals("invalid_grant")
                      ? "authorize the application again and set the new refresh_token"
                      : "check client_id and client_secret"));
    }
    TokenDocument token = AmazonDocuments.read(reply, TokenDocument.class);
    return new AccessTokens.Token(Secret.of(token.value()), Duration.ofSeconds(token.seconds()));
  }

  /** Fetches a document from where it lies. */
  HttpReply download(URI address, Purpose purpose) throws InterruptedException {
    return plain.at(address).send(HttpCall.get("", purpose), 200);
  }

  /** Puts a document where it is to lie, which changes nothing yet. */
  void upload(URI address, String type, String body) throws InterruptedException {
    HttpCall call =
        new HttpCall(
            Method.PUT,
            "",
            Map.of(),
            type,
            body.getBytes(StandardCharsets.UTF_8),
            false,
            Purpose.PUSH,
            Map.of());
    HttpReply _ = plain.at(address).send(call, 200);
  }
}
