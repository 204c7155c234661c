package dev.onhand.server.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that a browser keeps a session's secret in: no script reads it, no other site sends
 * it, and over HTTPS no other host can set it.
 */
final class SessionCookie {

  private static final String PLAIN = "onhand_session";
  private static final String SECURE = "__Host-" + PLAIN;

  private SessionCookie() {}

  static Optional<String> find(HttpServletRequest request) {
    String name = name(request);
    if (request.getCookies() == null) {
      return Optional.empty();
    }
    for (Cookie cookie : request.getCookies()) {
      if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /** Keeps the secret until the browser is closed. */
  static void set(HttpServletRequest request, HttpServletResponse response, String secret) {
    response.addHeader("Set-Cookie", cookie(request, secret).build().toString());
  }

  static void clear(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader("Set-Cookie", cookie(request, "").maxAge(0).build().toString());
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(
      HttpServletRequest request, String value) {
    return ResponseCookie.from(name(request), value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax"); // strict would ask those who follow a link in a mail to sign in again
  }

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? SECURE : PLAIN;
  }
}
