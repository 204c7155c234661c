package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.backmarket.BackMarket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickenedTest {

  @Test
  void allowsAsMuchInLessTimeAndBlocksForLess() {
    Marketplace market = BackMarket.withToken("secret");
    List<Limit> quickened = new Quickened(market, 10).limits();
    assertThat(quickened).hasSameSizeAs(market.limits());
    for (int i = 0; i < quickened.size(); i++) {
      Limit before = market.limits().get(i);
      Limit after = quickened.get(i);
      assertThat(after.max()).isEqualTo(before.max()).isPositive();
      assertThat(after.window().multipliedBy(10)).isEqualTo(before.window()).isPositive();
      assertThat(after.block().multipliedBy(10)).isEqualTo(before.block());
    }
    assertThat(quickened).anyMatch(limit -> limit.block().compareTo(Duration.ZERO) > 0);
  }
}
