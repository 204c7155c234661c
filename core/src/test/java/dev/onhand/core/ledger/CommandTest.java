package dev.onhand.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.model.Quantity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @Test
  void rejectsAReversalByHand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> move(Reason.REVERSAL, null, null))
        .withMessageContaining("reverse the movement by its id");
  }

  @ParameterizedTest
  @EnumSource
  void takesASecondLocationExactlyWhereUnitsGoToOne(Reason reason) {
    if (reason == Reason.REVERSAL) {
      return;
    }
    String to = reason.needsSecondLocation() ? "hamburg" : null;
    String wrong = reason.needsSecondLocation() ? null : "hamburg";
    assertThat(move(reason, to, null).reason()).isEqualTo(reason);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> move(reason, wrong, null))
        .withMessageContaining("to_location");
  }

  @Test
  void takesAStateOnlyWhereThereIsAChoice() {
    assertThat(move(Reason.SALE, null, State.RESERVED).state()).isEqualTo(State.RESERVED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> move(Reason.PURCHASE, null, State.AVAILABLE))
        .withMessage("reason 'purchase' takes no state");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> move(Reason.SALE, null, State.DAMAGED))
        .withMessage("reason 'sale' takes one of the states available, reserved, not 'damaged'");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_000_001, Long.MIN_VALUE, Long.MAX_VALUE})
  void rejectsANumberOnHandOutOfRange(long onHand) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.setOnHand("k", onHand))
        .withMessageContaining("on_hand must be a whole number from 0 to 1000000000");
  }

  @Test
  void rejectsALineWithoutAReference() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cause(Cause.Kind.ORDER, null, "1"))
        .withMessage("line needs a reference");
  }

  @Test
  void limitsWhatItSaysOfItself() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MovementKey("k".repeat(256)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cause.of(Cause.Kind.ORDER, "r".repeat(256)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Details.of(Cause.of(Cause.Kind.PERSON), "a".repeat(129)));
    assertThatIllegalArgumentException().isThrownBy(() -> details("n".repeat(2_001), null));
    assertThatIllegalArgumentException().isThrownBy(() -> LocationRef.code("l".repeat(65)));
  }

  @Test
  void keepsTimesToTheMicrosecondFrom1970On() {
    Instant finer = Instant.parse("2026-11-21T09:00:00.123456789Z");
    assertThat(details(null, finer).occurredAt())
        .isEqualTo(Instant.parse("2026-11-21T09:00:00.123456Z"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> details(null, Instant.EPOCH.minusNanos(1)))
        .withMessageStartingWith("occurred_at must not be before 1970");
  }

  @Test
  void takesABlankNoteForNone() {
    assertThat(details(" \t ", null)).isEqualTo(details(null, null));
  }

  private static Details details(String note, Instant occurredAt) {
    return new Details(Cause.of(Cause.Kind.PERSON), "ann", note, occurredAt);
  }

  private static Command.Move move(Reason reason, String to, State state) {
    return new Command.Move(
        new MovementKey("k"),
        ProductRef.sku("TEE-M"),
        reason,
        Quantity.of(1),
        LocationRef.code("berlin"),
        to == null ? null : LocationRef.code(to),
        state,
        Command.Mode.WISH,
        null,
        Given.DETAILS);
  }
}
