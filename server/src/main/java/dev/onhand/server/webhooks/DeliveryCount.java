package dev.onhand.server.webhooks;

import dev.onhand.engine.webhooks.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/** Counts what came of each time something was sent to a webhook, for Prometheus. */
final class DeliveryCount implements Consumer<Verdict> {

  private static final String NAME = "onhand_webhook_deliveries";

  private static final List<String> OUTCOMES =
      List.of("delivered", "failed", "throttled", "given_up", "gone");

  private final MeterRegistry registry;

  /** All are there from the start: what is missing cannot be watched. */
  DeliveryCount(MeterRegistry registry) {
    this.registry = registry;
    OUTCOMES.forEach(outcome -> registry.counter(NAME, "outcome", outcome));
  }

  @Override
  public void accept(Verdict verdict) {
    registry.counter(NAME, "outcome", outcome(verdict)).increment();
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Arrived() -> "delivered";
      case Verdict.Again(var at, boolean isThrottled) -> isThrottled ? "throttled" : "failed";
      case Verdict.GivenUp() -> "given_up";
      case Verdict.Gone() -> "gone";
    };
  }
}
