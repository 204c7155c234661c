package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ComputedMovementsTest {

  private static final long NONE_WAITS = Long.MAX_VALUE;

  private final ComputedMovements computed = new ComputedMovements();

  @Test
  void readsTheJournalToItsEndWhereNothingWasRecordedHere() {
    assertThat(computed.end(NONE_WAITS)).isGreaterThan(Long.MAX_VALUE - 2);
    assertThat(computed.end(7)).isEqualTo(6);
  }

  /** The journal's place is kept: what waited is lost when the process ends. */
  @Test
  void doesNotReadBeyondWhatWaits() {
    computed.add(Set.of(5L, 9L));
    assertThat(computed.end(7)).isEqualTo(6);
    assertThat(computed.end(NONE_WAITS)).isEqualTo(9);
  }

  @Test
  void knowsWhatIsBehindWhatWaitsUntilThatWasRead() {
    computed.add(Set.of(5L, 9L));
    computed.readTo(6);
    computed.readTo(6);
    assertThat(computed.contains(9)).isTrue();
    assertThat(computed.contains(5)).isFalse();
    computed.readTo(9);
    assertThat(computed.contains(9)).as("it may commit late").isTrue();
    assertThat(computed.end(NONE_WAITS)).isEqualTo(9);
    computed.readTo(9);
    assertThat(computed.contains(9)).isFalse();
  }
}
