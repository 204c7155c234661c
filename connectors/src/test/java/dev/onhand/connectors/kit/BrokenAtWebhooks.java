package dev.onhand.connectors.kit;

import static dev.onhand.connectors.kit.Broken.described;
import static dev.onhand.connectors.kit.Broken.telling;
import static dev.onhand.connectors.kit.Changed.changed;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connectors that break a rule of what channels tell by calling us. */
final class BrokenAtWebhooks {

  private BrokenAtWebhooks() {}

  static List<Broken> all() {
    return List.of(
        described(
            "WebhookRules.asksForSecret",
            good -> {
              List<SettingSpec> settings = new ArrayList<>(good.settings());
              settings.add(StandardWebhooks.setting());
              return changed(good, good.title(), settings, good.behaviors());
            }),
        telling(
            "WebhookRules.namesOrders",
            (request, good) -> {
              WebhookNotice notice = good.take(request);
              return notice.orders().isEmpty() ? notice : about(notice.deliveryId(), "404404");
            }),
        telling(
            "WebhookRules.namesDeliveries", (request, good) -> named("always", good.take(request))),
        telling(
            "WebhookRules.refusesChangedBodies",
            (request, good) -> good.take(with(request, mended(request.body())))),
        telling(
            "WebhookRules.refusesMissingHeaders",
            (request, good) ->
                request.header("webhook-timestamp").isEmpty()
                    ? about("any", "404404")
                    : good.take(request)),
        telling(
            "WebhookRules.refusesWithoutSecret",
            (request, good) -> good.hasSecret ? good.take(request) : about("any", "404404")),
        telling(
            "WebhookRules.checksRawBytes",
            (request, good) ->
                good.take(
                    with(
                        request,
                        new String(request.body(), StandardCharsets.UTF_8)
                            .strip()
                            .getBytes(StandardCharsets.UTF_8)))),
        telling("WebhookRules.knowsReplays", BrokenAtWebhooks::takesOld),
        telling(
            "WebhookRules.ignoresUnknown",
            (request, good) -> {
              WebhookNotice notice = good.take(request);
              return notice.orders().isEmpty() ? about(notice.deliveryId(), "404404") : notice;
            }),
        telling(
            "WebhookRules.callsNobody",
            (request, good) -> {
              good.listings(Cursor.START);
              return good.take(request);
            }),
        telling("WebhookRules.answersChallengesOnly", new Talkative()));
  }

  /** Gives back whatever it is asked. */
  private static final class Talkative implements TellingFactory.Hearing {
    @Override
    public WebhookNotice read(WebhookRequest request, TellingFactory.Telling good) {
      return good.take(request);
    }

    @Override
    public Optional<AnswersChallenges.Answer> answer(WebhookRequest request) {
      return Optional.of(AnswersChallenges.Answer.text(request.query()));
    }
  }

  private static WebhookNotice takesOld(WebhookRequest request, TellingFactory.Telling good) {
    try {
      return good.take(request);
    } catch (ForgedWebhookException e) {
      if (String.valueOf(e.getMessage()).contains("minutes")) {
        return about("at " + request.receivedAt(), "404404");
      }
      throw e;
    }
  }

  private static WebhookNotice about(String delivery, String order) {
    return new WebhookNotice(delivery, "any", List.of(order), List.of());
  }

  private static WebhookNotice named(String delivery, WebhookNotice notice) {
    return new WebhookNotice(delivery, notice.topic(), notice.orders(), notice.listings());
  }

  private static WebhookRequest with(WebhookRequest request, byte[] body) {
    return new WebhookRequest(request.headers(), request.query(), body, request.receivedAt());
  }

  /** A document that ends in another sign than it should. */
  private static byte[] mended(byte[] body) {
    byte[] mended = body.clone();
    if (mended[mended.length - 1] == ('}' ^ 1)) {
      mended[mended.length - 1] = '}';
    }
    return mended;
  }
}
