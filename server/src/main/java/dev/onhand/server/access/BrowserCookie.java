package dev.onhand.server.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * What a browser keeps for us until it is closed: no script reads it, no other site sends it, and
 * over HTTPS no other host can set it.
 */
enum BrowserCookie {
  /** The secret of a session. */
  SESSION("onhand_session"),
  /** What is needed when somebody comes back from the provider that signs them in. */
  SIGN_ON("onhand_sign_on");

  private final String plain;

  BrowserCookie(String plain) {
    this.plain = plain;
  }

  Optional<String> find(HttpServletRequest request) {
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

  /**
   * @param value of letters, digits, -, _ and .
   */
  void set(HttpServletRequest request, HttpServletResponse response, String value) {
    response.addHeader("Set-Cookie", cookie(request, value).build().toString());
  }

  void clear(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader("Set-Cookie", cookie(request, "").maxAge(0).build().toString());
  }

  private ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
    return ResponseCookie.from(name(request), value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax"); // strict would ask those who follow a link in a mail to sign in again
  }

  private String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-" + plain : plain;
  }
}
