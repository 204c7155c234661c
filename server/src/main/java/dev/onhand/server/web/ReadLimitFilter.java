package dev.onhand.server.web;

import dev.onhand.store.database.StatementLimit;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * Who reads is waiting: a question that takes the database too long is given up and answered with
 * what to ask instead, so that it holds no connection. What may take longer, such as a report,
 * lifts the limit where it takes one of its few places.
 */
final class ReadLimitFilter implements Filter {

  private final Duration max;

  /**
   * @param max for one statement of a request that only reads
   */
  ReadLimitFilter(Duration max) {
    this.max = max;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!((HttpServletRequest) request).getMethod().equals("GET")) {
      chain.doFilter(request, response);
      return;
    }
    try {
      StatementLimit.within(
          max,
          () -> {
            chain.doFilter(request, response);
            return true;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
