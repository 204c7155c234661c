package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {

  @ParameterizedTest
  @ValueSource(strings = {"96385074", "036000291452", "4006381333931", "10614141000415"})
  void acceptsEveryLengthWithItsCheckDigit(String digits) {
    assertThat(new Gtin(digits).value()).isEqualTo(digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"96385074", "036000291452", "4006381333931", "10614141000415"})
  void rejectsEveryWrongDigit(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char other = digits.charAt(i) == '9' ? '0' : (char) (digits.charAt(i) + 1);
      String wrong = digits.substring(0, i) + other + digits.substring(i + 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Gtin(wrong))
          .withMessageContaining("wrong check digit");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9638507",
        "963850741",
        "0360002914521234",
        " 4006381333931",
        "4006381333931\n",
        "４００６３８１３３３９３１",
        "400638133393X",
        "-96385074"
      })
  void rejectsOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gtin(text))
        .withMessageStartingWith("GTIN must have 8, 12, 13 or 14 digits");
  }

  @Test
  void echoesOnlyTheBeginningOfAnEndlessValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gtin("9".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(120));
  }

  @Test
  void knowsThePlaceholder() {
    assertThat(new Gtin("0000000000000").isPlaceholder()).isTrue();
    assertThat(new Gtin("4006381333931").isPlaceholder()).isFalse();
  }
}
