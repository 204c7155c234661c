package dev.onhand.server.operations;

import dev.onhand.store.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts health and metrics in place. */
@Configuration(proxyBeanMethods = false)
class OperationsWiring {

  private static final int ANSWER_SECONDS_MAX = 2;

  @Bean
  PrometheusMeterRegistry meterRegistry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("onhand.build.info", () -> 1)
        .description("The version that runs")
        .tag("version", Version.current())
        .register(registry);
    return registry;
  }

  @Bean
  JvmGcMetrics gcMetrics(PrometheusMeterRegistry registry) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(registry);
    return metrics;
  }

  @Bean
  LedgerMetrics ledgerMetrics(PrometheusMeterRegistry registry) {
    return new LedgerMetrics(registry);
  }

  @Bean
  Readiness readiness(Database database) {
    return new Readiness(() -> answers(database.app()), System::nanoTime);
  }

  private static boolean answers(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(ANSWER_SECONDS_MAX);
    } catch (SQLException e) {
      return false;
    }
  }
}
