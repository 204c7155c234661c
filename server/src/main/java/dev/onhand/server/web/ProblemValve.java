package dev.onhand.server.web;

import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort: what Tomcat refuses before any of our code runs (a request line it cannot read,
 * headers too long), and what no code of ours answered for.
 */
final class ProblemValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

  private final transient RequestIds ids;

  ProblemValve(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      if (RequestId.of(request).isEmpty()) {
        RequestFilter.begin(request, response, ids.next());
      }
      if (failure != null && status >= 500) {
        LOG.error("a request failed outside the handlers", failure);
      }
      Problems.write(request, response, status, problem(status));
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("the caller is gone", e);
    }
  }

  private static ProblemException problem(int status) {
    return switch (status) {
      case 401 -> new ProblemException(ProblemCode.UNAUTHENTICATED, "A valid token is needed.");
      case 403 -> new ProblemException(ProblemCode.FORBIDDEN, "This is not allowed.");
      case 404 -> new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path.");
      case 405 -> new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "Not with this method.");
      case 413 -> RequestFilter.tooLarge();
      case 503 -> new ProblemException(ProblemCode.BUSY, "The server is not ready.").retryAfter(1);
      default ->
          status < 500
              ? new ProblemException(
                  ProblemCode.INVALID_REQUEST,
                  "The request cannot be read (HTTP status %d). Check its first line and its headers."
                      .formatted(status))
              : new ProblemException(ProblemCode.INTERNAL, "The server could not answer.");
    };
  }

  @Override
  public String toString() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
