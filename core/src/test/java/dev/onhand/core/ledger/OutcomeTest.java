package dev.onhand.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {

  /** Clients switch over these; a new name for an old refusal breaks them. */
  @Test
  void hasStableCodes() {
    assertThat(new Outcome.KeyUsedDifferently(new MovementKey("k"), new MovementId(1)).code())
        .isEqualTo("key_used_differently");
    assertThat(new Outcome.OccurredInFuture(Given.NOW, Given.NOW).code())
        .isEqualTo("occurred_in_future");
    assertThat(new Outcome.ListRefused(0, "x").code()).isEqualTo("list_refused");
  }

  @Test
  void saysWhatIsLeftToTake() {
    assertThat(insufficient(3, 0L).detail())
        .isEqualTo("Only 3 units of 'TEE-M' can be taken from available; 5 were asked for.");
    assertThat(insufficient(-2, -4L).detail()).startsWith("Only 2 units");
    assertThat(insufficient(-7, -4L).detail()).startsWith("Only 0 units");
  }

  private static Outcome.InsufficientStock insufficient(long present, Long floor) {
    return new Outcome.InsufficientStock(
        ProductRef.sku("TEE-M"), Given.BERLIN, State.AVAILABLE, present, floor, 5);
  }

  @Test
  void tellsALevelThatIsFullFromAMovementThatIsTooLarge() {
    assertThat(new Outcome.LimitExceeded(State.AVAILABLE, 1_000_000_000_001L).detail())
        .isEqualTo(
            "This would bring available to 1000000000001 units; a level holds at most 1000000000000.");
    assertThat(new Outcome.LimitExceeded(State.AVAILABLE, -2_000_000_000L).detail())
        .isEqualTo(
            "This would move 2000000000 units of available; one movement carries at most 1000000000. Do it in steps.");
  }
}
