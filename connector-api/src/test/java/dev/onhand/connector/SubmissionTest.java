package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void isAskedForByEachOfItsUpdates() {
    Submission sent = new Submission("8f2c", NOON);

    assertThat(sent.unconfirmed(List.of(update(3), update(4))))
        .containsExactly(
            new PushOutcome.Unconfirmed(sent.requestId()),
            new PushOutcome.Unconfirmed(sent.requestId()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "5, null, 1, applied 5", // shown as sent
        "5, broken, 1, applied 5",
        "3, null, 1, unconfirmed", // not yet
        "3, null, 15, applied 3", // something came after it
        "3, broken, 1, broken",
        "null, broken, 15, broken",
        "null, null, 15, unconfirmed" // never: there is no number
      })
  void whatTheListingShowsSaysWhatBecameOfIt(
      Long shown, String error, int minutes, String outcome) {
    Submission sent = new Submission("8f2c", NOON);

    PushOutcome seen =
        sent.seen(
            update(5),
            shown,
            Optional.ofNullable(error),
            Duration.ofMinutes(15),
            NOON.plusSeconds(60L * minutes));

    assertThat(
            switch (seen) {
              case PushOutcome.Applied(long quantity) -> "applied " + quantity;
              case PushOutcome.Refused(Refusal reason, String detail) -> detail;
              case PushOutcome.Unconfirmed unconfirmed -> "unconfirmed";
              case PushOutcome.Deferred deferred -> "deferred";
            })
        .isEqualTo(outcome);
  }

  private static QuantityUpdate update(long quantity) {
    return new QuantityUpdate(new ListingRef("A", "A"), quantity, null, "attempt");
  }
}
