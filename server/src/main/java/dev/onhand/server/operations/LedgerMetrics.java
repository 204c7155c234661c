package dev.onhand.server.operations;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.ledger.CommitObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the ledger tells those who watch it. Labels are reasons, never products. */
public final class LedgerMetrics implements CommitObserver {

  private final Map<Reason, Counter> movements = new EnumMap<>(Reason.class);
  private final Map<SellerId, Verified> verified = new ConcurrentHashMap<>();

  private record Verified(long discrepancies, Instant at) {}

  LedgerMetrics(MeterRegistry registry) {
    for (Reason reason : Reason.values()) {
      movements.put(
          reason,
          Counter.builder("onhand.movements")
              .description("Movements recorded by this node since its start")
              .tag("reason", reason.code())
              .register(registry));
    }
    Gauge.builder("onhand.ledger.discrepancies", this, LedgerMetrics::discrepancies)
        .description("Differences that the last verification of each seller found")
        .register(registry);
    Gauge.builder("onhand.ledger.verified.timestamp", this, LedgerMetrics::verifiedSeconds)
        .description("When the seller that waits longest was last verified, in Unix time")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    for (Movement movement : recorded) {
      Counter counter = movements.get(movement.reason());
      if (counter != null) {
        counter.increment();
      }
    }
  }

  /** Takes note of a verification that ended. */
  public void verified(SellerId seller, long discrepancies, Instant at) {
    verified.put(seller, new Verified(discrepancies, at));
  }

  private double discrepancies() {
    return verified.values().stream().mapToLong(Verified::discrepancies).sum();
  }

  private double verifiedSeconds() {
    return verified.values().stream()
        .map(Verified::at)
        .min(Comparator.naturalOrder())
        .map(Instant::getEpochSecond)
        .orElse(0L);
  }
}
