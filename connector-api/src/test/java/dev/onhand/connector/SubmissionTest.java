package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"8f2c", "", "with a space"})
  void isWhatItsRequestSays(String id) {
    Submission sent = new Submission(id, NOON.plusNanos(1));

    assertThat(Submission.of(sent.requestId())).isEqualTo(sent);
  }

  @Test
  void getsOlder() {
    Submission sent = new Submission("8f2c", NOON);

    assertThat(sent.isYoungerThan(Duration.ofMinutes(1), NOON.plusSeconds(59))).isTrue();
    assertThat(sent.isYoungerThan(Duration.ofMinutes(1), NOON.plusSeconds(60))).isFalse();
  }
}
