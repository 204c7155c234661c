package dev.onhand.connectors.ebay;

import dev.onhand.connector.AnswersChallenges.Answer;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.PublicKeySignature;
import dev.onhand.connector.PublicKeySignature.Algorithm;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings;
import dev.onhand.connector.Sha256;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls that eBay signs with a key of its own. Their header is a small document in base 64, which
 * holds the signature, in base 64 too, and how it was made.
 */
final class EbaySigning {

  static final String TOKEN = "webhook_token";
  static final String ADDRESS = "webhook_address";

  private static final Pattern BASE_64 =
      Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

  private final Optional<Secret> key;
  private final Optional<String> token;
  private final Optional<String> address;

  EbaySigning(Settings settings) {
    this.key = settings.find(ReceivesWebhooks.SECRET).map(Secret::of);
    this.token = settings.find(TOKEN);
    this.address = settings.find(ADDRESS);
  }

  /** What proves an address to eBay: it knows the token that the address was named with. */
  Optional<Answer> answer(WebhookRequest request) {
    return request
        .parameter("challenge_code")
        .flatMap(code -> token.flatMap(known -> address.map(at -> code + known + at)))
        .map(text -> Sha256.hex(text.getBytes(StandardCharsets.UTF_8)))
        .map("{\"challengeResponse\":\"%s\"}"::formatted)
        .map(Answer::json);
  }

  /**
   * Checks that a call is from eBay, by its raw bytes.
   *
   * @throws ForgedWebhookException if it is not, or no key is set, so that nothing is proved
   */
  void check(WebhookRequest request) {
    String header = request.required("x-ebay-signature");
    byte[] proof =
        BASE_64.matcher(header).matches() ? Base64.getDecoder().decode(header) : new byte[0];
    String text = new String(proof, StandardCharsets.UTF_8);
    Algorithm algorithm =
        switch (field(text, "digest")) {
          case "SHA1" -> Algorithm.ECDSA_SHA1;
          case "SHA256" -> Algorithm.ECDSA_SHA256;
          default ->
              throw new ForgedWebhookException("X-EBAY-SIGNATURE is of no kind that is known");
        };
    PublicKeySignature.check(algorithm, key, field(text, "signature"), request);
  }

  /** Of a document that anybody may have written. */
  private static String field(String document, String name) {
    Matcher field =
        Pattern.compile("\"%s\"\\s*:\\s*\"([^\"\\\\]*)\"".formatted(name)).matcher(document);
    return field.find() ? field.group(1) : "";
  }
}
