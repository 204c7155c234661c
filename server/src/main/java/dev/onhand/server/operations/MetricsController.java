package dev.onhand.server.operations;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Callers;
import dev.onhand.server.access.Open;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The metrics for Prometheus: on the management port for all who reach it, else for tokens with the
 * scope {@code metrics:read}.
 */
@RestController
class MetricsController {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final List<MetricsSource> sources;
  private final ManagementPort management;

  MetricsController(
      PrometheusMeterRegistry registry, List<MetricsSource> sources, ManagementPort management) {
    this.registry = registry;
    this.sources = sources;
    this.management = management;
  }

  /** Shows the metrics, in the text format of Prometheus. */
  @GetMapping(path = "/metrics", produces = "text/plain")
  @Open
  ResponseEntity<String> showMetrics(HttpServletRequest request) {
    if (!management.isPortOf(request)) {
      Callers.require(request, Scope.METRICS_READ);
    }
    sources.forEach(MetricsSource::refresh);
    return ResponseEntity.ok().header("Content-Type", CONTENT_TYPE).body(registry.scrape());
  }
}
