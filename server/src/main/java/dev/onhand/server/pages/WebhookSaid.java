package dev.onhand.server.pages;

import dev.onhand.server.webhooks.OutgoingWebhooks;
import java.util.Map;

/**
 * What a webhook's page says of what was just done.
 *
 * @param done empty: nothing
 * @param error empty: nothing is wrong
 * @param secret which is shown this once; empty: there is none
 */
public record WebhookSaid(String done, String error, String secret) {

  private static final Map<String, String> DONE =
      Map.of(
          "test", "An event of type webhook.test is on its way.",
          "pause", "Nothing is sent until you resume it; events wait.",
          "resume", "It goes on from where it stopped.",
          "replay_failed", "What failed is sent again.");

  static WebhookSaid of(String said) {
    return new WebhookSaid(DONE.getOrDefault(said, ""), "", "");
  }

  static WebhookSaid secret(OutgoingWebhooks.Made made) {
    return new WebhookSaid("", "", made.secret().reveal());
  }

  @Override
  public String toString() {
    return "what is said";
  }
}
