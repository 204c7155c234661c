package dev.onhand.server.access;

import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Problems;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, from the header {@code Authorization: Bearer}. Nothing under {@code /api/} is
 * reached without; tokens in the query are no tokens.
 */
final class BearerFilter implements Filter {

  private static final String SCHEME = "Bearer ";

  private final TokenChecks checks;

  BearerFilter(TokenChecks checks) {
    this.checks = checks;
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    String header = request.getHeader("Authorization");
    Caller caller;
    try {
      caller = check(header);
    } catch (ProblemException problem) {
      refuse(request, response, problem);
      return;
    }
    Callers.set(request, caller);
    chain.doFilter(request, response);
  }

  /**
   * @throws ProblemException if the header holds no token that is good
   */
  Caller check(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Callers.tokenMissing();
    }
    return checks.check(header.substring(SCHEME.length()).strip());
  }

  static void refuse(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    if (problem.code().status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"onhand\"");
    }
    Problems.write(request, response, problem);
  }
}
