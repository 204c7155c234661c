package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RsaSignatureTest {

  private static final byte[] BODY = "what was said".getBytes(StandardCharsets.UTF_8);

  @Test
  void provesWhatThePrivateKeySigned() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    Optional<Secret> key = Optional.of(Secret.of(encoded(keys.getPublic().getEncoded())));
    Signature signing = Signature.getInstance("SHA256withRSA");
    signing.initSign(keys.getPrivate());
    signing.update(BODY);
    String signature = encoded(signing.sign());

    assertThatCode(() -> RsaSignature.check(key, signature, request(BODY)))
        .doesNotThrowAnyException();
    assertForged(key, signature, "what was sa1d", "the signature is not that");
    assertForged(
        key, "AAAA" + signature.substring(4), "what was said", "the signature is not that");
    assertForged(key, "no base 64!", "what was said", "the signature is not that");
    assertForged(
        Optional.of(Secret.of("AAAA")), signature, "what was said", "no public key of RSA");
    assertForged(Optional.empty(), signature, "what was said", "no webhook_secret is set");
  }

  private static void assertForged(
      Optional<Secret> key, String signature, String body, String said) {
    assertThatThrownBy(
            () ->
                RsaSignature.check(key, signature, request(body.getBytes(StandardCharsets.UTF_8))))
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
