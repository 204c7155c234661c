package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Calls that prove themselves by a signature over their raw body that only the channel can make, by
 * a private key (RSA, PKCS#1 v1.5 with SHA-256); everybody can check it by the public one.
 */
public final class RsaSignature {

  private RsaSignature() {}

  /**
   * Checks that a call is from who has the private key.
   *
   * @param publicKey in DER and base 64; empty: none is set, so nothing is proved
   * @param signature in base 64
   * @throws ForgedWebhookException if it is not
   */
  public static void check(Optional<Secret> publicKey, String signature, WebhookRequest request) {
    PublicKey key = key(publicKey.orElseThrow(ForgedWebhookException::noSecret));
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(request.body());
      if (check.verify(Base64.getDecoder().decode(signature))) {
        return;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // is none: said below
    }
    throw ForgedWebhookException.notSigned();
  }

  private static PublicKey key(Secret publicKey) {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(publicKey.reveal());
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ForgedWebhookException(
          "the setting %s is no public key of RSA in base 64".formatted(ReceivesWebhooks.SECRET));
    }
  }
}
