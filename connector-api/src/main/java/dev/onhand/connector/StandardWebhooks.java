package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Calls that prove themselves as Standard Webhooks 1.0.0 says, by a shared secret: the signature is
 * over the delivery's id, its time and the raw body. Those of channels are checked here, and our
 * own are signed.
 */
public final class StandardWebhooks {

  private static final String SECRET_PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";
  private static final int KEY_BYTES_NEW = 32;
  private static final int KEY_BYTES_MIN = 24;
  private static final int KEY_BYTES_MAX = 64;
  private static final int ID_LENGTH_MAX = 256;

  private StandardWebhooks() {}

  /** The setting for a channel whose calls are signed so. */
  public static SettingSpec setting() {
    return SettingSpec.secret(
            ReceivesWebhooks.SECRET,
            "What calls to Onhand are signed with: whsec_ and 24 to 64 random bytes in base 64, the"
                + " same where they come from. Only where somebody is to call.")
        .optional();
  }

  /**
   * Checks that a call is from who knows the secret, and of now.
   *
   * @param secret empty: none is set, so nothing is proved
   * @return the delivery's id, the same each time it is delivered
   * @throws ForgedWebhookException if it is not
   */
  public static String check(Optional<Secret> secret, WebhookRequest request) {
    byte[] key = key(secret.orElseThrow(ForgedWebhookException::noSecret));
    String id = request.required(ID);
    if (id.length() > ID_LENGTH_MAX || id.contains(".")) {
      throw new ForgedWebhookException("webhook-id must be up to 256 characters without a dot");
    }
    String time = request.required(TIMESTAMP);
    byte[] signed = signed(id, time, request.body());
    // First the signature: nothing is said about the rest of what is not proved.
    if (!isSigned(request.required(SIGNATURE), key, signed)) {
      throw ForgedWebhookException.notSigned();
    }
    request.requireNow(TIMESTAMP);
    return id;
  }

  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    String encoded = text.startsWith(SECRET_PREFIX) ? text.substring(SECRET_PREFIX.length()) : text;
    try {
      byte[] key = Base64.getDecoder().decode(encoded);
      if (key.length >= KEY_BYTES_MIN && key.length <= KEY_BYTES_MAX) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // is said below
    }
    throw new ForgedWebhookException(
        "the setting webhook_secret is not whsec_ and %d to %d bytes in base 64"
            .formatted(KEY_BYTES_MIN, KEY_BYTES_MAX));
  }

  /**
   * A new secret.
   *
   * @param random fills an array with what nobody can guess
   */
  public static Secret newSecret(Consumer<byte[]> random) {
    byte[] key = new byte[KEY_BYTES_NEW];
    random.accept(key);
    return Secret.of(SECRET_PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /**
   * The headers that prove a call.
   *
   * @param secrets of which each signs; the receiver takes any: there are two while one is changed
   * @param id the same each time it is sent; without a dot
   * @param at when this attempt is made
   */
  public static Map<String, String> sign(List<Secret> secrets, String id, Instant at, byte[] body) {
    String time = Long.toString(at.getEpochSecond());
    byte[] signed = signed(id, time, body);
    String signatures =
        secrets.stream()
            .map(secret -> Hmac.sha256(key(secret), signed))
            .map(signature -> VERSION + Base64.getEncoder().encodeToString(signature))
            .collect(Collectors.joining(" "));
    return Map.of(ID, id, TIMESTAMP, time, SIGNATURE, signatures);
  }

  private static byte[] signed(String id, String time, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return signed.toByteArray();
  }

  /** Several signatures are there while a secret is being changed. */
  private static boolean isSigned(String signatures, byte[] key, byte[] signed) {
    boolean isSigned = false;
    for (String signature : signatures.split(" ", -1)) {
      isSigned |= signature.startsWith(VERSION) && isOf(signature, key, signed);
    }
    return isSigned;
  }

  private static boolean isOf(String signature, byte[] key, byte[] signed) {
    try {
      byte[] given = Base64.getDecoder().decode(signature.substring(VERSION.length()));
      return Hmac.isOf(given, key, signed);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
