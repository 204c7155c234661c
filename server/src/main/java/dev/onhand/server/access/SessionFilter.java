package dev.onhand.server.access;

import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
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
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who asks for a page, from the session's cookie, and sends everybody else to sign in. A
 * form of another site is refused: it does not know the form's key.
 */
final class SessionFilter implements Filter {

  static final String SIGN_IN = "/sign-in";

  static final Set<String> READING = Set.of("GET", "HEAD");

  private final SigningIn signingIn;

  SessionFilter(SigningIn signingIn) {
    this.signingIn = signingIn;
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (!READING.contains(request.getMethod()) && isOfAnotherSite(request)) {
      throw refusal("This form was sent by another site.");
    }
    SignedIn signedIn = BrowserCookie.SESSION.find(request).map(SignedIn::of).orElse(null);
    Caller caller = signedIn == null ? null : caller(request, signedIn).orElse(null);
    if (signedIn != null && caller != null) {
      signedIn.set(request);
      Callers.set(request, caller);
      if (!READING.contains(request.getMethod()) && !isEntrance(request)) {
        requireKey(request, signedIn);
      }
    } else if (!isEntrance(request)) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", SIGN_IN + next(request));
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> caller(HttpServletRequest request, SignedIn signedIn) {
    return request.getRequestURI().equals(SessionFeed.PATH)
        ? signingIn.callerOfPage(signedIn)
        : signingIn.caller(signedIn);
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

  private static void requireKey(HttpServletRequest request, SignedIn signedIn) {
    String key = request.getParameter(SignedIn.FORM_KEY);
    if (key == null
        || !MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8),
            signedIn.formKey().getBytes(StandardCharsets.UTF_8))) {
      throw refusal("This form is of an earlier session. Load the page again, and send it anew.");
    }
  }

  private static ProblemException refusal(String why) {
    return new ProblemException(ProblemCode.FORBIDDEN, why);
  }
}
