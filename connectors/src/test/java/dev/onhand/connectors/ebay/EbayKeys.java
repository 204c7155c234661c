package dev.onhand.connectors.ebay;

import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.wire.Response.Header;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** A pair of keys as eBay has one, made for a run. */
record EbayKeys(KeyPair pair) {

  static EbayKeys made() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new EbayKeys(generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has EC", impossible);
    }
  }

  /** The public key, as eBay shows it. */
  String pem() {
    return "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----"
        .formatted(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  Signer signer() {
    return (_, _, body) -> List.of(new Header("X-EBAY-SIGNATURE", header(body, "SHA1")));
  }

  String header(byte[] body, String digest) {
    String proof =
        "{\"alg\":\"ecdsa\",\"kid\":\"kid-1\",\"signature\":\"%s\",\"digest\":\"%s\"}"
            .formatted(signature(body, digest), digest);
    return Base64.getEncoder().encodeToString(proof.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(byte[] body, String digest) {
    try {
      Signature signature = Signature.getInstance(digest + "withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has ECDSA", impossible);
    }
  }
}
