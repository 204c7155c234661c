package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrder.Failure;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderFailures;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failed orders of one seller, in memory. Nothing becomes due by itself. */
public final class InMemoryFailures implements OrderFailures {

  private final List<FailedOrder> rows = new ArrayList<>();

  /** The use case on top of these, over an in-memory ledger. */
  public FailedOrders over(InMemoryLedger ledger, Orders orders) {
    return new FailedOrders(
        this,
        orders,
        new LedgerCalls(ledger, Duration.ofSeconds(30)),
        new NoAlerts(),
        Outcome.Refused::detail,
        ledger::now);
  }

  /** Those that are open. */
  public List<FailedOrder> open() {
    return rows.stream().filter(row -> row.settledAt() == null).toList();
  }

  @Override
  public FailedOrder keep(SellerId seller, Failure failure, Instant now) {
    FailedOrder before =
        open().stream().filter(row -> isSame(row.failure(), failure)).findFirst().orElse(null);
    FailedOrder kept =
        before == null
            ? new FailedOrder(rows.size() + 1L, failure, 1, now, now, null, null, null)
            : new FailedOrder(
                before.id(), failure, before.tries() + 1, before.firstAt(), now, null, null, null);
    put(kept);
    return kept;
  }

  private static boolean isSame(Failure one, Failure other) {
    return one.name().equals(other.name())
        && withoutTime(one.snapshot()).equals(withoutTime(other.snapshot()));
  }

  private static OrderSnapshot withoutTime(OrderSnapshot snapshot) {
    Freshness freshness = snapshot.freshness();
    return new OrderSnapshot(
        snapshot.status(),
        new Freshness(freshness.updatedAt(), freshness.version(), Instant.EPOCH),
        snapshot.lines(),
        snapshot.holdUntil(),
        snapshot.shipTo(),
        snapshot.priority());
  }

  private void put(FailedOrder row) {
    if (row.id() > rows.size()) {
      rows.add(row);
    } else {
      rows.set((int) row.id() - 1, row);
    }
  }

  @Override
  public Optional<FailedOrder> find(SellerId seller, long id) {
    return rows.stream().filter(row -> row.id() == id).findFirst();
  }

  @Override
  public Slice<FailedOrder> list(SellerId seller, boolean openOnly, PageRequest page) {
    return Slice.of(page, (openOnly ? open() : List.copyOf(rows)).reversed());
  }

  @Override
  public List<FailedOrder> due(SellerId seller, Instant now, int limit) {
    return List.of();
  }

  @Override
  public long countOpen(SellerId seller) {
    return open().size();
  }

  @Override
  public void settle(SellerId seller, long id, String by, Instant now) {
    find(seller, id)
        .map(
            row ->
                new FailedOrder(
                    id,
                    row.failure(),
                    row.tries(),
                    row.firstAt(),
                    row.lastAt(),
                    row.retryAt(),
                    now,
                    by))
        .ifPresent(this::put);
  }

  private static final class NoAlerts implements Alerts {
    @Override
    public void raise(
        SellerId seller, Severity severity, String kind, String subject, String detail) {}

    @Override
    public void close(SellerId seller, List<String> kinds, String subject, String by) {}

    @Override
    public Optional<Alert> close(SellerId seller, long alertId, String by) {
      return Optional.empty();
    }

    @Override
    public Optional<Alert> acknowledge(SellerId seller, long alertId, String by) {
      return Optional.empty();
    }

    @Override
    public Optional<Alert> snooze(SellerId seller, long alertId, @Nullable Instant until) {
      return Optional.empty();
    }

    @Override
    public Optional<Alert> find(SellerId seller, long alertId) {
      return Optional.empty();
    }

    @Override
    public List<Alert> open(SellerId seller, String... kinds) {
      return List.of();
    }

    @Override
    public Slice<Alert> list(SellerId seller, boolean openOnly, PageRequest page) {
      return new Slice<>(List.of(), false);
    }
  }
}
