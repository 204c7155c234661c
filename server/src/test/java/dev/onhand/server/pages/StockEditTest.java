package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.server.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockEditTest {

  @ParameterizedTest
  @CsvSource({
    "counted, 3, stock_count_correction, 3",
    "counted, -3, stock_count_correction_minus, 3",
    "corrected, +4, manual_in, 4",
    "corrected, −4, manual_out, 4",
    "received, 5, purchase, 5",
    "received, +5, purchase, 5",
    "damaged, 6, damage, 6",
    "damaged, -6, damage, 6",
  })
  void adjustsTheWayOfItsSignOrOfWhatHappened(
      String why, String units, String reason, long quantity) {
    Command.Move move = (Command.Move) command("by", why, units);

    assertThat(move.reason().code()).isEqualTo(reason);
    assertThat(move.quantity().units()).isEqualTo(quantity);
    assertThat(move.expectedOnHand()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "received, -5, adds units",
    "damaged, +6, takes units away",
    "counted, 0, would change nothing",
    "counted, many, must be a whole number",
    "counted, 1.5, must be a whole number",
  })
  void refusesWhatContradictsItselfOrIsNoNumber(String why, String units, String said) {
    assertThatThrownBy(() -> command("by", why, units))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(said);
  }

  @Test
  void setsOnHandToWhatWasCountedOrCorrected() {
    Command.SetOnHand set = (Command.SetOnHand) command("set", "counted", "12");

    assertThat(set.onHand()).isEqualTo(12);
    assertThat(set.expectedOnHand()).isEqualTo(9);
    assertThatThrownBy(() -> StockEdit.read("set", "damaged", "fell down"))
        .hasMessageContaining("adjust it by a number");
  }

  @Test
  void asksWhatHappenedAndWhy() {
    assertThatThrownBy(() -> StockEdit.read("by", "", " "))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem ->
                assertThat(Show.said(problem)).contains("choose what happened", "note is missing"));
  }

  private static Command command(String mode, String why, String units) {
    return StockEdit.read(mode, why, "for a test")
        .command(new AdjustmentLine("TEA", "shop", units, "9"), new MovementKey("k"), 9L, "tester");
  }
}
