package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What every answer says to browsers: nothing here is to be framed, sniffed, cached or told to
 * others, and a page loads from here alone.
 */
final class SecurityHeaders {

  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self';"
          + " connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  static void set(HttpServletResponse response, boolean api, boolean https) {
    response.setHeader("Content-Security-Policy", api ? API_POLICY : PAGE_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (https) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (api) {
      response.setHeader("Cache-Control", "no-store");
    }
  }
}
