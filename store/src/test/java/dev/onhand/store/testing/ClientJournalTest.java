package dev.onhand.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientJournalTest {

  private final ClientJournal journal = new ClientJournal();

  @Test
  void wantsWhatWasAcknowledgedThereOnce() {
    journal.send("a").recorded();
    assertThat(journal.violations(Map.of("a", 1))).isEmpty();
    assertThat(journal.violations(Map.of()))
        .containsExactly("a was acknowledged and is there 0 times");
    assertThat(journal.violations(Map.of("a", 2))).hasSize(1);
  }

  @Test
  void wantsWhatWasRefusedAbsent() {
    journal.send("a").refused();
    assertThat(journal.violations(Map.of())).isEmpty();
    assertThat(journal.violations(Map.of("a", 1)))
        .containsExactly("a was refused and is there 1 times");
  }

  @Test
  void takesWhatNobodyKnowsEitherWayButNotTwice() {
    journal.send("a").unknown();
    assertThat(journal.unknown()).containsExactly("a");
    assertThat(journal.violations(Map.of())).isEmpty();
    assertThat(journal.violations(Map.of("a", 1))).isEmpty();
    assertThat(journal.violations(Map.of("a", 2))).containsExactly("a is there 2 times");
  }

  @Test
  void learnsFromALaterAttempt() {
    journal.send("a").unknown();
    journal.send("a").recorded();
    journal.send("b").unknown();
    journal.send("b").refused();
    assertThat(journal.unknown()).isEmpty();
    assertThat(journal.violations(Map.of("a", 1, "b", 1))).hasSize(1);
    assertThat(journal.recorded()).isEqualTo(1);
    assertThat(journal.refused()).isEqualTo(1);
  }

  @Test
  void learnsNothingFromARefusalThatMayBeOlder() {
    ClientJournal.Attempt refused = journal.send("a");
    journal.send("a").unknown();
    refused.refused();
    assertThat(journal.unknown()).containsExactly("a");
  }

  @Test
  void findsWhatNobodySent() {
    assertThat(journal.violations(Map.of("x", 1))).containsExactly("x is there and was never sent");
  }
}
