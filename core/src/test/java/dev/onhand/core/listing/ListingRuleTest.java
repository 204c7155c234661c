package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingRuleTest {

  private static final long CHANNEL_MAX = 9_999;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # available, units, stops, buffer, percent, fixed, max, min, shows
                   12,     1, false,      0,     100,     -,   -,   0, 12
                    0,     1, false,      0,     100,     -,   -,   0, 0
                   -3,     1, false,      0,     100,     -,   -,   0, 0
                   12,     1, true,       0,     100,     -,   -,   0, 0
                   12,     1, false,      2,     100,     -,   -,   0, 10
                    2,     1, false,      2,     100,     -,   -,   0, 0
                    1,     1, false,      2,     100,     -,   -,   0, 0
                   12,     1, false,      2,      50,     -,   -,   0, 5
                    1,     1, false,      0,      99,     -,   -,   0, 0
                   13,     6, false,      0,     100,     -,   -,   0, 2
                    5,     6, false,      0,     100,     -,   -,   0, 0
                   12,     1, false,      0,     100,     5,   -,   0, 5
                    3,     1, false,      0,     100,     5,   -,   0, 3
                   12,     1, false,      0,     100,     -,   4,   0, 4
                   12,     1, false,      0,     100,     -,   0,   0, 0
                    3,     1, false,      0,     100,     -,   -,   4, 0
                    4,     1, false,      0,     100,     -,   -,   4, 4
                10000,     1, false,      0,     100,     -,   -,   0, 9999
           1000000000000, 1, false,      0,     100,     -,   -,   0, 9999
          """)
  void showsWhatItsStepsLeave(
      long available,
      long units,
      boolean stops,
      long buffer,
      int percent,
      Long fixed,
      Long max,
      long min,
      long shows) {
    ListingRule rule = new ListingRule(stops, buffer, percent, fixed, max, min);

    assertThat(rule.desired(available, units, CHANNEL_MAX)).isEqualTo(shows);
  }

  @Test
  void cannotOverflow() {
    assertThat(ListingRule.NONE.desired(Long.MAX_VALUE, 1, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"-1, 100, 0", "0, 0, 0", "0, 101, 0", "0, 100, -1", "1000000001, 100, 0"})
  void refusesWhatMakesNoSense(long buffer, int percent, long min) {
    assertThatThrownBy(() -> new ListingRule(false, buffer, percent, null, null, min))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  @Test
  void refusesAMinimumAboveItsMaximum() {
    assertThatThrownBy(() -> new ListingRule(false, 0, 100, null, 3L, 4))
        .hasMessageContaining("min must not be more than max (3), not 4");
  }
}
