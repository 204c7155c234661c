package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TransactionRetryTest {

  private final List<Duration> slept = new ArrayList<>();
  private final TransactionRetry retry =
      new TransactionRetry(
          RandomGeneratorFactory.of("L64X128MixRandom").create(7), time -> slept.add(time));

  @Test
  void givesTheResultOfTheFirstTryThatSucceeds() throws Exception {
    Deque<String> states = new ArrayDeque<>(List.of("40P01", "40001"));
    assertThat(retry.run(() -> failUntilEmpty(states))).isEqualTo("done");
    assertThat(slept).hasSize(2);
  }

  @Test
  void givesUpAfterFiveTries() {
    Deque<String> states = new ArrayDeque<>();
    for (int i = 0; i < 10; i++) {
      states.add("57P01");
    }
    assertThatThrownBy(() -> retry.run(() -> failUntilEmpty(states)))
        .isInstanceOf(SQLException.class);
    assertThat(states).hasSize(10 - TransactionRetry.TRIES_MAX);
    assertThat(slept).hasSize(TransactionRetry.TRIES_MAX - 1);
  }

  @Test
  void doesNotRepeatWhatWouldFailAgain() {
    for (String state : List.of("23505", "42501", "53100", "22003")) {
      Deque<String> states = new ArrayDeque<>(List.of(state));
      assertThatThrownBy(() -> retry.run(() -> failUntilEmpty(states)))
          .isInstanceOf(SQLException.class);
    }
    assertThat(slept).isEmpty();
  }

  @Test
  void waitsLongerEachTimeAndNeverTheSame() {
    Deque<String> states = new ArrayDeque<>(List.of("08006", "08006", "08006", "08006", "08006"));
    assertThatThrownBy(() -> retry.run(() -> failUntilEmpty(states)))
        .isInstanceOf(SQLException.class);
    assertThat(slept).isSorted().doesNotHaveDuplicates();
    assertThat(slept.getLast()).isLessThanOrEqualTo(Duration.ofMillis(320));
  }

  @Test
  void stopsWhenInterrupted() {
    TransactionRetry interrupted =
        new TransactionRetry(
            RandomGeneratorFactory.of("L64X128MixRandom").create(7),
            time -> {
              throw new InterruptedException();
            });
    Deque<String> states = new ArrayDeque<>(List.of("40001"));
    assertThatThrownBy(() -> interrupted.run(() -> failUntilEmpty(states)))
        .isInstanceOf(InterruptedException.class);
  }

  private static String failUntilEmpty(Deque<String> states) throws SQLException {
    String state = states.poll();
    if (state != null) {
      throw new SQLException("scripted", state);
    }
    return "done";
  }
}
