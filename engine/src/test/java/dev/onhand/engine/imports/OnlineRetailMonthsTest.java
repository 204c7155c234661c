package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.imports.ImportReport.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole months of real invoices, against stock that is calculated in the plainest way. */
class OnlineRetailMonthsTest {

  private static final Path ROOT = Path.of("..");
  private static final Path BUNDLED =
      ROOT.resolve("cli/src/main/demo/online-retail-2011-02.csv.gz");
  private static final Path YEAR = ROOT.resolve("../shared/data/online-retail");

  @TempDir Path directory;

  private ImportBench bench() {
    return new ImportBench(directory).kind("online-retail").create();
  }

  @Test
  void endsWithTrueStockForTheBundledMonth() throws IOException {
    endsWithTrueStock(BUNDLED);
  }

  @Test
  void endsWithTrueStockForTheLargestMonth() throws IOException {
    endsWithTrueStock(month("2011-10"));
  }

  @Test
  void endsWithTrueStockForTheBundledMonthAsOrders() throws IOException {
    ImportBench bench = bench().asOrders();
    endsWithTrueStock(BUNDLED, bench);
    int movements = bench.ledger.movements().size();
    ImportReport again = bench.file(BUNDLED);

    assertThat(again.counts().recorded()).isZero();
    assertThat(bench.ledger.movements()).hasSize(movements);
    assertThat(bench.orders.orders().size()).isEqualTo(1_096);
    assertThat(
            bench.orders.orders().stream()
                .flatMap(order -> order.order().lines().values().stream())
                .filter(line -> line.fulfilled() != line.shipped() || line.reserved() != 0))
        .isEmpty();
  }

  private void endsWithTrueStock(Path file) throws IOException {
    endsWithTrueStock(file, bench());
  }

  private void endsWithTrueStock(Path file, ImportBench bench) throws IOException {
    ImportReport report = bench.file(file);

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts().refused()).isZero();
    Map<String, Long> plain = plainStock(file);
    Map<String, Long> levels = new HashMap<>();
    plain.keySet().forEach(sku -> levels.put(sku, bench.catalogue.onHand(sku, "main")));
    assertThat(levels).isEqualTo(plain);
    assertThat(bench.catalogue.products()).hasSize(plain.size());
    assertThat(bench.ledger.movements()).allMatch(OnlineRetailMonthsTest::leavesNothingBelowZero);
  }

  private static boolean leavesNothingBelowZero(Movement movement) {
    Movement.Balance from = movement.fromAfter();
    return from == null || from.onHand() >= 0;
  }

  @Test
  void doesNotMindTheOrderOfFilesNorAFileTwice() {
    List<Path> months = List.of(month("2010-12"), BUNDLED, month("2011-04"));
    ImportBench forward = bench();
    months.forEach(forward::file);
    ImportBench backward = bench();
    months.reversed().forEach(backward::file);
    int movements = backward.ledger.movements().size();
    ImportReport again = backward.file(months.getFirst());

    assertThat(again.counts().recorded()).isZero();
    assertThat(backward.ledger.movements()).hasSize(movements);
    assertThat(forward.catalogue.products())
        .allSatisfy(
            product -> {
              String sku = product.sku().value();
              assertThat(backward.catalogue.onHand(sku, "main"))
                  .isEqualTo(forward.catalogue.onHand(sku, "main"));
            });
  }

  private static Path month(String month) {
    Path file = YEAR.resolve(month + ".csv.gz");
    assumeTrue(Files.exists(file), "the year of invoices (../shared/data) is not here");
    return file;
  }

  /** Sum by SKU, and opening stock as much as the sum was ever below zero. */
  private static Map<String, Long> plainStock(Path file) throws IOException {
    List<List<String>> lines = plainLines(file);
    Map<String, Integer> linesOfInvoice = new HashMap<>();
    lines.forEach(line -> linesOfInvoice.merge(line.get(0), 1, Integer::sum));
    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> least = new HashMap<>();
    for (List<String> line : lines) {
      String code = line.get(1);
      if (NO_GOODS.contains(code) || code.startsWith("gift")) {
        continue;
      }
      long quantity = Long.parseLong(line.get(3));
      boolean free = Double.parseDouble(line.get(5)) == 0;
      boolean clerk = free && linesOfInvoice.get(line.get(0)) == 1 && line.get(6).isEmpty();
      String sku = code.toUpperCase(java.util.Locale.ROOT);
      long sum = sums.merge(sku, clerk ? quantity : -quantity, Long::sum);
      least.merge(sku, Math.min(sum, 0), Math::min);
    }
    sums.replaceAll((sku, sum) -> sum - least.get(sku));
    return sums;
  }

  private static final Set<String> NO_GOODS =
      Set.of(
          "POST",
          "DOT",
          "M",
          "m",
          "D",
          "S",
          "B",
          "C2",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "PADS");

  /** These files have no line breaks in fields, so that a line is a record. */
  private static List<List<String>> plainLines(Path file) throws IOException {
    String text;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return text.lines().skip(1).map(OnlineRetailMonthsTest::plainFields).toList();
  }

  private static List<String> plainFields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
