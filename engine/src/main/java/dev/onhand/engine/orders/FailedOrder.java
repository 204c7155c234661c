package dev.onhand.engine.orders;

import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that the books refused while nobody was answered for it, kept until it is applied or
 * somebody gives it up.
 *
 * @param failure what went wrong the last time
 * @param tries how often it was tried, 1 or more
 * @param retryAt when it is tried next by itself; null: only a person tries it again
 * @param settledAt when it was applied or given up; null: it is still open
 * @param settledBy who did that
 */
public record FailedOrder(
    long id,
    Failure failure,
    int tries,
    Instant firstAt,
    Instant lastAt,
    @Nullable Instant retryAt,
    @Nullable Instant settledAt,
    @Nullable String settledBy) {

  /**
   * What could not be applied, and why.
   *
   * @param delivery what was handed in, as it is handed in again
   * @param code of the ledger's refusal, stable, for programs
   * @param detail a sentence for people
   * @param actor who handed it in
   */
  public record Failure(Orders.Delivery delivery, String code, String detail, String actor) {

    public Order.Name name() {
      return delivery.name();
    }

    public OrderSnapshot snapshot() {
      return delivery.snapshot();
    }
  }
}
