package dev.onhand.server.alerts;

import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertTarget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What telling people of alerts tells those who watch the server. */
final class AlertMetrics implements AlertDelivery.Observer {

  private final MeterRegistry registry;

  AlertMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (AlertTarget.Kind kind : AlertTarget.Kind.values()) {
      counter(kind, true);
      counter(kind, false);
    }
  }

  private Counter counter(AlertTarget.Kind kind, boolean isTold) {
    return Counter.builder("onhand.alert.messages")
        .description("Messages of alerts that this node sent, by how and by what came of them")
        .tags("kind", kind.code(), "outcome", isTold ? "told" : "failed")
        .register(registry);
  }

  @Override
  public void tried(AlertTarget.Kind kind, boolean isTold) {
    counter(kind, isTold).increment();
  }
}
