package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.FormLogin;
import dev.onhand.connector.json.JsonCalls;
import java.util.Map;

/**
 * How calls prove themselves: by an access token of Login with Amazon, which a refresh token gives
 * and which is good for an hour.
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

        @Override
        public Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
          return AmazonRates.told(call, reply);
        }
      };

  private AmazonSession() {}

  static JsonCalls calls(Settings settings, ConnectorHttp http) {
    FormLogin login =
        FormLogin.forSeller(
            http.at(settings.url("login_address"))
                .with(
                    FormLogin.rules(
                        "authorize the application again and set the new refresh_token")),
            "/auth/o2/token",
            settings);
    return new JsonCalls(
        new AccessTokens(
                http.at(settings.url("address"))
                    .with(RULES)
                    .with("Accept", "application/json")
                    .with("User-Agent", "Onhand/1.0 (Language=Java)"),
                "x-amz-access-token",
                "",
                login)
            ::send,
        AmazonDocuments.JSON);
  }
}
