package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cause;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.Graphql;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What Shopify's answers mean: "too many" comes with HTTP 200, and says what there is left. */
final class ShopifyRules implements ReplyRules {

  private static final Pattern RESTORE =
      Pattern.compile("\"restoreRate\"\\s*:\\s*(\\d{1,7}(?:\\.\\d{1,7})?)");

  private static final String THROTTLED = "THROTTLED";

  static final ReplyRules RULES = new ShopifyRules();

  private ShopifyRules() {}

  @Override
  public Cause why(HttpReply reply) {
    return switch (reply.status()) {
      case 402, 423 -> Cause.NOT_ALLOWED; // the shop is frozen or locked
      case 403 -> reply.isHtml() ? Cause.TURNED_AWAY : Cause.LOGIN_REFUSED;
      default -> ReplyRules.USUAL.why(reply);
    };
  }

  @Override
  public String advice(HttpReply reply) {
    return switch (reply.status()) {
      case 401, 403 -> "the token or the app's credentials are not accepted";
      case 402, 423 -> "the shop is frozen or locked";
      case 404 -> "there is no such shop, or no such version of the API";
      default -> "";
    };
  }

  @Override
  public Optional<Cause> refusal(HttpReply reply) {
    return reply.text().contains(THROTTLED)
        ? Graphql.error(reply).filter(it -> it.code().equals(THROTTLED)).map(_ -> Cause.THROTTLED)
        : Optional.empty();
  }

  @Override
  public Optional<Duration> waitAfter(HttpReply reply) {
    if (refusal(reply).isEmpty()) {
      return ReplyRules.USUAL.waitAfter(reply);
    }
    JsonNode cost = ShopifyDocuments.JSON.read(reply, "/extensions/cost", JsonNode.class);
    double lacking =
        number(cost, "/requestedQueryCost") - number(cost, "/throttleStatus/currentlyAvailable");
    double seconds = lacking / number(cost, "/throttleStatus/restoreRate");
    return seconds > 0 && Double.isFinite(seconds)
        ? Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1_000)))
        : Optional.empty();
  }

  private static double number(JsonNode cost, String at) {
    return cost.at(at).asDouble(0);
  }

  /** How fast points come back depends on the shop's plan. */
  @Override
  public Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
    Matcher told = RESTORE.matcher(reply.text());
    return told.find() ? Map.of(ShopifyApi.POINTS, Double.valueOf(told.group(1))) : Map.of();
  }
}
