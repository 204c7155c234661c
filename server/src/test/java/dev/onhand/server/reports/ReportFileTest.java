package dev.onhand.server.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.Report.Column;
import dev.onhand.engine.reports.Report.Kind;
import dev.onhand.server.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** What is written is read back by another program's rules. */
class ReportFileTest {

  private static final Report REPORT =
      Report.table(
          "hostile",
          "A title with more characters than a sheet may have",
          "Nothing.",
          Scope.STOCK_READ,
          EnumSet.noneOf(Report.Filter.class),
          new Column("text", "Text", Kind.TEXT),
          new Column("number", "Number", Kind.NUMBER),
          new Column("decimal", "Decimal", Kind.DECIMAL),
          new Column("day", "Day", Kind.DAY),
          new Column("time", "Time", Kind.TIME),
          new Column("batch", "Batch", Kind.BATCH));

  private static final List<String> HOSTILE =
      List.of(
          "=HYPERLINK(\"http://elsewhere.example\",\"go\")",
          "+cmd|' /C calc'!A0",
          "-1+2",
          "@SUM(A1:A9)",
          "\t=1",
          "a, \"b\"\nc;d",
          "line\r\nbreak",
          "<script>alert(1)</script> &amp; ]]>",
          "'already quoted",
          "Žluťoučký 日本語 👟 \u202fnarrow",
          " blanks at both ends ",
          "007",
          "1e9",
          "TRUE",
          "");

  private static List<Object> row(String text) {
    return List.of(
        text,
        -12L,
        new BigDecimal("-0.50"),
        LocalDate.parse("2026-11-01"),
        Instant.parse("2026-11-01T10:00:00Z"),
        7L);
  }

  /** What a cell must say: guarded where a spreadsheet would run it. */
  private static String expected(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static byte[] csv() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvSheet sheet = new CsvSheet(REPORT.columns(), out);
    HOSTILE.forEach(text -> sheet.add(row(text)));
    sheet.add(Arrays.asList(null, null, null, null, null, null));
    sheet.end();
    return out.toByteArray();
  }

  private static List<Row> xlsx(int rowsMax, List<List<Object>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxSheet sheet = new XlsxSheet(REPORT.title(), REPORT.columns(), out, rowsMax);
    rows.forEach(sheet::add);
    sheet.end();
    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()));
        Stream<Row> read = book.getFirstSheet().openStream()) {
      return new ArrayList<>(read.toList());
    }
  }

  @Test
  void hostileTextsComeBackFromCsvAsTheyWere() throws IOException {
    var rows =
        CsvReader.builder().ofNamedCsvRecord(new String(csv(), StandardCharsets.UTF_8)).stream()
            .toList();

    assertThat(rows).hasSize(HOSTILE.size() + 1);
    for (int i = 0; i < HOSTILE.size(); i++) {
      assertThat(rows.get(i).getFields())
          .containsExactly(
              expected(HOSTILE.get(i)),
              "-12",
              "-0.50",
              "2026-11-01",
              "2026-11-01T10:00:00Z",
              "bat_0000000000007");
    }
    assertThat(rows.getLast().getFields()).containsOnly("");
  }

  @Test
  void hostileTextsComeBackFromAWorkbookAsTextsAndNumbersAsNumbers() throws IOException {
    List<Row> rows = xlsx(100, HOSTILE.stream().map(ReportFileTest::row).toList());

    assertThat(rows).hasSize(HOSTILE.size() + 1);
    assertThat(rows.getFirst().getCell(0).asString()).isEqualTo("text");
    for (int i = 0; i < HOSTILE.size(); i++) {
      Row row = rows.get(i + 1);
      Cell text = row.getCell(0);
      assertThat(text.getType()).isEqualTo(CellType.STRING);
      assertThat(text.getFormula()).isNull();
      // XML reads every line end as one line feed.
      assertThat(text.asString().replace("\r\n", "\n"))
          .isEqualTo(expected(HOSTILE.get(i)).replace("\r\n", "\n"));
      assertThat(row.getCell(1).asNumber()).isEqualByComparingTo("-12");
      assertThat(row.getCell(2).asNumber()).isEqualByComparingTo("-0.5");
      assertThat(row.getCell(3).asString()).isEqualTo("2026-11-01");
      assertThat(row.getCell(4).asString()).isEqualTo("2026-11-01T10:00:00Z");
      assertThat(row.getCell(5).asString()).isEqualTo("bat_0000000000007");
    }
  }

  @Test
  void manyRowsComeBackInTheirOrder() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      rows.add(row("row " + i));
    }

    assertThat(xlsx(2_500, rows))
        .hasSize(2_501)
        .last()
        .satisfies(row -> assertThat(row.getCell(0).asString()).isEqualTo("row 2499"));
  }

  @Test
  void saysWhatToDoWithMoreRowsThanASheetHolds() {
    List<List<Object>> rows = List.of(row("1"), row("2"), row("3"));

    assertThatThrownBy(() -> xlsx(2, rows))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.detail()).contains("more than the 2 rows", "format csv"));
  }
}
