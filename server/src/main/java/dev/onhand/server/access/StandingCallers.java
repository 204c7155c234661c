package dev.onhand.server.access;

import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** Whether who asked may still have what is answered, for answers that take long. */
public final class StandingCallers {

  private final BearerFilter filter;

  StandingCallers(TokenChecks checks) {
    this.filter = new BearerFilter(checks);
  }

  /** Whether the token that a request came with is still good. */
  public boolean isGood(HttpServletRequest request) {
    try {
      filter.check(request.getHeader("Authorization"));
      return true;
    } catch (ProblemException refused) {
      return false;
    }
  }
}
