package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.Purpose;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendingTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-27");
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  @Test
  void sumsADaysCallsByWhatTheyWereFor() {
    List<Spending> days =
        Spending.of(
            List.of(
                new CallCount(TODAY, Purpose.LISTINGS_READ, 24, 1),
                new CallCount(TODAY, Purpose.LISTING_READ, 3, 0),
                new CallCount(TODAY, Purpose.PUSH, 40, 2),
                new CallCount(TODAY, Purpose.PUSH_RESULT, 1, 0),
                new CallCount(TODAY, Purpose.ORDERS_POLL, 1_440, 0),
                new CallCount(TODAY, Purpose.LOGIN, 2, 0),
                new CallCount(YESTERDAY, Purpose.PUSH, 7, 0)),
            Map.of(TODAY, 900L),
            1_000);

    assertThat(days).hasSize(2);
    assertThat(days.getFirst()).isEqualTo(new Spending(TODAY, 27, 41, 1_440, 2, 3, 24 * 20 + 900));
    assertThat(days.getFirst().all()).isEqualTo(1_510);
    assertThat(days.getFirst().saved()).isEqualTo(24 * 20 + 900 - 27);
    assertThat(days.getLast().pushes()).isEqualTo(7);
  }

  @Test
  void tellsOfDaysOnWhichListingsWereOnlyLookedAt() {
    assertThat(Spending.of(List.of(), Map.of(TODAY, 5L), 1))
        .containsExactly(new Spending(TODAY, 0, 0, 0, 0, 0, 24 + 5));
  }
}
