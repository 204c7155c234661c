package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "7", "0012", "1000000000"})
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
        "1.0",
        "1e3",
        "1e308",
        "NaN",
        "0x10",
        "\uff15",
        "\u0663",
        "1_000",
        "--1",
        "1-",
        "9999999999999999999",
        "99999999999999999999999999"
      })
  void refusesAllThatIsNotAWholeNumberInDigits(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("quantity must be a whole number written in digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000001", "999999999999999999"})
  void refusesWhatNoMovementCarries(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("quantity must be a whole number from 1 to 1000000000");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 999_999_999_999_999_999L, -999_999_999_999_999_999L})
  void readsAnySignedNumberOfEighteenDigits(long number) {
    assertThat(Quantity.parseWhole("on_hand", Long.toString(number))).isEqualTo(number);
  }
}
