package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ReportsOrders;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.orders.Channels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which alerts of orders are open is looked up after a poll, and not after each. */
class OrderWatchTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final Account account = PusherTest.account();
  private final AtomicInteger looks = new AtomicInteger();

  private final OrderWatch watch =
      new OrderWatch(
          PusherTest.fake(Channels.class, Map.of()),
          PusherTest.fake(
              Alerts.class,
              Map.of(
                  "open",
                  arguments -> {
                    looks.incrementAndGet();
                    return List.of();
                  },
                  "raise",
                  arguments -> null)));

  private int looks(Lease lease) throws InterruptedException {
    looks.set(0);
    watch.settle(
        account,
        lease,
        PusherTest.fake(ReportsOrders.class, Map.of()),
        null, // only orders that made no sense need it
        NOON);
    return looks.get();
  }

  @Test
  void looksAgainOnceOneWasRaised() throws InterruptedException {
    Lease lease = new Lease(1);
    assertThat(looks(lease)).isOne();
    assertThat(looks(lease)).isZero();
    watch.unreadable(account, "A-1", "it has no lines");
    assertThat(looks(lease)).isOne();
    assertThat(looks(lease)).isZero();
  }

  /** Who had it in between may have raised some. */
  @Test
  void looksAgainUnderAnotherLease() throws InterruptedException {
    assertThat(looks(new Lease(1))).isOne();
    assertThat(looks(new Lease(3))).isOne();
    assertThat(looks(new Lease(3))).isZero();
  }
}
