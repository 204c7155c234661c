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

  /** The account has no secret, so nothing is proved. */
  public static ForgedWebhookException noSecret() {
    return new ForgedWebhookException("no %s is set".formatted(ReceivesWebhooks.SECRET));
  }

  /** It was signed with another secret, or something else was signed. */
  public static ForgedWebhookException notSigned() {
    return new ForgedWebhookException("the signature is not that of this body and secret");
  }
}
