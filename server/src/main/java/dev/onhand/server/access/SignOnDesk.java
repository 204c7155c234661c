package dev.onhand.server.access;

import dev.onhand.server.access.SignOnProvider.Kept;
import dev.onhand.server.access.SignOnProvider.NotProvedException;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends people to the provider that signs them in, if there is one, and takes them back. */
public final class SignOnDesk {

  private static final Logger LOG = LoggerFactory.getLogger(SignOnDesk.class);

  /** Where the provider sends people back to; it is registered there. */
  public static final String CALLBACK = "/sign-in/oidc/callback";

  private static final int NEXT_BYTES_MAX = 1_500;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final @Nullable SignOnProvider provider;
  private final SigningIn signingIn;

  SignOnDesk(@Nullable SignOnProvider provider, SigningIn signingIn) {
    this.provider = provider;
    this.signingIn = signingIn;
  }

  /** How people call the provider; empty: there is none. */
  public Optional<String> name() {
    return Optional.ofNullable(provider).map(SignOnProvider::name);
  }

  /**
   * Where to send this browser.
   *
   * @param next where it wants to go in the end
   * @throws ProblemException if there is no provider, or it cannot be asked
   */
  public URI send(HttpServletRequest request, HttpServletResponse response, String next)
      throws InterruptedException {
    SignOnProvider asked = required();
    Kept kept = asked.newKept();
    try {
      URI address = asked.address(kept, back(request));
      BrowserCookie.SIGN_ON.set(request, response, kept.text() + "." + text(next));
      return address;
    } catch (NotProvedException e) {
      throw refused(asked, e);
    }
  }

  /**
   * How far who came back came.
   *
   * @param next where they wanted to go in the end
   */
  public record Back(SigningIn.Came came, String next) {}

  /**
   * Starts the session of who came back, or asks for the code.
   *
   * @throws ProblemException if the provider did not say who it is, or it is nobody's
   */
  public Back takeBack(HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    SignOnProvider asked = required();
    String kept = BrowserCookie.SIGN_ON.find(request).orElse("");
    BrowserCookie.SIGN_ON.clear(request, response);
    try {
      URI back = back(request);
      URI came = URI.create(back + "?" + Optional.ofNullable(request.getQueryString()).orElse(""));
      int end = kept.lastIndexOf('.') + 1;
      SignOnProvider.Proved proved =
          asked.proved(Kept.read(kept.substring(0, Math.max(0, end - 1))), came, back);
      return new Back(
          signingIn.withIdentity(request, response, proved, asked.name()),
          new String(DECODER.decode(kept.substring(end)), StandardCharsets.UTF_8));
    } catch (NotProvedException e) {
      throw refused(asked, e);
    }
  }

  private static URI back(HttpServletRequest request) {
    return URI.create(request.getRequestURL().toString()).resolve(CALLBACK);
  }

  /** A cookie has a limit, and a page that is not found by it is found by hand. */
  private static String text(String next) {
    byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
    return bytes.length > NEXT_BYTES_MAX ? "" : ENCODER.encodeToString(bytes);
  }

  private SignOnProvider required() {
    if (provider == null) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "This server has no provider: ONHAND_OIDC_ISSUER is not set.");
    }
    return provider;
  }

  private static ProblemException refused(SignOnProvider provider, NotProvedException why) {
    LOG.warn("Sign-in by provider refused: {}", why.getMessage());
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        "Signing in with %s did not work. %s".formatted(provider.name(), why.getMessage()));
  }
}
