package dev.onhand.connectors.bol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a test vector that OpenSSL made: a key, a body, and its signature. */
class BolCallsTest {

  private static final String KEY =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkIv7HLOYjkPixiTdDew5k6BfkSC2nlTpxx"
          + "lYh65n3ESorknoQ2EEnTcckIQ52u2IXKqABM8wsQ24l0fjY1GpOhQvBHkUv8OeREiXx8gzZnhEjveA"
          + "gXFCiCrTxEvfNganc2pHf3kT6xhVNr7Bj383xTKCJFkA2d4lhWQdvvD291U2pu72O8EuQ/AAFJaBbI"
          + "XNNCCeaFdI6dM/iPVTS7i9yzG7+X6Nw9jUfp3fFEdyLxP/jjfcaHqQWB5p0TCZna8sAtiwCOGH3mIu"
          + "cy6daVrcKmz8nwnPzFT66vh43E1Sl89Kgqmq3ISznfJRgWg0FwcYymFl3/hrb2X1IOB5XWl0eQIDAQ"
          + "AB";
  private static final String BODY =
      "{\"retailerId\":\"1234567\",\"timestamp\":\"2026-11-20T23:23:23+01:00\","
          + "\"event\":{\"resource\":\"ORDER\",\"type\":\"ORDER_CREATED\",\"resourceId\":\"1043965710\"}}";
  private static final String SIGNATURE =
      "J/EaGaai2PWI7SHOevTXtyH9ytD00gMXCPmzouBdcpgwSCm2+aBaA+E44f2O8Bu7ELa/Zsa8n28AUI"
          + "sFEX6j5XhmylBekSke/CZvfQ2HT+8rFTZKVrwCSsLMpV4WRD+j/PpHwn0y2HNmUSB/Esm2JMi3c16N"
          + "Ic2JIRvOjEV5BulbfMnuVGSJob8alNqlPbPD38Y6Xl5wlyg6eYjXsoR77olSxxwp03tm892WdmcSbC"
          + "NWk/dLPAqWLhUrpdfRtqWA0ZG/q1wCFsifSL0stxRuuL2Jo8uj0r+21TOyK56MYNG+vTTNtLGvQt07"
          + "jqVqte9YMxzaBKV/hXWS3fSGXgnI9A==";

  @Test
  void aCallIsProvedByteForByteAndNamesTheOrder() {
    WebhookNotice notice = notice(KEY, header(SIGNATURE), BODY);

    assertThat(notice.orders()).containsExactly("1043965710");
    assertThat(notice.topic()).isEqualTo("ORDER_CREATED");
    assertThat(notice.deliveryId()).isEqualTo(SIGNATURE.substring(0, 64));
    assertForged(KEY, header(SIGNATURE), BODY + " ", "the signature is not that");
    assertForged(KEY, header(SIGNATURE), BODY.replace("710", "711"), "the signature is not that");
  }

  /** Base 64 ends with the sign that divides names from values. */
  @Test
  void theSignatureEndsWithTheSignThatDividesNames() {
    assertThat(SIGNATURE).endsWith("==");
    assertThat(notice(KEY, header("\"" + SIGNATURE + "\""), BODY).orders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keyId=0",
        "keyId=0, algorithm=\"rsa-sha256\", signature=",
        "keyId=0, algorithm=\"rsa-sha256\", signature=***",
        "keyId=0, algorithm=\"rsa-sha256\", signature=AAAA",
        "signature"
      })
  void aCallWithoutARightSignatureIsForged(String header) {
    assertThatThrownBy(() -> notice(KEY, header, BODY)).isInstanceOf(ForgedWebhookException.class);
  }

  @Test
  void nothingIsProvedWithoutAKeyOrByOneThatIsNone() {
    assertForged("none", header(SIGNATURE), BODY, "is no public key of RSA");
    assertForged(KEY.substring(4), header(SIGNATURE), BODY, "is no public key of RSA");
    assertThatThrownBy(() -> BolMapping.notice(Optional.empty(), request(header(SIGNATURE), BODY)))
        .hasMessageContaining("no webhook_secret is set");
  }

  private static String header(String signature) {
    return "keyId=0, algorithm=\"rsa-sha256\", signature=" + signature;
  }

  private static WebhookNotice notice(String key, String header, String body) {
    return BolMapping.notice(Optional.of(Secret.of(key)), request(header, body));
  }

  private static WebhookRequest request(String header, String body) {
    return new WebhookRequest(
        Map.of("signature", List.of(header)),
        "",
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }

  private static void assertForged(String key, String header, String body, String said) {
    assertThatThrownBy(() -> notice(key, header, body))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining(said);
  }
}
