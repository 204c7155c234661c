package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparatorTest {

  /** In the table, {@code t} is a tab and {@code n} the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MUG,3|,",
        "MUG;3|;",
        "MUGt3|t",
        "MUG|,",
        "``|,",
        "CUP, blue, largetshopt3|t",
        "CUP, blue;shop;3|;",
        "CUP, blue;3|,",
        "\"CUP, blue\";3|;",
        "\"a;tb\",3|,",
        "nnMUG;3|;",
        "MUG,3nCUP;4;5t6|,",
      })
  void isOfTheFirstLine(String text, String separator) {
    assertThat(Separator.of(text.replace('t', '\t').replace('n', '\n')))
        .isEqualTo(separator.replace('t', '\t').charAt(0));
  }
}
