package dev.onhand.connector;

/** A call that is not proved to be from the channel it claims to be from. */
public final class ForgedWebhookException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, without the signature or the secret
   */
  public ForgedWebhookException(String message) {
    super(message);
  }
}
