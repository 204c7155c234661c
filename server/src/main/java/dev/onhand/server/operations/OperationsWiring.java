package dev.onhand.server.operations;

import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.database.DatabaseBackups;
import dev.onhand.store.ledger.CommitObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts health and metrics in place. */
@Configuration(proxyBeanMethods = false)
class OperationsWiring {

  /** Behind the request's id, before the tokens. */
  private static final int FILTER_ORDER = -200;

  @Bean
  PrometheusMeterRegistry meterRegistry(ServerSettings settings) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new DiskSpaceMetrics(settings.data().toFile()).bindTo(registry);
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

  /**
   * Movements are logged if the settings say so; a bean either way, so that there is one wiring.
   */
  @Bean
  CommitObserver movementLog(ServerSettings settings) {
    return settings.logMovements() ? new MovementLog() : CommitObserver.NONE;
  }

  @Bean(destroyMethod = "close")
  ServiceLoop serviceLoop(ServiceDays days, PageTimes pages, InstantSource clock) {
    ServiceLoop loop = new ServiceLoop(days, pages, clock);
    loop.start();
    return loop;
  }

  @Bean(destroyMethod = "close")
  Backups backups(
      ServerSettings settings, ObjectProvider<DatabaseBackups> made, InstantSource clock) {
    Backups backups = new Backups(settings.database() == null, made.getIfAvailable(), clock);
    backups.start();
    return backups;
  }

  @Bean
  Readiness readiness(DatabaseProbe probe, NanoTime nanoTime) {
    return new Readiness(probe, nanoTime);
  }

  /** The management port is one more door to the same house, on this machine alone. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementConnector(
      ManagementPort management) {
    return factory -> {
      if (management.number() != 0) {
        Connector connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(management.number());
        connector.setProperty("address", "127.0.0.1");
        factory.addAdditionalConnectors(connector);
      }
    };
  }

  @Bean
  FilterRegistrationBean<ManagementFilter> managementFilter(ManagementPort management) {
    FilterRegistrationBean<ManagementFilter> filter =
        new FilterRegistrationBean<>(new ManagementFilter(management));
    filter.setEnabled(management.number() != 0);
    filter.setOrder(FILTER_ORDER);
    return filter;
  }
}
