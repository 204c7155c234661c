package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.imports.ImportReport.Ending;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose header is in other words. */
class ColumnChoiceTest {

  private static final Map<String, String> SAME =
      Map.of("reason", "opening_stock", "occurred_at", "2026-11-20T08:00:00Z", "location", "shop");

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).create();
  }

  private static ColumnChoice articles(String keys) {
    return new ColumnChoice(Map.of("sku", 0, "quantity", 2), SAME, keys);
  }

  @Test
  void readsTheColumnsThatWereChosenAndPassesOverTheOthers() {
    ImportReport report =
        bench
            .columns(articles("file:ab:"))
            .text("Artikel;;Menge;;\nTEE-M;x;5;y;z\n\"TEE\n-L\";;7;;\nTEE-S;;9;;\n");

    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column)
        .containsExactly(tuple(3L, "sku"));
    ImportReport sound =
        bench.columns(articles("file:ab:")).text("Artikel;;Menge\nTEE-M;x;5\n\nTEE-S;;9\n");

    assertThat(sound.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(bench.ledger.movements())
        .extracting(movement -> movement.key().value())
        .containsExactlyInAnyOrder("file:ab:2", "file:ab:4");
    assertThat(bench.ledger.movements())
        .extracting(Movement::occurredAt)
        .containsOnly(Instant.parse("2026-11-20T08:00:00Z"));
    assertThat(bench.catalogue.onHand("TEE-S", "shop")).isEqualTo(9);
  }

  @Test
  void countsTheSameFileOnce() {
    String file = "Artikel,Lager,Menge\nTEE-M,a,5\nTEE-M,b,5\n";
    bench.columns(articles("file:ab:")).text(file);
    ImportReport again = bench.columns(articles("file:ab:")).text(file);

    assertThat(again.counts().recorded()).isZero();
    assertThat(again.counts().alreadyRecorded()).isEqualTo(2);
    assertThat(bench.catalogue.onHand("TEE-M", "shop")).isEqualTo(10);
  }

  @Test
  void saysHowManyFieldsTheLineHasInTheFile() {
    ImportReport report =
        bench.columns(articles("k")).text("Artikel,Lager,Menge\nTEE-M,a,5,,,,\nTEE-M,a\n");

    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(2L, "wrong_number_of_fields"), tuple(3L, "wrong_number_of_fields"));
    assertThat(report.errors().getFirst().detail()).contains("7 fields, the header 3");
  }

  @Test
  void needsNoReferenceAndNoNoteButAllElse() {
    ColumnChoice choice = new ColumnChoice(Map.of("sku", 0), Map.of("reason", "purchase"), "k");
    ImportReport report = bench.columns(choice).text("Artikel,Menge\nTEE-M,5\n");

    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors().getFirst().detail())
        .startsWith("The header lacks occurred_at, location, quantity.");
  }

  @Test
  void readsOrdersToo() {
    ColumnChoice choice =
        new ColumnChoice(
            Map.of("external_id", 0, "sku", 1, "quantity", 2, "line", 3),
            Map.of("channel", "web", "status", "paid"),
            null);
    ImportReport report =
        bench
            .kind(Importer.ORDERS)
            .columns(choice)
            .text("Order,Article,Qty,Pos,Buyer\n1001,TEE-M,2,1,Jo\n1001,TEE-L,1,2,Jo\n");

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.orders()).isNotNull();
    assertThat(report.orders().orders()).isEqualTo(1);
  }

  @Test
  void refusesWhatContradictsItself() {
    assertThatThrownBy(() -> new ColumnChoice(Map.of("sku", 1, "name", 1), Map.of(), null))
        .hasMessageContaining("column 2");
    assertThatThrownBy(() -> new ColumnChoice(Map.of("sku", 1), Map.of("sku", "A"), null))
        .hasMessageContaining("choose one");
    assertThatThrownBy(() -> new ColumnChoice(Map.of("key", 1), Map.of(), "k"))
        .hasMessageContaining("choose one");
    ImportReport report =
        bench
            .columns(new ColumnChoice(Map.of("sku", 9), Map.of(), null))
            .text("Artikel,Menge\nTEE-M,5\n");
    assertThat(report.errors().getFirst().detail()).contains("2 columns", "column 10");
  }

  @Test
  void guessesByWhatColumnsAreCalled() {
    assertThat(
            OurColumn.guess(
                OurColumn.OF_MOVEMENTS,
                List.of("Product Code", "Description", "QTY", "Warehouse", "Date", "SKU", "EAN")))
        .containsOnly(
            entry("sku", 5),
            entry("name", 1),
            entry("quantity", 2),
            entry("location", 3),
            entry("occurred_at", 4),
            entry("gtin", 6));
    assertThat(
            OurColumn.guess(
                OurColumn.OF_ORDERS, List.of("Order Number", "Shop", "Status", "Lineitem SKU")))
        .containsOnly(
            entry("external_id", 0), entry("channel", 1), entry("status", 2), entry("sku", 3));
    assertThat(OurColumn.guess(OurColumn.OF_MOVEMENTS, List.of("", "  ", "…"))).isEmpty();
    for (List<OurColumn> ours : List.of(OurColumn.OF_MOVEMENTS, OurColumn.OF_ORDERS)) {
      List<String> names = ours.stream().map(OurColumn::name).toList();
      assertThat(OurColumn.guess(ours, names))
          .as("our own header is what it is")
          .allSatisfy((name, place) -> assertThat(names.get(place)).isEqualTo(name))
          .hasSameSizeAs(names);
    }
  }

  @Test
  void hasAllColumnsThatAFileMayHave() {
    assertThat(OurColumn.OF_MOVEMENTS)
        .extracting(OurColumn::name)
        .containsAll(MovementFile.REQUIRED)
        .containsAll(MovementFile.OPTIONAL)
        .hasSize(MovementFile.REQUIRED.size() + MovementFile.OPTIONAL.size());
    assertThat(OurColumn.OF_ORDERS)
        .extracting(OurColumn::name)
        .containsAll(CsvOrders.REQUIRED)
        .containsAll(CsvOrders.OPTIONAL)
        .hasSize(CsvOrders.REQUIRED.size() + CsvOrders.OPTIONAL.size());
  }

  @Test
  void seesTheTopOfAFileAndWhatItIs() throws Exception {
    Glance glance =
        Glance.of(bench.write("Order;Shop;State\n1;web;paid\n2;web;\u202Epaid\n"), null);

    assertThat(glance.header()).containsExactly("Order", "Shop", "State");
    assertThat(glance.rows()).hasSize(2);
    assertThat(glance.rows().getLast().getLast()).doesNotContain("\u202E");
    assertThat(glance.problem()).isNull();
    assertThat(bench.importer().guessKind(glance)).isEqualTo(Importer.ORDERS);
    Glance retailers =
        Glance.of(bench.write(String.join(",", new OnlineRetail().columns()) + "\n"), null);
    assertThat(bench.importer().guessKind(retailers)).isEqualTo("online-retail");
    Glance json = Glance.of(bench.write("{\"channel\":\"web\"}\n"), null);
    assertThat(bench.importer().guessKind(json)).isEqualTo(Importer.ORDERS);
    assertThat(bench.importer().guessKind(Glance.of(bench.write("a,b\n"), null)))
        .isEqualTo(Importer.MOVEMENTS);
    assertThat(Glance.of(bench.write(""), null))
        .satisfies(empty -> assertThat(empty.problem()).isNotNull())
        .satisfies(empty -> assertThat(empty.layout()).isNull());
  }
}
