package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Duration SECONDS_6 = Duration.ofSeconds(6);

  private static final Pace TEN_A_SECOND = Pace.NONE.after(20, Duration.ofSeconds(2));

  @Test
  void takesOneKindOfWorkAfterTheOther() {
    Pace twoASecond = Pace.NONE.after(1, Duration.ofMillis(500));
    assertThat(
            Drain.inTurn(List.of(new Drain.Work(100, TEN_A_SECOND), new Drain.Work(8, twoASecond))))
        .isEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void givesTheShareOfWhoIsThroughToTheOthers() {
    assertThat(
            Drain.shared(
                Arrays.asList(SECONDS_6, null, Duration.ofSeconds(12), Duration.ZERO, SECONDS_6)))
        .containsExactly(SECONDS_6, null, Duration.ofSeconds(8), Duration.ZERO, SECONDS_6);
    assertThat(Drain.shared(List.of(Duration.ofSeconds(5)))).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void isNotKnownOfWhatWasNeverDone() {
    assertThat(Drain.inTurn(List.of(new Drain.Work(1, Pace.NONE)))).isNull();
    assertThat(Drain.inTurn(List.of(new Drain.Work(0, Pace.NONE)))).isEqualTo(Duration.ZERO);
  }

  /** A channel that became slow is believed to be slow within seconds of work. */
  @Test
  void followsThePaceOfLate() {
    Pace pace = TEN_A_SECOND;
    for (int i = 0; i < 20; i++) {
      pace = pace.after(1, Duration.ofSeconds(1));
    }
    assertThat(pace.perSecond()).isBetween(1.0, 1.2);
  }

  @Test
  void keepsThePaceWhileNothingIsDone() {
    assertThat(TEN_A_SECOND.after(0, Duration.ZERO).perSecond()).isEqualTo(10);
  }
}
