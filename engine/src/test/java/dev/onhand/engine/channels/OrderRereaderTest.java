package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRereaderTest {

  private static final Instant SEEN = Instant.parse("2026-11-28T09:13:00Z");

  @Test
  void readsAnOrderEachTimeItIsTwiceAsOldAndOnceADay() {
    assertThat(readAfter(Duration.ofHours(60)))
        .extracting(Duration::toMinutes)
        .containsExactly(47L, 77L, 137L, 257L, 497L, 977L, 1_457L, 1_937L, 2_897L);
  }

  @Test
  void readsAllAfterAWhileInWhichNobodyLooked() {
    Instant now = SEEN.plus(Duration.ofMinutes(200));

    assertThat(OrderRereader.isDue(SEEN, null, now)).isTrue();
    assertThat(OrderRereader.isDue(SEEN, now.minus(Duration.ofMinutes(31)), now)).isTrue();
    assertThat(OrderRereader.isDue(SEEN, now, now)).isFalse();
  }

  /** Where it is looked every half an hour, a quarter of one after the order came in. */
  private static List<Duration> readAfter(Duration until) {
    List<Duration> ages = new ArrayList<>();
    Instant look = SEEN.plus(Duration.ofMinutes(17));
    for (; look.isBefore(SEEN.plus(until)); look = look.plus(OrderRereader.EVERY)) {
      if (OrderRereader.isDue(SEEN, look, look)) {
        ages.add(Duration.between(SEEN, look));
      }
    }
    return ages;
  }
}
