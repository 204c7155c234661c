package dev.onhand.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

  /** Whether the alert is open after each of these. */
  private static List<Boolean> run(Threshold threshold, long... values) {
    List<Boolean> open = new ArrayList<>();
    boolean isOpen = false;
    for (long value : values) {
      isOpen = threshold.isOpenAfter(value, isOpen);
      open.add(isOpen);
    }
    return open;
  }

  @Test
  void opensAtTheThresholdAndStaysUntilThereIsClearlyMore() {
    Threshold tenLeft = Threshold.of(Measure.UNITS_LEFT, 10, null);
    assertThat(run(tenLeft, 12, 11, 10, 11, 10, 11, 12, 11))
        .containsExactly(false, false, true, true, true, true, false, false);
  }

  @Test
  void opensAboveTheThresholdAndStaysUntilThereIsClearlyLess() {
    Threshold fiveMinutes = Threshold.of(Measure.SECONDS, 300, null);
    assertThat(run(fiveMinutes, 300, 301, 299, 241, 240, 299))
        .containsExactly(false, true, true, true, false, false);
  }

  @ParameterizedTest
  @CsvSource({
    "UNITS_LEFT, 0, 0", "UNITS_LEFT, 1, 2", "UNITS_LEFT, 10, 11", "UNITS_LEFT, 25, 28",
    "UNITS_LEFT, 1000000000, 1000000000", "PERCENT, 1, 1", "PERCENT, 5, 4", "SECONDS, 300, 240"
  })
  void closesATenthAboveOrAFifthBelowUnlessSaid(Measure measure, long opens, long closes) {
    assertThat(Threshold.of(measure, opens, null).closes()).isEqualTo(closes);
  }

  @Test
  void refusesWhatWouldCloseAtOnceWhatItOpened() {
    assertThatThrownBy(() -> Threshold.of(Measure.UNITS_LEFT, 10, 9L))
        .hasMessage(
            "clears_at must not be less than threshold (10): the alert would open and close at once");
    assertThatThrownBy(() -> Threshold.of(Measure.SECONDS, 10, 11L))
        .hasMessageContaining("must not be more");
    assertThatThrownBy(() -> Threshold.of(Measure.UNITS_LEFT, -1, null))
        .hasMessage("threshold must be from 0 to 1000000000");
  }
}
