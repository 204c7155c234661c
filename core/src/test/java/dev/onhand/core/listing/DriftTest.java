package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

  private static final Instant READ = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # believed, last pushed, seen,  changed before the read, in flight, refused, observed, cause
            5,        5,           true,  true,  false, false, 5, -
            5,        5,           true,  true,  true,  false, 5, -
            5,        5,           true,  true,  true,  false, 9, IN_FLIGHT
            5,        5,           false, false, false, false, 9, IN_FLIGHT
            5,        5,           true,  true,  false, true,  9, REFUSED
            -,        -,           false, true,  false, false, 9, FIRST_SEEN
            -,        5,           false, true,  false, false, 9, NOT_YET_PUSHED
            5,        5,           true,  true,  false, false, 9, EDITED_ON_CHANNEL
            5,        5,           false, true,  false, false, 9, ACCEPTED_NOT_APPLIED
            4,        5,           false, true,  false, false, 9, UNKNOWN
          """)
  void namesTheCauseOfADifference(
      Long believed,
      Long lastPushed,
      boolean wasSeen,
      boolean changedBefore,
      boolean isInFlight,
      boolean isRefused,
      long observed,
      Drift cause) {
    Instant changedAt = changedBefore ? READ.minusSeconds(60) : READ.plusMillis(1);
    Drift.Known known =
        new Drift.Known(believed, 5L, lastPushed, wasSeen, changedAt, isInFlight, isRefused);

    assertThat(Drift.of(known, observed, READ, true).orElse(null)).isEqualTo(cause);
  }

  @Test
  void mayBeASaleWhileItIsNotKnownWhatWasSold() {
    Drift.Known known = new Drift.Known(5L, 5L, 5L, true, READ.minusSeconds(60), false, false);

    assertThat(Drift.of(known, 4, READ, false)).contains(Drift.IN_FLIGHT);
    assertThat(Drift.of(known, 5, READ, false)).isEmpty();
    assertThat(Drift.of(known, 4, READ, true)).contains(Drift.EDITED_ON_CHANNEL);
  }

  @Test
  void isFoundByItsCode() {
    for (Drift cause : Drift.values()) {
      assertThat(Drift.find(cause.code())).contains(cause);
    }
    assertThat(Drift.find("nonsense")).isEmpty();
  }
}
