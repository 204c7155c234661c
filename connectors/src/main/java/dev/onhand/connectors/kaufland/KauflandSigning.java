package dev.onhand.connectors.kaufland;

import dev.onhand.connector.AnswersChallenges.Answer;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.Hmac;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs calls: over the method, the whole address, the body and the time, in small hexadecimal
 * digits. The secret key looks hexadecimal too, but its text is the key.
 */
final class KauflandSigning {

  private static final String TIMESTAMP = "Shop-Timestamp";
  private static final String SIGNATURE = "Shop-Signature";

  /** What is given back shows nobody anything but a word. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._~+/=:-]{1,256}");

  private final URI address;
  private final Secret key;
  private final Optional<Secret> hookSecret;
  private final Optional<String> hookAddress;
  private final InstantSource clock;

  KauflandSigning(Settings settings, InstantSource clock) {
    this.address = settings.url("address");
    this.key = settings.secret("secret_key");
    this.hookSecret = settings.find(ReceivesWebhooks.SECRET).map(Secret::of);
    this.hookAddress = settings.find("webhook_address");
    this.clock = clock;
  }

  HttpCall signed(HttpCall call) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String before = start(call.method().name(), call.address(address));
    return call.with(TIMESTAMP, time)
        .with(SIGNATURE, Hmac.hexSha256(key, bytes(before), call.body(), bytes("\n" + time)));
  }

  private static String start(String method, String address) {
    return method + "\n" + address + "\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What proves an address: it gives the challenge back, where it is to be called. */
  Optional<Answer> answer(WebhookRequest request) {
    boolean isExpected =
        hookSecret.isPresent() && request.parameter("mode").orElse("subscribe").equals("subscribe");
    return request
        .parameter("challenge")
        .filter(challenge -> isExpected && WORD.matcher(challenge).matches())
        .map(Answer::text);
  }

  /**
   * Checks that a call to us is from who knows the secret, and of now.
   *
   * @return its signature, which no other call has
   * @throws ForgedWebhookException if it is not
   */
  String check(WebhookRequest request) {
    Secret hookKey = hookSecret.orElseThrow(ForgedWebhookException::noSecret);
    if (hookAddress.isEmpty()) {
      throw new ForgedWebhookException(
          "the setting webhook_address is missing, and Kaufland signs it too");
    }
    String signature = request.required(SIGNATURE);
    String before = start("POST", hookAddress.get());
    String after = "\n" + request.required(TIMESTAMP);
    if (!Hmac.isHexOf(signature, hookKey, bytes(before), request.body(), bytes(after))) {
      throw ForgedWebhookException.notSigned();
    }
    request.requireNow(TIMESTAMP);
    return signature;
  }
}
