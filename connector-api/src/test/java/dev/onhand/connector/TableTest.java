package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Table.Cell;
import dev.onhand.connector.Table.Line;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  @Test
  void readsCellsWithAndWithoutQuotes() {
    assertThat(texts("a,\"b,\"\"c\"\"\nd\" ,e\r\n"))
        .as("a quote that closes before anything but an end is a letter")
        .containsExactly(List.of("a", "\"b", "\"\"c\"\""), List.of("d\"", "e"), List.of(""));
    assertThat(texts("a,\"b,\"\"c\"\"\nd\",e\r\n"))
        .containsExactly(List.of("a", "b,\"c\"\nd", "e"), List.of(""));
    assertThat(texts("")).containsExactly(List.of(""));
    assertThat(texts(" a , ,b")).containsExactly(List.of("a", "", "b"));
  }

  @Test
  void aQuoteThatNothingClosesSpoilsNoLineButItsOwn() {
    assertThat(texts("a,b\n1,\"5 inch\n2,x")) //
        .containsExactly(List.of("a", "b"), List.of("1", "\"5 inch"), List.of("2", "x"));
    String far = "x".repeat(Table.QUOTED_CHARS_MAX);
    assertThat(texts("\"" + far + "\",b\nc")).hasSize(2).last().isEqualTo(List.of("c"));
    assertThat(texts("\"" + far).getFirst().getFirst()).startsWith("\"x");
  }

  @Test
  void countsLinesOfTheTextAndNotRows() {
    Table table = Table.of("h\r\n\"a\nb\"\n\nc\rd", ',');

    assertThat(table.rows()).extracting(Line::number).containsExactly(2L, 5L, 6L);
  }

  @Test
  void findsColumnsInWhateverCaseAndBehindAMark() {
    Table table = Table.of("\ufeffId;\"Stock\"\n1;2", ';');

    assertThat(table.column("id")).isZero();
    assertThat(table.column("stock")).isOne();
    assertThat(table.column("price")).isEqualTo(-1);
    assertThat(table.rows().getFirst().text(-1)).isEmpty();
    assertThat(table.rows().getFirst().text(9)).isEmpty();
  }

  @Test
  void aChangedCellLeavesTheRest() {
    Line line = new Line(1, List.of(new Cell("\"a\"", ","), new Cell(" b ", "\n")));

    assertThat(new Table(List.of(line.with(1, "c")), ',').text()).isEqualTo("\"a\",c\n");
    assertThat(line.with(2, "c")).isEqualTo(line);
    assertThat(line.with(-1, "c")).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a,b", "say \"x\"", "two\nlines", " space ", "", "\r", "ä;"})
  void whatIsWrittenIsReadAsItWas(String cell) {
    String line = Table.line(',', List.of("1", cell, "2"));

    assertThat(line).endsWith("\r\n");
    assertThat(Table.of(line, ',').lines().getFirst().cells().get(1).text())
        .isEqualTo(cell.strip());
    assertThat(Table.of(line, ',').lines().getFirst().cells()).hasSize(3);
  }

  /** Whatever it is, it is read, ends, and is written as it was. */
  @Test
  void anyTextIsKeptToTheByte() {
    Random random = new Random(20261128);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append("a\",\n\r; \t".charAt(random.nextInt(8)));
      }
      assertThat(Table.of(text.toString(), ',').text()).isEqualTo(text.toString());
    }
  }

  private static List<List<String>> texts(String text) {
    return Table.of(text, ',').lines().stream()
        .map(line -> line.cells().stream().map(Cell::text).toList())
        .toList();
  }
}
