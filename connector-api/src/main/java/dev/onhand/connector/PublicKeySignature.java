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
 * a private key; everybody can check it by the public one.
 */
public final class PublicKeySignature {

  private PublicKeySignature() {}

  /** How it was made. */
  public enum Algorithm {
    /** PKCS#1 v1.5 with SHA-256. */
    RSA_SHA256("RSA", "SHA256withRSA"),
    ECDSA_SHA1("EC", "SHA1withECDSA"),
    ECDSA_SHA256("EC", "SHA256withECDSA");

    private final String keys;
    private final String signatures;

    Algorithm(String keys, String signatures) {
      this.keys = keys;
      this.signatures = signatures;
    }
  }

  /**
   * Checks that a call is from who has the private key.
   *
   * @param publicKey in DER and base 64, or in PEM, also on one line; empty: none is set, so
   *     nothing is proved
   * @param signature in base 64
   * @throws ForgedWebhookException if it is not
   */
  public static void check(
      Algorithm algorithm, Optional<Secret> publicKey, String signature, WebhookRequest request) {
    PublicKey key = key(algorithm, publicKey.orElseThrow(ForgedWebhookException::noSecret));
    try {
      Signature check = Signature.getInstance(algorithm.signatures);
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

  private static PublicKey key(Algorithm algorithm, Secret publicKey) {
    String base64 = publicKey.reveal().replaceAll("-----[A-Z ]+-----", "");
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm.keys).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ForgedWebhookException(
          "the setting %s is no public key of %s in base 64"
              .formatted(ReceivesWebhooks.SECRET, algorithm.keys));
    }
  }
}
