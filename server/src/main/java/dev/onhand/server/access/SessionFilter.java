package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Persons.Membership;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.SentFiles;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks for a page, from the session's cookie, and sends everybody else to sign in. A
 * form of another site is refused: it does not know the form's key.
 */
final class SessionFilter implements Filter {

  static final String SIGN_IN = "/sign-in";

  static final Set<String> READING = Set.of("GET", "HEAD");

  /**
   * Where a page of any seller that the person works for may lead: whom it is of changes nothing.
   */
  private static final Set<String> OF_ANY_SELLER = Set.of("/sign-out", SellerSwitch.PATH);

  private final SigningIn signingIn;
  private final SellerSwitch sellers;

  SessionFilter(SigningIn signingIn, SellerSwitch sellers) {
    this.signingIn = signingIn;
    this.sellers = sellers;
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (!READING.contains(request.getMethod()) && isOfAnotherSite(request)) {
      throw refusal("This form was sent by another site.");
    }
    String secret = BrowserCookie.SESSION.find(request).orElse(null);
    Caller caller = secret == null ? null : caller(request, secret).orElse(null);
    if (secret != null && caller != null) {
      SignedIn.of(secret, caller.seller()).set(request);
      Callers.set(request, caller);
      if (!READING.contains(request.getMethod()) && !isEntrance(request)) {
        SentFiles.read(request);
        requireKey(request, secret, caller);
      }
    } else if (!isEntrance(request)) {
      sendToSignIn(request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** Also who asked for a part of a page gets the whole one to sign in on, not that in the part. */
  private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) {
    boolean isForPart = request.getHeader("HX-Request") != null;
    response.setStatus(
        isForPart ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(isForPart ? "HX-Redirect" : "Location", SIGN_IN + next(request));
  }

  private Optional<Caller> caller(HttpServletRequest request, String secret) {
    TokenHash hash = TokenHash.of(secret);
    return request.getRequestURI().equals(SessionFeed.PATH)
        ? signingIn.callerOfPage(hash)
        : signingIn.callerOf(hash);
  }

  /** Where people come in who are not signed in yet. */
  private static boolean isEntrance(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(SIGN_IN) || path.startsWith(SIGN_IN + "/") || path.startsWith(Links.PATH);
  }

  /** Where to go on after signing in; a form that was sent is not sent again. */
  private static String next(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (!request.getMethod().equals("GET") || path.equals("/")) {
      return "";
    }
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    return "?next=" + URLEncoder.encode(path + query, StandardCharsets.UTF_8);
  }

  /** Browsers say where a request comes from; those that do not are left to the key. */
  private static boolean isOfAnotherSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /**
   * A page that was opened for one seller changes nothing of another: its forms have another key.
   * So it is here, and nowhere else, that a page of before a switch is refused.
   */
  private void requireKey(HttpServletRequest request, String secret, Caller caller) {
    String key = request.getParameter(SignedIn.FORM_KEY);
    if (isKeyOf(key, secret, caller.seller())) {
      return;
    }
    List<Membership> all = sellers.memberships(caller);
    String opened =
        name(all, seller -> isKeyOf(key, secret, seller))
            .orElseThrow(
                () ->
                    refusal(
                        "This form is of an earlier session. Load the page again, and send it anew."));
    if (!OF_ANY_SELLER.contains(request.getRequestURI())) {
      throw refusal(
          "This page was opened for '%s', and you act for '%s' now. Nothing was changed. To send it, switch back to '%s' on top of any page, and return to this one."
              .formatted(opened, name(all, caller.seller()::equals).orElse(""), opened));
    }
  }

  private static Optional<String> name(List<Membership> all, Predicate<SellerId> which) {
    return all.stream()
        .filter(membership -> which.test(membership.user().seller()))
        .map(Membership::seller)
        .findFirst();
  }

  private static boolean isKeyOf(@Nullable String key, String secret, SellerId seller) {
    return key != null
        && MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8),
            SignedIn.of(secret, seller).formKey().getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemException refusal(String why) {
    return new ProblemException(ProblemCode.FORBIDDEN, why);
  }
}
