package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UrgencyTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void tellsFirstWhatMostCanBeSoldOfTooMuch() {
    Urgency unknown = of(1, null, 5);
    Urgency tooMany = of(2, 30L, 20);
    Urgency tooManyByFew = of(3, 2L, 0);
    Urgency nothing = of(4, 0L, 100);
    Urgency tooFew = of(5, 10L, 500);

    assertThat(List.of(tooFew, nothing, tooManyByFew, tooMany, unknown).stream().sorted())
        .containsExactly(unknown, tooMany, tooManyByFew, nothing, tooFew);
  }

  @Test
  void tellsFirstWhatWaitsLongestOfThoseThatAreOffByAsMuch() {
    Urgency later = Urgency.of(9L, 5, NOON.plusSeconds(1), 1);
    Urgency earlier = Urgency.of(4L, 0, NOON, 2);

    assertThat(earlier).isLessThan(later);
    assertThat(earlier).isLessThan(Urgency.of(4L, 0, NOON, 3));
  }

  private static Urgency of(long listing, @Nullable Long shown, long desired) {
    return Urgency.of(shown, desired, NOON.minusSeconds(listing), listing);
  }
}
