package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevelTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  @ParameterizedTest
  @EnumSource
  void changesOneStateAndNoOther(State state) {
    Level before = new Level(1, 2, 3, 4, 5, 6, 0L, null, 7);
    Level after = before.plus(state, 10, NOW);
    for (State each : State.values()) {
      assertThat(after.of(each)).isEqualTo(before.of(each) + (each == state ? 10 : 0));
    }
    assertThat(after.version()).isEqualTo(7);
  }

  @Test
  void countsOnHandWhatIsThereAndNotWhatIsUnderWay() {
    assertThat(new Level(1, 2, 4, 8, 16, 32, 0L, null, 0).onHand()).isEqualTo(31);
  }

  @Test
  void holdsSumsOfFullStates() {
    long max = Level.UNITS_MAX;
    assertThat(new Level(max, max, max, max, max, max, 0L, null, 0).onHand()).isEqualTo(5 * max);
  }

  @Test
  void isMarkedFromTheMomentItIsBelowItsFloor() {
    Level below = Level.empty(0L).plus(State.AVAILABLE, -1, NOW);
    assertThat(below.belowFloorSince()).isEqualTo(NOW);
    assertThat(below.plus(State.AVAILABLE, -1, LATER).belowFloorSince()).isEqualTo(NOW);
    assertThat(below.plus(State.RESERVED, 5, LATER).belowFloorSince()).isEqualTo(NOW);
    assertThat(below.plus(State.AVAILABLE, 1, LATER).belowFloorSince()).isNull();
  }

  @Test
  void isNotMarkedAtItsFloor() {
    assertThat(Level.empty(-5L).plus(State.AVAILABLE, -5, NOW).belowFloorSince()).isNull();
    assertThat(Level.empty(-5L).plus(State.AVAILABLE, -6, NOW).belowFloorSince()).isEqualTo(NOW);
  }

  @Test
  void isNeverMarkedWithoutAFloor() {
    assertThat(Level.empty(null).plus(State.AVAILABLE, -1_000, NOW).belowFloorSince()).isNull();
  }

  @Test
  void isMarkedByAFloorThatRisesAndClearedByOneThatFalls() {
    Level preordered = Level.empty(-5L).plus(State.AVAILABLE, -3, NOW);
    Level marked = preordered.withFloor(0L, LATER);
    assertThat(marked.belowFloorSince()).isEqualTo(LATER);
    assertThat(marked.withFloor(-3L, LATER).belowFloorSince()).isNull();
    assertThat(marked.withFloor(null, LATER).belowFloorSince()).isNull();
    assertThat(marked.withFloor(-1L, LATER.plusSeconds(1)).belowFloorSince()).isEqualTo(LATER);
  }

  @ParameterizedTest
  @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "AVAILABLE")
  void hasAFloorOfZeroForAllButAvailable(State state) {
    assertThat(Level.empty(null).floorOf(state)).isZero();
    assertThat(Level.empty(-9L).floorOf(state)).isZero();
  }
}
