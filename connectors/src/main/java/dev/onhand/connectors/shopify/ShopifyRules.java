package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cause;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.Graphql;
import dev.onhand.connectors.shopify.ShopifyDocuments.CostDocument;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Shopify's answers mean: "too many" comes with HTTP 200, and says what there is left. */
final class ShopifyRules implements ReplyRules {

  private static final Pattern RESTORE =
      Pattern.compile("\"restoreRate\"\\s*:\\s*(\\d{1,7}(?:\\.\\d{1,7})?)");

  static final ReplyRules RULES = new ShopifyRules();

  private ShopifyRules() {}

  @Override
  public Cause why(HttpReply reply) {
    return switch (reply.status()) {
      case 401 -> Cause.LOGIN_REFUSED;
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
    return isThrottled(reply) ? Optional.of(Cause.THROTTLED) : Optional.empty();
  }

  private static boolean isThrottled(HttpReply reply) {
    return reply.text().contains("\"THROTTLED\"")
        && Graphql.error(reply).filter(it -> it.code().equals("THROTTLED")).isPresent();
  }

  @Override
  public Optional<Duration> waitAfter(HttpReply reply) {
    return ReplyRules.USUAL
        .waitAfter(reply)
        .or(
            () ->
                isThrottled(reply)
                    ? ShopifyDocuments.JSON
                        .read(reply, "/extensions/cost", CostDocument.class)
                        .untilThereIsEnough()
                    : Optional.empty());
  }

  /** How fast points come back depends on the shop's plan. */
  @Override
  public Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
    Matcher told = RESTORE.matcher(reply.text());
    return told.find() ? Map.of(ShopifyApi.POINTS, Double.valueOf(told.group(1))) : Map.of();
  }
}
