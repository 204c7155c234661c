package dev.onhand.connector;

/**
 * A channel that calls us when something happened. It has an optional setting {@value #SECRET}; an
 * account without it takes no such calls.
 */
public interface ReceivesWebhooks {

  /** The setting with what the channel proves its calls with. */
  String SECRET = "webhook_secret";

  /**
   * Checks a call that claims to be from the channel, by its raw bytes, and says what it is about.
   * Does nothing else: no call goes out. Unlike other verbs it is called by many threads at once.
   *
   * @return what it is about; of something that is of no meaning here, nothing
   * @throws ForgedWebhookException if it is not proved to be from this account's channel
   * @throws RuntimeException if it is proved, and cannot be read
   */
  WebhookNotice read(WebhookRequest request);
}
