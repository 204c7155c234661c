package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.Purpose;
import dev.onhand.engine.channels.LastCall;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcLastCallsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final long CHANNEL = 7;

  private TestShop shop;
  private JdbcLastCalls calls;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    calls = new JdbcLastCalls(shop.transactions());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static LastCall call(Purpose purpose, int second, @Nullable String why) {
    Instant at = START.plusSeconds(second);
    return new LastCall(
        purpose,
        new PushCall(
            at, at.plusMillis(5), false, "GET", "/" + second, "", null, "said " + second, why));
  }

  private void keep(long channel, List<LastCall> made) {
    shop.transactions()
        .run(shop.seller(), jdbc -> JdbcLastCalls.keep(jdbc, shop.seller(), channel, made));
  }

  private List<String> kept(long channel) {
    return calls.list(shop.seller(), channel).stream()
        .map(one -> one.purpose() + " " + one.isFailed() + " " + one.said().answer())
        .toList();
  }

  @Test
  void keepsTheLastOfEachPurposeAndEndForAWhile() {
    keep(
        CHANNEL,
        List.of(
            call(Purpose.ORDERS_POLL, 1, null),
            call(Purpose.ORDERS_POLL, 2, "unavailable"),
            call(Purpose.LISTINGS_READ, 3, null)));
    keep(CHANNEL + 1, List.of(call(Purpose.ORDERS_POLL, 4, null)));
    keep(
        CHANNEL, List.of(call(Purpose.ORDERS_POLL, 9, null), call(Purpose.LISTINGS_READ, 2, null)));
    assertThat(kept(CHANNEL))
        .containsExactly(
            "ORDERS_POLL false said 9", "LISTINGS_READ false said 3", "ORDERS_POLL true said 2");
    assertThat(kept(CHANNEL + 1)).containsExactly("ORDERS_POLL false said 4");

    assertThat(calls.forgetBefore(shop.seller(), START.plusSeconds(3))).isEqualTo(1);
    assertThat(kept(CHANNEL))
        .containsExactly("ORDERS_POLL false said 9", "LISTINGS_READ false said 3");
    assertThat(calls.forgetBefore(shop.seller(), START.plusSeconds(3))).isZero();
  }
}
