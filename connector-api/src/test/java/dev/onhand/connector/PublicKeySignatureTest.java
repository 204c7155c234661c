package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.PublicKeySignature.Algorithm;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeySignatureTest {

  private static final byte[] BODY = "what was said".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "RSA_SHA256, RSA, 2048, SHA256withRSA",
    "ECDSA_SHA1, EC, 256, SHA1withECDSA",
    "ECDSA_SHA256, EC, 256, SHA256withECDSA"
  })
  void provesWhatThePrivateKeySigned(Algorithm algorithm, String keysOf, int bits, String name)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keysOf);
    generator.initialize(bits);
    KeyPair keys = generator.generateKeyPair();
    String encoded = encoded(keys.getPublic().getEncoded());
    Optional<Secret> key = Optional.of(Secret.of(encoded));
    Signature signing = Signature.getInstance(name);
    signing.initSign(keys.getPrivate());
    signing.update(BODY);
    String signature = encoded(signing.sign());

    assertThatCode(() -> PublicKeySignature.check(algorithm, key, signature, request(BODY)))
        .doesNotThrowAnyException();
    String pem = "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----".formatted(encoded);
    assertThatCode(
            () ->
                PublicKeySignature.check(
                    algorithm, Optional.of(Secret.of(pem)), signature, request(BODY)))
        .doesNotThrowAnyException();
    assertForged(algorithm, key, signature, "what was sa1d", "the signature is not that");
    assertForged(
        algorithm,
        key,
        "AAAA" + signature.substring(4),
        "what was said",
        "the signature is not that");
    assertForged(algorithm, key, "no base 64!", "what was said", "the signature is not that");
    assertForged(
        algorithm,
        Optional.of(Secret.of("AAAA")),
        signature,
        "what was said",
        "no public key of " + keysOf);
    assertForged(
        algorithm, Optional.empty(), signature, "what was said", "no webhook_secret is set");
  }

  private static void assertForged(
      Algorithm algorithm, Optional<Secret> key, String signature, String body, String said) {
    assertThatThrownBy(
            () ->
                PublicKeySignature.check(
                    algorithm, key, signature, request(body.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining(said);
  }

  private static WebhookRequest request(byte[] body) {
    return new WebhookRequest(Map.of(), "", body, Instant.EPOCH);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
