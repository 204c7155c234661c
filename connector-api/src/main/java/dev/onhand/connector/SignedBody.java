package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls that prove themselves by a signature over their raw body, in base 64, and which their
 * channel numbers beside it.
 */
public final class SignedBody {

  private static final int ID_LENGTH_MAX = 256;

  private static final String PREFIX = "sha256=";

  /** The 32 bytes of a signature. */
  private static final Pattern BASE_64 = Pattern.compile("[A-Za-z0-9+/]{43}=");

  private SignedBody() {}

  /**
   * Checks that a call is from who knows the secret.
   *
   * @param secret empty: none is set, so nothing is proved
   * @param header has HMAC-SHA256 of the body
   * @throws ForgedWebhookException if it is not
   */
  public static void check(Optional<Secret> secret, String header, WebhookRequest request) {
    Secret key = secret.orElseThrow(ForgedWebhookException::noSecret);
    if (!Hmac.isOf(signature(header, request), key, request.body())) {
      throw ForgedWebhookException.notSigned();
    }
  }

  /**
   * The same for a signature in hexadecimal digits or in base 64, before which {@code sha256=} may
   * stand.
   *
   * @param secret empty: none is set, so nothing is proved
   * @throws ForgedWebhookException if it is not
   */
  public static void checkEither(Optional<Secret> secret, String header, WebhookRequest request) {
    Secret key = secret.orElseThrow(ForgedWebhookException::noSecret);
    String given = request.required(header);
    String signature = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
    boolean isSigned =
        BASE_64.matcher(signature).matches()
            ? Hmac.isOf(Base64.getDecoder().decode(signature), key, request.body())
            : Hmac.isHexOf(signature.toLowerCase(Locale.ROOT), key, request.body());
    if (!isSigned) {
      throw ForgedWebhookException.notSigned();
    }
  }

  private static byte[] signature(String header, WebhookRequest request) {
    String text = request.required(header);
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
    String id = request.required(header);
    if (id.length() > ID_LENGTH_MAX) {
      throw new ForgedWebhookException("%s is too long".formatted(header));
    }
    return id;
  }
}
