package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Order;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.orders.LogEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invoices as orders. */
class OnlineRetailOrdersTest {

  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).kind("online-retail").create().asOrders();
  }

  private ImportReport rows(String... rows) {
    return bench.text(HEADER + String.join("\n", rows) + "\n");
  }

  private static String row(
      String invoice, String sku, int quantity, String time, String customer) {
    return "%s,%s,THING,%d,2011-02-%s:00,1.5,%s,EIRE"
        .formatted(invoice, sku, quantity, time, customer);
  }

  private long onHand(String sku) {
    return bench.catalogue.onHand(sku, Importer.LOCATION_DEFAULT);
  }

  private Order order(String invoice) {
    return bench.orders.order("online-retail", invoice);
  }

  private int movements() {
    return bench.ledger.movements().size();
  }

  @Test
  void reservesAnInvoiceAndThenShipsIt() {
    ImportReport report =
        rows(
            row("536365", "A", 6, "01 08:26", "7"),
            row("536365", "POST", 1, "01 08:26", "7"),
            row("536365", "A", 2, "01 08:26", "7"));

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts().recorded()).isEqualTo(3); // with the opening stock
    assertThat(report.orders()).isEqualTo(new ImportReport.OrderCounts(1, 2, 8, 0, 8, 0, 0, 0));
    assertThat(order("536365").lines()).containsOnlyKeys("1", "3");
    assertThat(bench.orders.log("online-retail", "536365"))
        .extracting(
            LogEntry::receivedStatus,
            LogEntry::sourceUpdatedAt,
            entry -> entry.units().reserved(),
            entry -> entry.units().fulfilled())
        .containsExactly(
            tuple("processing", Instant.parse("2011-02-01T08:26:00Z"), 8L, 0L),
            tuple("shipped", Instant.parse("2011-02-01T08:26:00Z"), 0L, 8L));
    assertThat(bench.ledger.movements())
        .filteredOn(movement -> movement.reason() == Reason.SALE)
        .extracting(Movement::occurredAt)
        .containsOnly(Instant.parse("2011-02-01T08:26:00Z"));
    assertThat(onHand("A")).isZero();
  }

  @Test
  void keepsAdjustmentsAsMovements() {
    rows(
        row("1", "A", 5, "01 08:00", ""),
        "2,A,damaged,-2,2011-02-02 08:00:00,0.0,,EIRE",
        "3,A,found,1,2011-02-03 08:00:00,0.0,,EIRE");
    assertThat(bench.ledger.movements())
        .filteredOn(movement -> movement.key().value().matches("online-retail:[23]:1"))
        .extracting(Movement::reason)
        .containsExactlyInAnyOrder(Reason.DAMAGE, Reason.RECOVERY_FOUND);
    assertThat(onHand("A")).isEqualTo(1);
  }

  @Test
  void neverLacksStockForWhatCameBackBefore() {
    ImportReport report =
        rows(
            row("1", "A", 5, "01 08:00", "7"),
            row("C2", "A", -5, "02 08:00", "7"),
            row("3", "A", 5, "03 08:00", "8"),
            "4,A,found,5,2011-02-04 08:00:00,0.0,,EIRE",
            row("5", "A", 4, "05 08:00", "7"),
            "6,A,damaged,-1,2011-02-06 08:00:00,0.0,,EIRE");

    assertThat(report.counts().openings()).isEqualTo(1);
    assertThat(report.orders().reserved()).isEqualTo(14);
    assertThat(report.counts().refused()).isZero();
    assertThat(onHand("A")).isZero();
    assertThat(bench.ledger.movements())
        .allMatch(movement -> movement.fromAfter() == null || movement.fromAfter().onHand() >= 0);
  }

  @Test
  void hasOneEffectForTheSameFileTwice() {
    String[] rows = {
      row("1", "A", 5, "01 08:00", "7"),
      row("C2", "A", -2, "02 08:00", "7"),
      row("3", "A", 1, "03 08:00", "7")
    };
    rows(rows);
    int before = movements();
    ImportReport again = rows(rows);

    assertThat(again.counts().recorded()).isZero();
    assertThat(again.counts().alreadyRecorded()).isEqualTo(4);
    assertThat(movements()).isEqualTo(before);
    assertThat(bench.orders.log("online-retail", "1")).hasSize(3); // with the return
  }

  @Test
  void doesNotMindPartsOfAFileOrAnotherGrouping() {
    String[] rows = {
      row("1", "A", 5, "01 08:00", "7"),
      row("1", "K", 3, "01 08:00", "7"),
      row("C2", "A", -2, "02 08:00", "7"),
      row("3", "K", 1, "03 08:00", "7")
    };
    rows(rows);
    int before = movements();
    rows(rows[0]);
    rows(rows[0], rows[1]);
    ImportReport last = rows(rows[2], rows[3]);

    assertThat(movements()).isEqualTo(before);
    assertThat(last.errors()).isEmpty();
    assertThat(order("1").lines().get("2").fulfilled()).isEqualTo(3);
    assertThat(bench.orders.log("online-retail", "1")).hasSize(3); // with the return
  }

  @Test
  void completesAnInvoiceOfWhichAFileHadThePartOnly() {
    String first = row("1", "A", 5, "01 08:00", "7");
    String second = row("1", "K", 3, "01 08:00", "7");
    rows(first);
    rows(first, second);
    rows(first);

    assertThat(order("1").lines()).containsOnlyKeys("1", "2");
    assertThat(order("1").lines().get("1").ordered()).isEqualTo(5);
    assertThat(order("1").lines().get("1").fulfilled()).isEqualTo(5);
    assertThat(order("1").lines().get("2").fulfilled()).isEqualTo(3);
  }

  @Test
  void takesAnInvoiceInTwoPlacesOfAFileForOne() {
    rows(
        row("1", "A", 5, "01 08:00", "7"),
        row("2", "A", 1, "01 08:00", "7"),
        row("1", "K", 3, "01 08:00", "7"));
    assertThat(order("1").lines().get("1").fulfilled()).isEqualTo(5);
    assertThat(order("1").lines().get("2").fulfilled()).isEqualTo(3);
  }

  @Test
  void keepsTheFirstLinesOfAnInvoiceThatGoesOnFarBelow() {
    List<String> file = new ArrayList<>();
    file.add(row("1", "A", 5, "01 08:00", "7"));
    for (int other = 2; other < 2 + OrderDelivery.LINES_MAX; other++) {
      file.add(row(Integer.toString(other), "B", 1, "01 08:00", "7"));
    }
    file.add(row("1", "K", 3, "01 08:00", "7"));
    rows(file.toArray(String[]::new));
    assertThat(order("1").lines().values())
        .extracting(Order.Line::id, Order.Line::ordered, Order.Line::fulfilled)
        .containsExactly(tuple("1", 5L, 5L), tuple("2", 3L, 3L));

    int before = movements();
    assertThat(rows(file.toArray(String[]::new)).counts().recorded()).isZero();
    assertThat(movements()).isEqualTo(before);
  }

  @Test
  void doesNotMixWithAnImportAsMovements() {
    String[] rows = {row("1", "A", 5, "01 08:00", "7"), row("C2", "A", -2, "02 08:00", "7")};
    ImportBench plain = new ImportBench(directory).kind("online-retail").create();
    plain.text(HEADER + String.join("\n", rows) + "\n");
    int before = plain.ledger.movements().size();
    ImportReport again = plain.asOrders().text(HEADER + String.join("\n", rows) + "\n");

    assertThat(again.counts().alreadyRecorded()).isEqualTo(3);
    assertThat(plain.ledger.movements()).hasSize(before);
    assertThat(plain.orders.orders()).isEmpty();
  }

  @Test
  void linksWhatCameBackToTheNewestEarlierOrderThatHasAsMuchOut() {
    ImportReport report =
        rows(
            row("1", "A", 5, "01 08:00", "7"),
            row("2", "A", 3, "02 08:00", "7"),
            row("3", "A", 9, "02 09:00", "8"),
            row("C4", "A", -2, "03 08:00", "7"),
            row("C4", "A", -2, "03 08:00", "7"),
            row("5", "A", 9, "04 08:00", "7"));

    assertThat(report.orders().returnsLinked()).isEqualTo(2);
    assertThat(report.orders().returned()).isEqualTo(4);
    assertThat(returned("2")).isEqualTo(2);
    assertThat(returned("1")).isEqualTo(2);
    assertThat(returned("3")).isZero();
    assertThat(bench.ledger.movements())
        .filteredOn(movement -> movement.reason() == Reason.SALE_RETURN)
        .extracting(movement -> movement.key().value(), movement -> movement.cause().reference())
        .containsExactlyInAnyOrder(
            tuple("online-retail:C4:1", "online-retail/2"),
            tuple("online-retail:C4:2", "online-retail/1"));
  }

  private long returned(String invoice) {
    return order(invoice).lines().get("1").doings().stream().mapToLong(Order.Doing::returned).sum();
  }

  @Test
  void booksWithoutAnOrderWhatNoneIsFoundFor() {
    ImportReport report =
        rows(
            row("1", "A", 5, "02 08:00", "7"),
            row("C2", "A", -6, "03 08:00", "7"), // more than left
            row("C3", "A", -1, "03 08:00", "8"), // another customer
            row("C4", "A", -1, "03 08:00", ""), // nobody knows whose
            row("C5", "K", -1, "03 08:00", "7"), // another product
            row("C6", "A", -1, "01 08:00", "7")); // before it was sold

    assertThat(report.orders().returnsLinked()).isZero();
    assertThat(report.orders().returnsUnlinked()).isEqualTo(5);
    assertThat(onHand("A")).isEqualTo(9);
  }

  @Test
  void linksOverTheFilesOfAMonth() {
    rows(row("1", "A", 5, "01 08:00", "7"));
    ImportReport report = rows(row("C2", "A", -5, "09 08:00", "7"));

    assertThat(report.orders().returnsLinked()).isEqualTo(1);
    assertThat(returned("1")).isEqualTo(5);
    assertThat(onHand("A")).isEqualTo(5);
  }

  @Test
  void countsAReturnOnceWhetherItsOrderWasKnownOrNot() {
    String sale = row("1", "A", 5, "01 08:00", "7");
    String back = row("C2", "A", -5, "09 08:00", "7");
    ImportReport first = rows(back);
    rows(sale);
    ImportReport again = rows(sale, back);

    assertThat(first.orders().returnsUnlinked()).isEqualTo(1);
    assertThat(again.counts().recorded()).isZero();
    assertThat(again.orders().returnsLinked()).isZero();
    assertThat(
            bench.ledger.movements().stream()
                .filter(movement -> movement.reason() == Reason.SALE_RETURN))
        .hasSize(1);
  }
}
