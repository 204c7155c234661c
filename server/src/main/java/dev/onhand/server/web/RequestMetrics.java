package dev.onhand.server.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How long requests take, by route, method and status. The route is the pattern and never the path:
 * what callers write must not become a label.
 */
final class RequestMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private record Kind(String route, String method, int status) {}

  private final MeterRegistry registry;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(HttpServletRequest request, int status, long nanos) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String route = pattern == null ? "none" : pattern.toString();
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    Kind kind = new Kind(route, method, status);
    Timer timer = timers.get(kind);
    if (timer == null) {
      timer = timers.computeIfAbsent(kind, this::timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return Timer.builder("http.server.requests")
        .description("Requests by route, method and status")
        .tag("route", kind.route())
        .tag("method", kind.method())
        .tag("status", Integer.toString(kind.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
