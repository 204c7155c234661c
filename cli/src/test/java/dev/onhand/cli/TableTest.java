package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  private static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("SKU", false, true),
          new Table.Head("Name", false, true),
          new Table.Head("On hand", true, false));

  private static final List<List<String>> ROWS =
      List.of(
          List.of("MUG-1", "White mug with a very long name that says it all", "12"),
          List.of("杯-2", "茶杯", "-3"));

  @Test
  void drawsABoxWithNumbersAtTheRight() {
    assertThat(Table.lines(HEADS, ROWS, 0))
        .containsExactly(
            "+-------+--------------------------------------------------+---------+",
            "| SKU   | Name                                             | On hand |",
            "+-------+--------------------------------------------------+---------+",
            "| MUG-1 | White mug with a very long name that says it all |      12 |",
            "| 杯-2  | 茶杯                                             |      -3 |",
            "+-------+--------------------------------------------------+---------+");
  }

  @Test
  void shortensTextsToFitTheTerminal() {
    assertThat(Table.lines(HEADS, ROWS, 40))
        .containsExactly(
            "+-------+--------------------+---------+",
            "| SKU   | Name               | On hand |",
            "+-------+--------------------+---------+",
            "| MUG-1 | White mug with a … |      12 |",
            "| 杯-2  | 茶杯               |      -3 |",
            "+-------+--------------------+---------+");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 80, 60, 40, 32, 28, 24})
  void fitsAndKeepsItsShapeAtEveryWidth(int columns) {
    List<String> lines = Table.lines(HEADS, ROWS, columns);

    assertThat(lines).extracting(DisplayWidth::of).containsOnly(DisplayWidth.of(lines.getFirst()));
    assertThat(DisplayWidth.of(lines.getFirst())).isLessThanOrEqualTo(columns);
  }

  @Test
  void neverCutsANumber() {
    List<Table.Head> number = List.of(new Table.Head("On hand", true, false));

    assertThat(Table.lines(number, List.of(List.of("123456789012")), 10))
        .contains("| 123456789012 |");
  }
}
