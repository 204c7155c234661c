package dev.onhand.engine.imports;

import static dev.onhand.engine.imports.ImportBench.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run finds what the ledger would refuse, and what it finds is what then happens. */
class DryRunTest {

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).create().skip();
  }

  private static String line(String key, String sku, String reason, int quantity) {
    return "%s,2026-11-01T09:00:00Z,%s,berlin,%s,%d,,".formatted(key, sku, reason, quantity);
  }

  private ImportReport dryRun(String text) {
    ImportReport report = bench.dryRun(true).text(text);
    bench.dryRun(false);
    return report;
  }

  private ImportReport dryRunOf(String... lines) {
    return dryRun(HEADER + String.join("\n", lines) + "\n");
  }

  @Test
  void findsLinesThatTakeMoreThanTheLinesBeforeThemLeave() {
    ImportReport report =
        dryRunOf(
            line("m1", "A", "sale", 1),
            line("m2", "A", "purchase", 5),
            line("m3", "A", "sale", 3),
            line("m4", "A", "sale", 3),
            line("m5", "B", "purchase", 1),
            line("m6", "A", "sale", 2));

    assertThat(report.ending()).isEqualTo(ImportReport.Ending.CHECKED);
    assertThat(report.counts().refused()).isEqualTo(2);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(2L, "insufficient_stock"), tuple(5L, "insufficient_stock"));
    assertThat(report.errors().getLast().detail())
        .isEqualTo("Only 2 units of 'A' can be taken from available; 3 were asked for.");
    assertThat(bench.ledger.movements()).isEmpty();
    assertThat(bench.catalogue.products()).isEmpty();
  }

  @Test
  void startsFromTheBooksAndLeavesThem() {
    bench.rows(line("m0", "A", "opening_stock", 4));

    ImportReport report = dryRunOf(line("m1", "A", "sale", 3), line("m2", "A", "sale", 3));

    assertThat(report.counts().refused()).isEqualTo(1);
    assertThat(report.errors()).extracting(ImportError::line).containsExactly(3L);
    assertThat(bench.catalogue.onHand("A", "berlin")).isEqualTo(4);
    assertThat(bench.ledger.movements()).hasSize(1);
  }

  @Test
  void saysWhatWouldBecomeOfStock() {
    bench.rows(line("m0", "A", "opening_stock", 4), line("n0", "C", "opening_stock", 1));

    ImportReport report =
        dryRunOf(
            line("m1", "A", "purchase", 10),
            line("m2", "B", "purchase", 3),
            line("m3", "A", "sale", 1),
            line("m4", "C", "purchase", 2),
            line("m5", "B", "sale", 9), // refused
            line("m6", "C", "sale", 2),
            line("m0", "A", "opening_stock", 4)); // there already

    assertThat(report.difference())
        .isEqualTo(
            new ImportReport.StockDifference(
                2,
                12,
                List.of(
                    new ImportReport.StockDifferenceRow("A", "berlin", 4, 13),
                    new ImportReport.StockDifferenceRow("B", "berlin", 0, 3))));
    assertThat(bench.rows(line("m1", "A", "purchase", 10)).difference()).isNull();
  }

  @Test
  void namesTheFirstOfWhatWouldChangeAndCountsAll() {
    StringBuilder text = new StringBuilder(HEADER);
    int products = Importer.CHUNK_ROWS + 100;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < products; i++) {
        text.append(line("r" + round + "-" + i, "P" + i, "purchase", 2)).append('\n');
      }
    }
    ImportReport.StockDifference found = dryRun(text.toString()).difference();

    assertThat(found).isNotNull();
    assertThat(found.levels()).isEqualTo(products);
    assertThat(found.units()).isEqualTo(4L * products);
    assertThat(found.rows()).hasSize(Differences.ROWS_MAX);
    assertThat(found.rows()).allMatch(row -> row.before() == 0 && row.after() == 4);
  }

  @Test
  void countsWhatIsInTheJournalAlready() {
    String[] lines = {line("m1", "A", "opening_stock", 4), line("m2", "A", "sale", 4)};
    bench.rows(lines);

    ImportReport report = dryRunOf(lines[0], lines[1], line("m3", "A", "sale", 1));

    assertThat(report.counts().alreadyRecorded()).isEqualTo(2);
    assertThat(report.counts().recorded()).isZero();
    assertThat(report.errors()).extracting(ImportError::line).containsExactly(4L);
  }

  @Test
  void remembersAcrossChunksWhatLinesChangedAndWhichWereThere() {
    StringBuilder text = new StringBuilder(HEADER.strip()).append(",to_location\n");
    text.append(line("first", "A", "purchase", 7)).append(",\n");
    text.append(line("out", "A", "transfer_out", 4)).append(",paris\n");
    for (int i = 0; i < Importer.CHUNK_ROWS; i++) {
      text.append(line("other" + i, "B", "purchase", 1)).append(",\n");
    }
    text.append(line("first", "A", "purchase", 7)).append(",\n"); // the same line again
    text.append(line("last", "A", "sale", 4)).append(",\n"); // but there are 3 left
    text.append(line("in1", "A", "transfer_in", 4).replace("berlin", "paris")).append(",\n");
    text.append(line("in2", "A", "transfer_in", 1).replace("berlin", "paris")).append(",\n");

    ImportReport dry = dryRun(text.toString());

    long end = Importer.CHUNK_ROWS + 4L;
    assertThat(dry.counts().alreadyRecorded()).isEqualTo(1);
    assertThat(dry.errors()).extracting(ImportError::line).containsExactly(end + 1, end + 3);
    assertThat(dry.errors().getFirst().detail()).startsWith("Only 3 units of 'A'");
    assertThat(bench.text(text.toString()).errors())
        .extracting(ImportError::line)
        .containsExactly(end + 1, end + 3);
  }

  @Test
  void givesARetailersFileItsOpeningStockFirst() {
    ImportReport report =
        new ImportBench(directory)
            .kind("online-retail")
            .create()
            .dryRun(true)
            .text(
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                    + "536365,85123A,HOLDER,6,2010-12-01T08:26:00,2.55,17850,United Kingdom\n");

    assertThat(report.errors()).isEmpty();
    assertThat(report.counts().openings()).isEqualTo(1);
  }
}
