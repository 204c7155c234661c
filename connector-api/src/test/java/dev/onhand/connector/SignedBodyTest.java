package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By a signature that another program made. */
class SignedBodyTest {

  private static final Optional<Secret> SECRET =
      Optional.of(Secret.of("woo-webhook-secret-of-the-shop-32"));
  private static final String BODY = "{\"id\":727,\"number\":\"727\",\"status\":\"processing\"}";

  private final Map<String, List<String>> headers =
      new HashMap<>(
          Map.of(
              "x-signature",
              List.of("7xoeGRc9LjRN1l2K3I8H+El2ck/FFkipGDgQukYMMGY="),
              "x-id",
              List.of("d-1")));

  @Test
  void takesACallByteForByte() {
    SignedBody.check(SECRET, "X-Signature", request(BODY));
    assertThat(SignedBody.delivery("X-Id", request(BODY))).isEqualTo("d-1");
  }

  @Test
  void refusesTheSameDocumentWrittenOtherwise() {
    assertForged(BODY.replace(":", ": "));
  }

  @Test
  void refusesWhatIsNotSigned() {
    headers.put("x-signature", List.of("***"));
    assertForged(BODY);
    headers.remove("x-signature");
    assertForged(BODY);
  }

  @Test
  void refusesWhereNoSecretIsSet() {
    assertThatThrownBy(() -> SignedBody.check(Optional.empty(), "X-Signature", request(BODY)))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining("no webhook_secret");
  }

  @Test
  void refusesWhatHasNoNameOrTooLongAOne() {
    headers.put("x-id", List.of("d".repeat(257)));
    assertThatThrownBy(() -> SignedBody.delivery("X-Id", request(BODY)))
        .isInstanceOf(ForgedWebhookException.class);
    headers.remove("x-id");
    assertThatThrownBy(() -> SignedBody.delivery("X-Id", request(BODY)))
        .isInstanceOf(ForgedWebhookException.class);
  }

  private void assertForged(String body) {
    assertThatThrownBy(() -> SignedBody.check(SECRET, "X-Signature", request(body)))
        .isInstanceOf(ForgedWebhookException.class);
  }

  private WebhookRequest request(String body) {
    return new WebhookRequest(headers, "", body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }
}
