package dev.onhand.server.operations;

import dev.onhand.server.web.ProblemCode;
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
import java.util.Set;

/** Keeps all but the probes and the metrics from the management port. */
final class ManagementFilter implements Filter {

  private static final Set<String> PATHS = Set.of("/metrics", "/livez", "/readyz");

  private final ManagementPort management;

  ManagementFilter(ManagementPort management) {
    this.management = management;
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    if (management.isPortOf(request) && !PATHS.contains(request.getRequestURI())) {
      Problems.write(
          request,
          (HttpServletResponse) response,
          new ProblemException(
              ProblemCode.NOT_FOUND, "This port has /metrics, /livez and /readyz alone."));
      return;
    }
    chain.doFilter(request, response);
  }
}
