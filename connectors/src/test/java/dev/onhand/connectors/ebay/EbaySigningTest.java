package dev.onhand.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.AnswersChallenges.Answer;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.connector.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EbaySigningTest {

  /** Made by OpenSSL 3 with a key on P-256; the body byte for byte. */
  private static final String VECTOR_KEY =
      "-----BEGIN PUBLIC KEY-----"
          + "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqsf9DE5G9fLi6+IsGl2nYRSPtQtt"
          + "TPuXoiYZiUWEe0hi+6eXkFPXcTfkmFvjDe9IsRubD5jsJqa3Gmq7CYUw/Q=="
          + "-----END PUBLIC KEY-----";

  private static final String VECTOR_HEADER =
      "eyJhbGciOiJlY2RzYSIsImtpZCI6ImstMSIsInNpZ25hdHVyZSI6Ik1FVUNJQnpCNzNzelNILzBXTXFLcnZFSXhzVFlPUUEreFp3T3RnY0FUN2l6Z1RwRUFpRUFzT29EVnMvZmN6M1ArOTlJamplWTUxa3NxbFNuVkROY3h2WFN5d3J2dmowPSIsImRpZ2VzdCI6IlNIQTEifQ==";

  static final String VECTOR_BODY =
      "{\"metadata\":{\"topic\":\"ORDER_CONFIRMATION\",\"schemaVersion\":\"1.0\",\"deprecated\":false},"
          + "\"notification\":{\"notificationId\":\"n-1\",\"eventDate\":\"2026-11-20T10:00:00Z\","
          + "\"publishDate\":\"2026-11-20T10:00:01Z\",\"publishAttemptCount\":1,"
          + "\"data\":{\"orderId\":\"12-34567-89012\"}}}";

  @Test
  void aCallIsProvedByItsBytesAndTheKeyOfEbay() {
    signing("webhook_secret", VECTOR_KEY).check(call(VECTOR_HEADER, VECTOR_BODY));
    assertForged(VECTOR_KEY, VECTOR_HEADER, VECTOR_BODY + "\n");
    assertForged(VECTOR_KEY, VECTOR_HEADER, VECTOR_BODY.replace("n-1", "n-2"));
    assertForged(EbayKeys.made().pem(), VECTOR_HEADER, VECTOR_BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "e30=", "bnVsbA==", "W10="})
  void aHeaderThatIsNoProofProvesNothing(String header) {
    assertForged(VECTOR_KEY, header, VECTOR_BODY);
  }

  @Test
  void onlyKnownDigestsAreTaken() {
    EbayKeys keys = EbayKeys.made();
    byte[] body = VECTOR_BODY.getBytes(StandardCharsets.UTF_8);
    signing("webhook_secret", keys.pem()).check(call(keys.header(body, "SHA256"), VECTOR_BODY));
    String none =
        Base64.getEncoder()
            .encodeToString(
                "{\"signature\":\"AAAA\",\"digest\":\"NONE\"}".getBytes(StandardCharsets.UTF_8));
    assertForged(keys.pem(), none, VECTOR_BODY);
  }

  @Test
  void aKeyThatIsNoneIsSaid() {
    assertThatThrownBy(
            () -> signing("webhook_secret", "whsec_MTIz").check(call(VECTOR_HEADER, VECTOR_BODY)))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining("no public key of EC");
  }

  private static void assertForged(String key, String header, String body) {
    assertThatThrownBy(() -> signing("webhook_secret", key).check(call(header, body)))
        .isInstanceOf(ForgedWebhookException.class);
  }

  /** The code, the token and the address one behind the other, by {@code openssl dgst -sha256}. */
  @Test
  void anAddressIsProvedByItsTokenByteForByte() {
    EbaySigning signing =
        signing(
            "webhook_token",
            "onhand_Verification-Token_0123456789abcdef",
            "webhook_address",
            "https://stock.example/hooks/1-6f1c0a4a1c0e4f0e9d5a1f1f8a2b3c4d");

    assertThat(signing.answer(asked("challenge_code=3f1c9e5a-7d0b-4c57-9a2e-8b6d0f4c1e22")))
        .hasValue(
            new Answer(
                "application/json",
                "{\"challengeResponse\":"
                    + "\"91fea20684344e5bdcb5dcc52f0e7647ce95958f195f272d510a1ba1a844ef2f\"}"));
    assertThat(signing.answer(asked("challenge=3f1c9e5a"))).isEmpty();
    assertThat(signing("webhook_secret", VECTOR_KEY).answer(asked("challenge_code=1"))).isEmpty();
  }

  @Test
  void theTokenAndTheAddressThatAreNamedToEbayGoTogether() {
    EbayConnectorFactory factory = new EbayConnectorFactory();

    assertThatThrownBy(() -> factory.check(settings("webhook_token", "any")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("give both");
    assertThatCode(
            () ->
                factory.check(
                    settings("webhook_token", "any", "webhook_address", "https://a.example/hooks")))
        .doesNotThrowAnyException();
  }

  private static EbaySigning signing(String... given) {
    return new EbaySigning(settings(given));
  }

  private static Settings settings(String... given) {
    Map<String, String> all =
        new HashMap<>(Map.of("client_id", "c", "client_secret", "s", "refresh_token", "r"));
    for (int i = 0; i < given.length; i += 2) {
      all.put(given[i], given[i + 1]);
    }
    return Settings.of(EbayConnectorFactory.DESCRIPTOR.settings(), all);
  }

  private static WebhookRequest asked(String query) {
    return new WebhookRequest(Map.of(), query, new byte[0], Instant.EPOCH);
  }

  private static WebhookRequest call(String header, String body) {
    return new WebhookRequest(
        Map.of("x-ebay-signature", List.of(header)),
        "",
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }
}
