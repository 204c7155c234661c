package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\u0000x"})
  void guardsTextsThatASpreadsheetWouldRun(String text) {
    assertThat(Csv.guarded(text)).startsWith("'").hasSizeGreaterThan(text.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mug", "a=b", "1-2", "'quoted"})
  void leavesOtherTextsAlone(String text) {
    assertThat(Csv.guarded(text)).isEqualTo(text);
  }

  @Test
  void quotesWhatWouldBreakALine() {
    assertThat(Csv.line(List.of("plain", "a,b", "6\" nail", "two\nlines", "")))
        .isEqualTo("plain,\"a,b\",\"6\"\" nail\",\"two\nlines\",");
  }

  @Test
  void keepsNumbersNumeric() {
    Column onHand = Column.number("On hand", "on_hand");

    assertThat(onHand.filed(Json.object().put("on_hand", -3))).isEqualTo("-3");
    assertThat(onHand.filed(Json.object().put("on_hand", "-3"))).isEqualTo("'-3");
  }
}
