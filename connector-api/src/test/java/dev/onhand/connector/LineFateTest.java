package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFateTest {

  @ParameterizedTest
  @CsvSource({"WANTED, 0, 0", "NOT_WANTED, 3, 0", "SHIPPED, 0, 3", "UNKNOWN, 0, 0"})
  void allUnitsOfALineMetTheSame(LineFate fate, long cancelled, long shipped) {
    assertThat(fate.line("7", "listing", "SKU", 3))
        .isEqualTo(new RemoteOrder.Line("7", "listing", "SKU", null, 3, cancelled, shipped, null));
  }

  @Test
  void aStatusIsTheOrdersWhereAllOfItsLinesAreInKnownStates() {
    assertThat(LineFate.status("NEW", Stream.of("a", "b"), state -> false)).isEqualTo("NEW");
  }

  @Test
  void aLineInAStateThatIsNotKnownMakesTheStatusOneThatIsNotKnown() {
    assertThat(LineFate.status("NEW", Stream.of("a", "odd"), "odd"::equals))
        .isEqualTo("NEW with a line in state odd");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"AT, AT", "at, null", "AUT, null", "'', null", "null, null"})
  void aCountryIsTwoCapitalLettersOrNone(String said, String country) {
    assertThat(RemoteOrder.country(said)).isEqualTo(country);
  }
}
