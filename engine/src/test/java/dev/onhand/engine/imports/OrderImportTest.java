package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.Orders;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderImportTest {

  private static final String HEADER =
      "channel,external_id,status,updated_at,line,sku,quantity,cancelled,shipped,returned,location\n";

  private static final String WITH_HOLD =
      "channel,external_id,status,updated_at,line,sku,quantity,hold\n";

  /** Two lines, seen at work; the first is shipped later. */
  private static final String[] ORDER = {
    "web,1,processing,2026-11-01T10:00:00Z,1,TEE-M,2,,,,",
    "web,1,processing,2026-11-01T10:00:00Z,2,MUG,3,1,,,",
    "web,1,shipped,2026-11-02T10:00:00Z,,,,,,,"
  };

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).create();
    bench.rows(
        "s1,2026-10-01,TEE-M,berlin,opening_stock,10,,",
        "s2,2026-10-01,MUG,berlin,opening_stock,10,,");
    bench = bench.kind(Importer.ORDERS);
  }

  private ImportReport rows(String... rows) {
    return bench.text(HEADER + String.join("\n", rows) + "\n");
  }

  private Order.Line line(String order, String line) {
    return bench.orders.order("web", order).lines().get(line);
  }

  @Test
  void makesOrdersOfRows() {
    ImportReport report = rows(ORDER);

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(3, 3, 0, 0, 0, 0, 0, 0));
    assertThat(report.orders()).isEqualTo(new ImportReport.OrderCounts(1, 2, 4, 0, 4, 0, 0, 0));
    assertThat(report.reasons()).containsEntry("processing", 1L).containsEntry("shipped", 1L);
    assertThat(bench.orders.log("web", "1"))
        .extracting(LogEntry::receivedStatus, entry -> entry.units().reserved())
        .containsExactly(tuple("processing", 4L), tuple("shipped", 0L));
    assertThat(bench.catalogue.onHand("TEE-M", "berlin")).isEqualTo(8);
    assertThat(bench.catalogue.onHand("MUG", "berlin")).isEqualTo(8);
    Movement last = bench.ledger.movements().getLast();
    assertThat(last.reason()).isEqualTo(Reason.SALE);
    assertThat(last.occurredAt()).isEqualTo(Instant.parse("2026-11-02T10:00:00Z"));
  }

  @Test
  void hasOneEffectForTheSameFileTwice() {
    rows(ORDER);
    int movements = bench.ledger.movements().size();
    ImportReport again = rows(ORDER);

    assertThat(again.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(again.counts().recorded()).isZero();
    assertThat(again.counts().alreadyRecorded()).isEqualTo(3);
    assertThat(bench.ledger.movements()).hasSize(movements);
  }

  @Test
  void takesWhatSaysNoTimeForAsNewAsTheFileWasFirstSeen() {
    String[] rows = {
      "web,1,processing,,1,TEE-M,2,,,,", "web,1,cancelled,,,,,,,,", "web,2,processing,,1,MUG,1,,,,"
    };
    bench.seenAt(ImportBench.NOW.minusSeconds(60));
    rows(rows);
    rows("web,2,cancelled,2026-11-05T10:00:00Z,,,,,,,");
    int movements = bench.ledger.movements().size();
    ImportReport again = rows(rows);

    assertThat(again.counts().recorded()).isZero();
    assertThat(bench.ledger.movements()).hasSize(movements);
    assertThat(line("1", "1").reserved()).isZero();
  }

  @Test
  void takesAnOrdersPriorityFromItsFirstRow() {
    String header = "channel,external_id,status,updated_at,line,sku,quantity,priority\n";
    ImportReport report =
        bench.text(
            header
                + "web,1,processing,2026-11-01,1,TEE-M,1,-7\n"
                + "web,1,,,2,MUG,1,9\n"
                + "web,2,processing,2026-11-01,1,MUG,1,\n");
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(bench.orders.order("web", "1").priority()).isEqualTo(-7);
    assertThat(bench.orders.order("web", "2").priority()).isZero();

    bench.text(header + "web,1,processing,2026-11-02,1,TEE-M,1,8\n");
    assertThat(bench.orders.order("web", "1").priority()).as("of the newest").isEqualTo(8);
    ImportReport wrong = bench.text(header + "web,3,processing,2026-11-02,1,TEE-M,1,1000001\n");
    assertThat(wrong.errors())
        .extracting(ImportError::order, ImportError::column)
        .containsExactly(tuple("web/3", "priority"));
  }

  /** Units held for a cart for a quarter of an hour. */
  private void hold(String reference, String sku, long units) {
    new Orders(bench.orders)
        .deliver(
            ImportBench.SELLER,
            Holds.name(reference),
            new OrderSnapshot(
                "held",
                new Freshness(null, null, ImportBench.NOW.minusSeconds(60)),
                List.of(OrderSnapshot.Line.of("1", sku, units)),
                ImportBench.NOW.plusSeconds(900),
                null,
                0),
            "tester")
        .join();
  }

  private long held(String reference) {
    return bench.orders.order("hold", reference).lines().get("1").reserved();
  }

  @Test
  void takesOverTheHoldsThatRowsOfAnOrderName() {
    hold("cart-1", "TEE-M", 8);
    hold("cart 2; 3", "MUG", 9);
    String[] rows = {
      "web,1,processing,2026-11-01,1,TEE-M,8,cart-1",
      "web,1,,,2,MUG,9,cart 2; 3",
      "web,2,processing,2026-11-01,1,TEE-M,8,cart-1"
    };
    ImportReport report = bench.text(WITH_HOLD + String.join("\n", rows));

    assertThat(report.counts().recorded()).isEqualTo(3);
    assertThat(held("cart-1") + held("cart 2; 3")).isZero();
    assertThat(line("1", "1").reserved()).isEqualTo(8);
    assertThat(line("1", "2").reserved()).isEqualTo(9);
    assertThat(line("2", "1").reserved()).as("what is left of it").isEqualTo(2);
    assertThat(bench.orders.log("web", "1"))
        .extracting(LogEntry::note)
        .containsExactly("took over hold 'cart-1'. took over hold 'cart 2; 3'");
    int movements = bench.ledger.movements().size();
    assertThat(bench.text(WITH_HOLD + String.join("\n", rows)).counts().alreadyRecorded())
        .isEqualTo(3);
    assertThat(bench.ledger.movements()).hasSize(movements);
  }

  @Test
  void countsAnOrderThatOnlyTookOverAHold() {
    String row = "web,1,processing,2026-11-01,1,TEE-M,2,";
    bench.text(WITH_HOLD + row);
    hold("cart-1", "TEE-M", 2);
    assertThat(bench.text(WITH_HOLD + row + "cart-1").counts().recorded()).isEqualTo(1);
    assertThat(held("cart-1")).isZero();
  }

  @Test
  void takesNoHoldOverForAStatusAlone() {
    ImportReport report = bench.text(WITH_HOLD + "web,1,shipped,2026-11-01,,,,cart-1");
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code, ImportError::detail)
        .containsExactly(
            tuple(
                2L,
                "invalid_value",
                "holds come with the lines of an order: give lines too, or leave them out"));
  }

  @Test
  void leavesAnOrderWithABadLineOutAsAWhole() {
    String[] rows = {
      "web,1,processing,2026-11-01,1,TEE-M,2,,,,",
      "web,1,processing,2026-11-01,2,MUG,three,,,,",
      "web,1,processing,2026-11-01,3,MUG,1,2,,,",
      "web,2,processing,2026-11-01,1,MUG,1,,,,"
    };
    ImportReport stopped = rows(rows);
    assertThat(stopped.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(bench.orders.orders()).isEmpty();

    ImportReport report = bench.skip().text(HEADER + String.join("\n", rows));
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(4, 1, 0, 0, 3, 0, 0, 0));
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::order, ImportError::column, ImportError::code)
        .containsExactly(
            tuple(3L, "web/1", "quantity", "invalid_value"),
            tuple(4L, "web/1", null, "invalid_value"));
    assertThat(bench.failures.open()).as("it is no snapshot that could be tried again").isEmpty();
    assertThat(bench.orders.orders()).hasSize(1);
    assertThat(line("2", "1").reserved()).isEqualTo(1);
  }

  @Test
  void warnsOfAShipmentFromAnUnknownLocation() {
    bench.createNothing();
    ImportReport report = rows("web,1,processing,2026-11-01,1,TEE-M,2,0,1,0,berln");
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.warnings())
        .containsExactly(
            "Order web/1, line 1: location 'berln' is not known; shipped 1 unit from 'berlin'");
  }

  @Test
  void takesRowsOfAnOrderAsOneWhereTheStatusIsSaidOnce() {
    rows(
        "web,1,processing,2026-11-01,1,TEE-M,2,,,,",
        "web,1,,,2,MUG,3,,,,",
        "web,2,processing,2026-11-01,1,MUG,1,,,,");
    assertThat(bench.orders.order("web", "1").lines()).containsOnlyKeys("1", "2");
    assertThat(line("1", "2").reserved()).isEqualTo(3);
  }

  @Test
  void takesTheSameRowTwiceAsOneLine() {
    ImportReport report = rows(ORDER[0], ORDER[0], ORDER[1]);
    assertThat(report.errors()).isEmpty();
    assertThat(report.counts().recorded()).isEqualTo(3);
    assertThat(line("1", "1").reserved()).isEqualTo(2);

    ImportReport different = rows(ORDER[0], ORDER[0].replace("TEE-M", "MUG"));
    assertThat(different.errors())
        .extracting(ImportError::line, ImportError::column)
        .containsExactly(tuple(3L, "line"));
  }

  @Test
  void waitsForWhatIsMissingInStock() {
    ImportReport report = rows("web,1,processing,2026-11-01,1,TEE-M,12,,,,");
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(line("1", "1").reserved()).isEqualTo(10);
    assertThat(line("1", "1").backordered()).isEqualTo(2);
  }

  @Test
  void parksWhatIsUnknownUnlessItIsToBeMade() {
    ImportBench careful = new ImportBench(directory).kind(Importer.ORDERS);
    ImportReport report = careful.text(HEADER + "web,1,processing,2026-11-01,1,NEW,1,,,,\n");
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.unknown().products()).containsExactly("NEW");
    assertThat(careful.orders.order("web", "1").lines().get("1").parked())
        .isEqualTo(Order.Parked.UNKNOWN_SKU);

    String named =
        HEADER.strip() + ",name,gtin\nweb,1,processing,2026-11-01,1,NEW,1,,,,,Vase,4006381333931\n";
    ImportReport made = bench.text(named);
    assertThat(made.counts().productsCreated()).isEqualTo(1);
    assertThat(bench.catalogue.products())
        .extracting(ProductData::name, product -> String.valueOf(product.gtin()))
        .contains(tuple("Vase", "4006381333931"));
    assertThat(line("1", "1").backordered()).isEqualTo(1);
  }

  @Test
  void saysInADryRunWhatIsWrongAndKeepsNothing() {
    ImportReport report = bench.dryRun(true).text(HEADER + ORDER[0] + "\nweb,2,,,,,,,,,\n");
    assertThat(report.ending()).isEqualTo(Ending.CHECKED);
    assertThat(report.counts().rows()).isEqualTo(2);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column, ImportError::code)
        .containsExactly(tuple(3L, "status", "missing_value"));
    assertThat(report.preview())
        .extracting(ImportReport.PreviewRow::key, ImportReport.PreviewRow::sku)
        .containsExactly(tuple("web/1", "TEE-M"));
    assertThat(bench.orders.orders()).isEmpty();
  }

  @Test
  void readsABomSemicolonsAndGzip() {
    String file = "\ufeff" + (HEADER + String.join("\n", ORDER)).replace(',', ';');
    ImportReport report = bench.bytes(ImportBench.gzip(file));
    assertThat(report.errors()).isEmpty();
    assertThat(report.layout())
        .isEqualTo(new ImportReport.Layout("UTF-8", ImportReport.Layout.Basis.MARK, ';', true));
    assertThat(report.counts().recorded()).isEqualTo(3);
  }

  @Test
  void appliesACharsetOnlyIfToldSo() {
    byte[] file =
        (HEADER.strip()
                + ",name\nweb,1,processing,2026-11-01,1,D\u00c9J\u00c0,1,,,,,d\u00e9j\u00e0\n")
            .getBytes(Charset.forName("windows-1252"));
    ImportReport guess = bench.bytes(file);
    assertThat(guess.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(guess.errors()).extracting(ImportError::code).containsExactly("charset_unclear");
    assertThat(guess.preview())
        .extracting(ImportReport.PreviewRow::sku)
        .containsExactly("D\u00c9J\u00c0");
    assertThat(bench.charset("windows-1252").bytes(file).ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void appliesNothingOfAFileWithAQuoteThatIsNotClosed() {
    ImportReport report =
        bench.skip().text(HEADER + ORDER[0] + "\nweb,2,\"processing,,1,MUG,1,,,,\n");
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(3L, "invalid_csv"));
    assertThat(bench.orders.orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web,1,processing,2026-13-01,1,A,1,,,, | updated_at | invalid_value | such as 2026-11-21T10:30:00Z",
        "web,1,processing,2026-12-24,1,A,1,,,, | updated_at | invalid_value | must not lie in the future",
        "web,1,processing,,1,A,,,,, | quantity | missing_value | must not be empty",
        "web,1,processing,,1,A,-1,,,, | quantity | invalid_value | from 0 to 1000000000",
        "web,1,processing,,1,A,1e3,,,, | quantity | invalid_value | written in digits",
        "web,1,processing,,1,A,1,2,,, | | invalid_value | cancelled must not be more than quantity",
        "web,1,processing,,,A,1,,,, | line | missing_value | must not be empty",
        "web,1,processing,,1,,1,,,, | sku | missing_value | unless gtin says what was sold",
        "web,1,processing,,1,A\u200b,1,,,, | sku | invalid_value | U+200B",
        ",1,processing,,1,A,1,,,, | channel | missing_value | must not be empty",
        "web,,processing,,1,A,1,,,, | external_id | missing_value | must not be empty",
        "web,1,processing,,1,A,1,,, | | wrong_number_of_fields | 10 fields, the header 11",
      })
  void saysWhatIsWrongWithALine(String row, String column, String code, String detail) {
    ImportReport report = rows(ORDER[0].replace("web", "shop"), row);
    assertThat(report.errors()).hasSize(1);
    ImportError error = report.errors().getFirst();
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.detail()).contains(detail);
  }

  @Test
  void takesAnOrderOfTwoThousandLinesAndNoMore() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 1; i <= 2_000; i++) {
      file.append("web,1,shipped,2026-11-01,%d,SKU-%d,1,,,,\n".formatted(i, i % 700));
    }
    assertThat(bench.text(file.toString()).counts().recorded()).isEqualTo(2_000);
    assertThat(bench.orders.order("web", "1").lines()).hasSize(2_000);

    file.append("web,1,shipped,2026-11-01,2001,SKU-1,1,,,,\n");
    ImportReport report = bench.text(file.toString());
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(2L, "too_many_lines"));
  }

  @Test
  void readsLinesOfJson() {
    String file =
        """
        {"channel":"web","external_id":"1","status":"processing","sku":"TEE-M","quantity":2}

        {"channel":"web","external_id":"2"}
        {"channel":"web","external_id":"1","status":"shipped","sku":"TEE-M","quantity":2}
        """;
    ImportReport report = bench.skip().bytes(ImportBench.gzip("\ufeff" + file));
    assertThat(report.layout()).extracting(ImportReport.Layout::separator).isNull();
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(3, 2, 0, 0, 1, 0, 0, 0));
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column, ImportError::code)
        .containsExactly(tuple(3L, "/lines", "missing_value"));
    assertThat(bench.catalogue.onHand("TEE-M", "berlin")).isEqualTo(8);
  }

  @Test
  void refusesALineOfJsonWithoutAnEnd() {
    byte[] file =
        ("{\"channel\":\"" + "x".repeat(JsonOrders.LINE_CHARS_MAX))
            .getBytes(StandardCharsets.UTF_8);
    ImportReport report = bench.bytes(file);
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(1L, "too_large"));
  }

  @Test
  void takesOnlyOrdersFromJson() {
    ImportReport report = bench.kind(Importer.MOVEMENTS).text("{\"key\":1}\n");
    assertThat(report.errors()).extracting(ImportError::code).containsExactly("invalid_header");
  }

  @Test
  void decidesOrdersInTheOrderOfTheFile() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 2 * OrderDelivery.LINES_MAX; i++) {
      file.append("web,%d,processing,2026-11-01,1,TEE-M,1,,,,\n".formatted(i));
    }
    bench.text(file.toString());
    assertThat(line("9", "1").reserved()).isEqualTo(1);
    assertThat(line("10", "1").backordered()).isEqualTo(1);
  }
}
