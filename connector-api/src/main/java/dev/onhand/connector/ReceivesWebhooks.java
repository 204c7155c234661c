package dev.onhand.connector;

/** A channel that calls us when something happened. */
public interface ReceivesWebhooks {

  /**
   * Checks a call that claims to be from the channel, by its raw bytes, and says what it is about.
   * Does nothing else: no call goes out.
   *
   * @throws ForgedWebhookException if it is not proved to be from this account's channel
   */
  WebhookNotice read(WebhookRequest request);
}
