package dev.onhand.connector;

import java.util.Optional;

/** A channel that has an address prove itself, by GET, before it calls it. */
public interface AnswersChallenges extends ReceivesWebhooks {

  /**
   * Answers what an address is asked, by the account's settings alone. Nothing proves who asks, so
   * an answer must be of no use to somebody else. Does nothing else: no call goes out. Is called by
   * many threads at once.
   *
   * @param request without a body; what is asked is in its query
   * @return empty: it is no challenge of this channel, or a setting is missing that its answer is
   *     made with
   */
  Optional<Answer> answer(WebhookRequest request);

  /**
   * What the channel wants to hear, with status 200.
   *
   * @param body in ASCII, byte for byte
   */
  record Answer(String contentType, String body) {

    public static Answer json(String body) {
      return new Answer("application/json", body);
    }

    public static Answer text(String body) {
      return new Answer("text/plain", body);
    }
  }
}
