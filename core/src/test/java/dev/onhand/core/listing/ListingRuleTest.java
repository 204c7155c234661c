package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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

    assertThat(rule.desired(new Supply(available, units, 0), CHANNEL_MAX)).isEqualTo(shows);
  }

  @Test
  void cannotOverflow() {
    assertThat(ListingRule.NONE.desired(new Supply(Long.MAX_VALUE, 1, 0), Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void saysStepByStepHowItComesToItsNumber() {
    ListingRule rule = new ListingRule(false, 3, 50, 9L, 4L, 2);

    assertThat(rule.steps(new Supply(100, 6, 13), CHANNEL_MAX))
        .extracting(RuleStep::kind, RuleStep::left)
        .containsExactly(
            tuple(RuleStep.Kind.POOL, 100L),
            tuple(RuleStep.Kind.BUFFER, 97L),
            tuple(RuleStep.Kind.PERCENT, 48L),
            tuple(RuleStep.Kind.PACK, 8L),
            tuple(RuleStep.Kind.FIXED, 8L),
            tuple(RuleStep.Kind.MAX, 4L),
            tuple(RuleStep.Kind.MIN, 4L),
            tuple(RuleStep.Kind.OWN_ORDERS, 6L));
  }

  @Test
  void saysWhatKeepsAListingAtNothing() {
    assertThat(ListingRule.NONE.steps(new Supply(-2, 1, 0), CHANNEL_MAX))
        .extracting(RuleStep::kind)
        .containsExactly(RuleStep.Kind.POOL, RuleStep.Kind.NOT_BELOW_ZERO);
    assertThat(new ListingRule(true, 3, 100, null, null, 0).steps(new Supply(9, 1, 0), CHANNEL_MAX))
        .extracting(RuleStep::kind)
        .containsExactly(RuleStep.Kind.POOL, RuleStep.Kind.STOP_SELLING);
  }

  /** It takes them off when they leave, so that its number must still have them. */
  @Test
  void addsWhatTheChannelStillCountsForItsOwnOrders() {
    assertThat(ListingRule.NONE.desired(new Supply(4, 1, 3), CHANNEL_MAX)).isEqualTo(7);
    assertThat(ListingRule.NONE.desired(new Supply(9_998, 1, 3), CHANNEL_MAX)).isEqualTo(9_999);
    assertThat(ListingRule.NONE.desired(new Supply(0, 2, 5), CHANNEL_MAX)).isEqualTo(2);
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
