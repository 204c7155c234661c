package dev.onhand.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.alert.Watch.Decision;
import dev.onhand.core.alert.Watch.Fact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Threshold FIVE_LEFT = new Threshold(Measure.UNITS_LEFT, 5, 7);

  private static Fact left(String subject, long units) {
    return new Fact(subject, units, FIVE_LEFT);
  }

  @Test
  void opensWhatIsBeyondItsThresholdAndLeavesOpenWhatIsBetween() {
    Decision decision =
        Watch.decide(List.of(left("a", 5), left("b", 6), left("c", 6)), List.of("b"));
    assertThat(decision).isEqualTo(new Decision(Set.of("a", "b"), Set.of()));
  }

  @Test
  void endsWhatIsOverAndWhatNothingIsKnownOfAnyMore() {
    Decision decision = Watch.decide(List.of(left("a", 8)), List.of("a", "gone"));
    assertThat(decision).isEqualTo(new Decision(Set.of(), Set.of("a", "gone")));
  }

  @Test
  void whatIsAboveOnePercentIsAboveOne() {
    assertThat(Watch.percent(0, 100)).isZero();
    assertThat(Watch.percent(1, 100)).isEqualTo(1);
    assertThat(Watch.percent(11, 1_000)).isEqualTo(2);
    assertThat(Watch.percent(3, 0)).isZero();
  }

  @Test
  void everyKindIsReadByItsCodeAndOpensByItsUsualThreshold() {
    for (AlertKind kind : AlertKind.values()) {
      assertThat(AlertKind.read(kind.code())).isEqualTo(kind);
      kind.usual()
          .ifPresent(usual -> assertThat(usual.isOpenAfter(usual.opens() + 1, false)).isTrue());
    }
  }
}
