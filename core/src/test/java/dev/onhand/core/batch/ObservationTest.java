package dev.onhand.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservationTest {

  private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");

  @Test
  void addsUpWhatWasScannedAndIsTrueAtTheLastScan() {
    assertThat(Observation.of(List.of(scan(0, 2), scan(5, 1), scan(3, 1)), null))
        .contains(new Observation(4, minute(0), minute(5)));
  }

  @Test
  void ofNoScansIsNone() {
    assertThat(Observation.of(List.of(), null)).isEmpty();
    assertThat(Observation.of(List.of(scan(0, 2)), minute(1))).isEmpty();
  }

  @Test
  void ofNoneThereIsSomething() {
    assertThat(Observation.of(List.of(scan(0, 0)), null))
        .contains(new Observation(0, minute(0), minute(0)));
  }

  @Test
  void aRecountReplacesAllBefore() {
    assertThat(Observation.of(List.of(scan(0, 2), recount(4, 7), scan(5, 1)), null))
        .contains(new Observation(8, minute(4), minute(5)));
  }

  @Test
  void aScanThatComesLateFromBeforeTheRecountCountsNoMore() {
    assertThat(Observation.of(List.of(recount(4, 7), scan(0, 2)), null))
        .contains(new Observation(7, minute(4), minute(4)));
  }

  @Test
  void ofTwoRecountsTheLaterHolds() {
    assertThat(Observation.of(List.of(recount(9, 5), recount(4, 7)), null))
        .contains(new Observation(5, minute(9), minute(9)));
  }

  @Test
  void atTheSameTimeTheOrderInWhichTheyCameDecides() {
    assertThat(Observation.of(List.of(scan(1, 9), recount(1, 5), scan(1, 2)), null))
        .contains(new Observation(7, minute(1), minute(1)));
  }

  @Test
  void aReviewersWishForARecountLeavesOutWhatWasScannedBefore() {
    assertThat(Observation.of(List.of(scan(0, 2), scan(3, 6)), minute(2)))
        .contains(new Observation(6, minute(3), minute(3)));
  }

  @Test
  void correctsByWhatTheBooksSaidThen() {
    assertThat(new Correction(7, 10).change()).isEqualTo(-3);
    assertThat(new Correction(7, 10).reason()).isEqualTo(Reason.STOCK_COUNT_CORRECTION_MINUS);
    assertThat(new Correction(12, 10).reason()).isEqualTo(Reason.STOCK_COUNT_CORRECTION);
    assertThat(new Correction(10, 10).change()).isZero();
    assertThat(new Correction(0, -2).change()).isEqualTo(2);
  }

  @Test
  void aLargeCorrectionNeedsSomebodyWhoDidNotCount() {
    FourEyes fourEyes = new FourEyes(5L);
    assertThat(fourEyes.allows("ann", Set.of("ann"), 5)).isTrue();
    assertThat(fourEyes.allows("ann", Set.of("ann"), 6)).isFalse();
    assertThat(fourEyes.allows("ann", Set.of("bob", "ann"), -6)).isFalse();
    assertThat(fourEyes.allows("eve", Set.of("bob", "ann"), -6)).isTrue();
    assertThat(new FourEyes(null).allows("ann", Set.of("ann"), 1_000)).isTrue();
  }

  @Test
  void aScanHasNoMoreUnitsThanAMovement() {
    assertThatThrownBy(() -> new Scan(Quantity.UNITS_MAX + 1, NINE, false))
        .hasMessage("units must be a whole number from -1000000000 to 1000000000, not 1000000001");
  }

  private static Scan scan(int minute, long units) {
    return new Scan(units, minute(minute), false);
  }

  private static Scan recount(int minute, long units) {
    return new Scan(units, minute(minute), true);
  }

  private static Instant minute(int minute) {
    return NINE.plusSeconds(minute * 60L);
  }
}
