package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.util.Base64;
import java.util.Optional;

/**
 * Calls that prove themselves by a signature over their raw body, in base 64, and which their
 * channel numbers beside it.
 */
public final class SignedBody {

  private static final int ID_LENGTH_MAX = 256;

  private SignedBody() {}

  /**
   * Checks that a call is from who knows the secret.
   *
   * @param secret empty: none is set, so nothing is proved
   * @param header has HMAC-SHA256 of the body
   * @throws ForgedWebhookException if it is not
   */
  public static void check(Optional<Secret> secret, String header, WebhookRequest request) {
    Secret key = secret.orElseThrow(() -> new ForgedWebhookException("no webhook_secret is set"));
    if (!Hmac.isOf(signature(header, request), key, request.body())) {
      throw new ForgedWebhookException("the signature is not that of this body and secret");
    }
  }

  private static byte[] signature(String header, WebhookRequest request) {
    String text = required(header, request);
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ForgedWebhookException("%s is not base 64".formatted(header));
    }
  }

  /**
   * The channel's name for a delivery, which is not signed.
   *
   * @throws ForgedWebhookException if it is missing
   */
  public static String delivery(String header, WebhookRequest request) {
    String id = required(header, request);
    if (id.length() > ID_LENGTH_MAX) {
      throw new ForgedWebhookException("%s is too long".formatted(header));
    }
    return id;
  }

  private static String required(String header, WebhookRequest request) {
    return request
        .header(header)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new ForgedWebhookException("the header %s is missing".formatted(header)));
  }
}
