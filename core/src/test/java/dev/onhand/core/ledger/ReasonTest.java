package dev.onhand.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  private static final LocationId HERE = new LocationId(1);
  private static final LocationId THERE = new LocationId(2);

  /** The table of the design: from, to, and what back offices call it. */
  private static final String TABLE =
      """
      opening_stock: opening -> available, manual
      purchase: supplier -> available, container
      sale_return: customer -> available/damaged/quality_control, return
      transfer_out: available -> there in_transit, -
      transfer_in: in_transit -> available, -
      transfer_lost: in_transit -> loss, manual
      transfer_back: in_transit -> there available, -
      stock_count_correction: count -> available, manual
      stock_count_correction_minus: available -> count, manual
      recovery_found: loss -> available, manual
      manufacturing_in: production -> available, manual
      manufacturing_out: available -> production, manual
      manual_in: count -> available, manual
      manual_out: available -> count, manual
      sale: available/reserved -> customer, sale
      purchase_return: available -> supplier, container
      damage: available -> loss, manual
      lost_missing: available -> loss, manual
      theft: available -> loss, manual
      expired: available -> loss, manual
      quality_control: available -> loss, manual
      promotional: available -> promotion, manual
      reserve: available -> reserved, -
      release: reserved -> available, -
      set_aside: available -> set_aside/damaged/quality_control, manual
      put_back: set_aside/damaged/quality_control -> available, manual
      scrap: damaged/quality_control -> loss, manual
      return_damaged: damaged/quality_control -> supplier, manual
      regrade_out: available -> production, manual
      regrade_in: production -> available, manual
      """;

  @Test
  void movesUnitsBetweenThePlacesOfTheDesign() {
    assertThat(
            Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.REVERSAL)
                .map(ReasonTest::line)
                .collect(Collectors.joining()))
        .isEqualTo(TABLE);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsCode(Reason reason) {
    assertThat(Reason.find(reason.code())).contains(reason);
  }

  @Test
  void isNotFoundByAnythingElse() {
    assertThat(Reason.find("SALE")).isEmpty();
    assertThat(Reason.find("")).isEmpty();
  }

  @Test
  void showsAReversalAsManual() {
    assertThat(Reason.REVERSAL.changeType()).contains(ChangeType.MANUAL);
  }

  private static String line(Reason reason) {
    return "%s: %s -> %s, %s\n"
        .formatted(
            reason.code(),
            end(reason, true),
            end(reason, false),
            reason.changeType().map(ChangeType::code).orElse("-"));
  }

  /** The usual place first, then what each state to choose makes of it. */
  private static String end(Reason reason, boolean isFrom) {
    List<State> choices = reason.statesToChoose();
    String usual = place(reason, isFrom, null);
    String chosen =
        choices.stream()
            .map(state -> place(reason, isFrom, state))
            .collect(Collectors.joining("/"));
    return choices.isEmpty()
            || choices.stream().allMatch(s -> usual.equals(place(reason, isFrom, s)))
        ? usual
        : chosen;
  }

  private static String place(Reason reason, boolean isFrom, State choice) {
    LocationId second = reason.needsSecondLocation() ? THERE : null;
    Place place = isFrom ? reason.from(HERE, second, choice) : reason.to(HERE, second, choice);
    return switch (place) {
      case Place.Inside inside ->
          inside.location().equals(THERE) ? "there " + place.code() : place.code();
      case Place.Beyond beyond -> beyond.code();
    };
  }
}
