package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void staysClosedThroughAFewFailures() {
    assertThat(breaker(0, null)).isEqualTo(Breaker.CLOSED);
    assertThat(breaker(Breaker.OPENS_AFTER - 1, NOW.plusSeconds(9))).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void isOpenUntilItsRestIsOver() {
    assertThat(breaker(Breaker.OPENS_AFTER, NOW.plusSeconds(1))).isEqualTo(Breaker.OPEN);
    assertThat(breaker(Breaker.OPENS_AFTER, NOW)).isEqualTo(Breaker.HALF_OPEN);
    assertThat(breaker(Breaker.OPENS_AFTER + 7, null)).isEqualTo(Breaker.HALF_OPEN);
  }

  private static Breaker breaker(int failures, Instant restUntil) {
    return Breaker.of(new Account.Health(restUntil, failures, "503", NOW), NOW);
  }
}
