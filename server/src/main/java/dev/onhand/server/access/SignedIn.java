package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;

/**
 * A request of somebody who is signed in.
 *
 * @param session the hash of the browser's secret
 * @param formKey what a form must bring back, so that no other site can send one
 */
public record SignedIn(TokenHash session, String formKey) {

  /** The name of the field in which forms bring {@link #formKey} back. */
  public static final String FORM_KEY = "form_key";

  private static final String ATTRIBUTE = "dev.onhand.signed-in";

  /**
   * Of one who has this secret. The key tells nothing of it, and is another for each seller: the
   * form of a page is good only as long as the session acts for the seller whose page it is.
   */
  static SignedIn of(String secret, SellerId seller) {
    byte[] key = TokenHash.of("form:%d:%s".formatted(seller.value(), secret)).toBytes();
    return new SignedIn(
        TokenHash.of(secret), Base64.getUrlEncoder().withoutPadding().encodeToString(key));
  }

  void set(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public static Optional<SignedIn> find(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof SignedIn signedIn
        ? Optional.of(signedIn)
        : Optional.empty();
  }
}
