package dev.onhand.server.web;

import dev.onhand.engine.service.PageTimes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * The first filter of all: names the request, puts the name into the log's context, sets the
 * headers of every answer, refuses a body that is too long, and measures.
 */
final class RequestFilter implements Filter {

  /** The name of the request's id in the log. */
  private static final String LOG_KEY = "request_id";

  private final RequestIds ids;
  private final RequestMetrics metrics;
  private final PageTimes pageTimes;
  private final NanoTime nanoTime;
  private final ProblemPage page;
  private final SentFiles files;

  RequestFilter(
      RequestIds ids,
      RequestMetrics metrics,
      PageTimes pageTimes,
      NanoTime nanoTime,
      ProblemPage page,
      SentFiles files) {
    this.ids = ids;
    this.metrics = metrics;
    this.pageTimes = pageTimes;
    this.nanoTime = nanoTime;
    this.page = page;
    this.files = files;
  }

  static ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.TOO_LARGE,
        "The body may have at most %d bytes. Send it in parts, or import a file."
            .formatted(JsonRules.BODY_BYTES_MAX));
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    long begin = nanoTime.now();
    begin(request, response, ids.next());
    HttpServletResponse whole = new WholeResponse(response);
    try {
      Optional<ProblemException> refusal = files.refusal(request);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      if (!isJson(request)) {
        chain.doFilter(request, whole);
      } else if (request.getContentLengthLong() > JsonRules.BODY_BYTES_MAX) {
        Problems.write(request, response, tooLarge());
      } else if (request.getContentLengthLong() < 0) {
        chain.doFilter(new LimitedRequest(request), whole);
      } else {
        chain.doFilter(request, whole);
      }
    } catch (RuntimeException | ServletException failure) {
      // Of a filter, such as the one that looks tokens up; handlers have their own place for this.
      ProblemException problem = Failures.problem(request, failure);
      if (response.isCommitted()) {
        throw failure; // the connection is cut, so that half a file is not taken for a whole one
      }
      tell(request, response, problem);
    } finally {
      MDC.remove(LOG_KEY);
      measure(request, response, nanoTime.now() - begin);
    }
  }

  private void measure(HttpServletRequest request, HttpServletResponse response, long nanos) {
    metrics.record(request, response.getStatus(), nanos);
    String type = response.getContentType();
    if (type != null && type.startsWith("text/html") && request.getMethod().equals("GET")) {
      pageTimes.add(Duration.ofNanos(nanos));
    }
  }

  private void tell(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException, ServletException {
    if (!ProblemPage.isWanted(request)) {
      Problems.write(request, response, problem);
      return;
    }
    try {
      page.of(request, problem).render(null, request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /** Gives a request its id; also for one that never came to the filters. */
  static void begin(HttpServletRequest request, HttpServletResponse response, String id) {
    RequestId.set(request, id);
    response.setHeader(RequestId.HEADER, id);
    String path = request.getRequestURI();
    SecurityHeaders.set(response, path == null || path.startsWith("/api/"), request.isSecure());
    MDC.put(LOG_KEY, id);
  }

  /** Other bodies have limits of their own where they are read. */
  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && (type.startsWith("application/json") || type.toLowerCase(Locale.ROOT).contains("json"));
  }

  /**
   * A request whose body has no length beforehand: it ends with an error where it gets too long.
   */
  private static final class LimitedRequest extends HttpServletRequestWrapper {

    LimitedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream());
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream stream;
    private long left = JsonRules.BODY_BYTES_MAX;

    LimitedStream(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      int read = stream.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = stream.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new BodyTooLargeException();
      }
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
