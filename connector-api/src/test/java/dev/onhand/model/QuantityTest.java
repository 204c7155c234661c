package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @Test
  void isFromOneToABillion() {
    assertThat(Quantity.of(1).units()).isEqualTo(1);
    assertThat(Quantity.of(1_000_000_000).units()).isEqualTo(1_000_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
  void rejectsWhatNoMovementCarries(long units) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.of(units))
        .withMessage("quantity must be a whole number from 1 to 1000000000, not " + units);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0042", "1000000000"})
  void readsDigits(String text) {
    assertThat(Quantity.parse(text).units()).isEqualTo(Long.parseLong(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1,000",
        "1.000",
        "1'000",
        "1_000",
        "1.0",
        "1e3",
        "1e308",
        "NaN",
        "Infinity",
        "0x10",
        "５",
        "١",
        "Ⅳ",
        "½",
        "1\0",
        "1\n",
        "--1",
        "1-",
        "−1",
        "一",
        "9223372036854775808",
        "99999999999999999999999999999999",
        "1000000000000000000"
      })
  void rejectsWhatIsNotPlainDigits(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parse(text))
        .withMessageStartingWith("quantity must be a whole number written in digits, not '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000001", "999999999999999999", "-999999999999999999"})
  void rejectsDigitsOutOfRange(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parse(text))
        .withMessageContaining("from 1 to 1000000000");
  }

  @Test
  void readsWholeNumbersOfEitherSign() {
    assertThat(Quantity.parseWhole("floor", "-12")).isEqualTo(-12);
    assertThat(Quantity.parseWhole("floor", "999999999999999999")).isEqualTo(999999999999999999L);
  }
}
