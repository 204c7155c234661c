package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportReport.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnlineRetailTest {

  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).kind("online-retail").create();
  }

  private ImportReport rows(String... rows) {
    return bench.text(HEADER + String.join("\n", rows) + "\n");
  }

  private long onHand(String sku) {
    return bench.catalogue.onHand(sku, Importer.LOCATION_DEFAULT);
  }

  private Movement movement(String key) {
    return bench.ledger.movements().stream()
        .filter(movement -> movement.key().value().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesAnInvoiceLineASaleOfItsOrder() {
    ImportReport report =
        rows(
            "536365,22423,REGENCY CAKESTAND 3 TIER,6,2011-07-01 08:26:00,12.75,17850.0,EIRE",
            "536365,22423,REGENCY CAKESTAND 3 TIER,2,2011-07-01 08:26:00,12.75,17850.0,EIRE");

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.rules()).containsExactly(java.util.Map.entry("sale", 2L));
    Movement second = movement("online-retail:536365:2");
    assertThat(second.reason()).isEqualTo(Reason.SALE);
    assertThat(second.quantity().units()).isEqualTo(2);
    assertThat(second.cause()).isEqualTo(new Cause(Cause.Kind.ORDER, "536365", "2"));
    assertThat(second.occurredAt()).isEqualTo(Instant.parse("2011-07-01T07:26:00Z"));
    assertThat(bench.catalogue.products())
        .extracting(ProductData::name)
        .containsExactly("REGENCY CAKESTAND 3 TIER");
  }

  @Test
  void opensWithTheLeastStockThatNeverFallsBelowZero() {
    ImportReport report =
        rows(
            "C536365,A,A,-2,2011-02-01 08:00:00,1.0,1.0,EIRE",
            "536366,A,A,5,2011-02-01 09:00:00,1.0,1.0,EIRE",
            "C536367,A,A,-4,2011-02-02 09:00:00,1.0,1.0,EIRE",
            "536368,A,A,3,2011-02-03 09:00:00,1.0,1.0,EIRE",
            "C536369,K,K,-7,2011-02-03 09:00:00,1.0,1.0,EIRE");

    assertThat(report.counts().openings()).isEqualTo(1);
    assertThat(report.counts().recorded()).isEqualTo(6);
    Movement opening = movement("online-retail:opening:2011-02:A");
    assertThat(opening.quantity().units()).isEqualTo(3);
    assertThat(opening.reason()).isEqualTo(Reason.OPENING_STOCK);
    assertThat(opening.occurredAt()).isEqualTo(Instant.parse("2011-02-01T08:00:00Z"));
    assertThat(onHand("A")).isEqualTo(1);
    assertThat(onHand("K")).isEqualTo(7);
  }

  @Test
  void hasOneEffectForTheSameFileTwice() {
    String row = "536365,A,A,6,2011-07-01 08:26:00,12.75,17850.0,EIRE";
    rows(row);
    ImportReport again = rows(row);
    assertThat(again.counts().recorded()).isZero();
    assertThat(again.counts().alreadyRecorded()).isEqualTo(2);
    assertThat(onHand("A")).isZero();
  }

  @Test
  void tellsAnAdjustmentFromAGift() {
    rows(
        "1,A,found,4,2011-02-01 08:00:00,0.0,,United Kingdom",
        "2,A,A CAKESTAND,3,2011-02-01 08:00:00,0.0,,United Kingdom",
        "2,A,A CAKESTAND,1,2011-02-01 08:00:00,9.95,,United Kingdom",
        "3,K,K CAKESTAND,2,2011-02-01 08:00:00,0.0,12345.0,United Kingdom",
        "4,K,damaged,-1,2011-02-01 08:00:00,0.0,,United Kingdom");

    assertThat(bench.ledger.movements())
        .filteredOn(movement -> movement.reason() != Reason.OPENING_STOCK)
        .extracting(movement -> movement.key().value(), Movement::reason, Movement::note)
        .containsExactlyInAnyOrder(
            tuple("online-retail:1:1", Reason.RECOVERY_FOUND, "found"),
            tuple("online-retail:2:1", Reason.SALE, "no charge"),
            tuple("online-retail:2:2", Reason.SALE, null),
            tuple("online-retail:3:1", Reason.SALE, "no charge"),
            tuple("online-retail:4:1", Reason.DAMAGE, "damaged"));
    assertThat(bench.catalogue.products())
        .extracting(ProductData::name)
        .containsExactlyInAnyOrder("A CAKESTAND", "K CAKESTAND");
  }

  @Test
  void takesCodesThatDifferInCaseForOne() {
    rows(
        "1,85123A,HEART,1,2011-02-01 08:00:00,1.0,,United Kingdom",
        "2,85123a,HEART,1,2011-02-01 08:00:00,1.0,,United Kingdom");
    assertThat(bench.catalogue.products()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,A,x,1.5,2011-02-01 08:00:00,1.0,,UK | whole number",
        "1,A,x,0,2011-02-01 08:00:00,1.0,,UK | Quantity must not be 0",
        "1,A,x,-2,2011-02-01 08:00:00,1.0,,UK | no return",
        "C1,A,x,2,2011-02-01 08:00:00,1.0,,UK | should be negative",
        "X1,A,x,2,2011-02-01 08:00:00,1.0,,UK | InvoiceNo 'X1' is no",
        ",A,x,2,2011-02-01 08:00:00,1.0,,UK | InvoiceNo '' is no",
        "1,A,x,2,2011-02-01 08:00:00,,,UK | UnitPrice must be a number",
        "1,A,x,2,2011-02-01 08:00:00,1e3,,UK | UnitPrice must be a number",
        "1,A,x,2,,1.0,,UK | time must be a time",
        "1,,x,2,2011-02-01 08:00:00,1.0,,UK | SKU must not be empty",
      })
  void saysWhatIsWrongWithALine(String row, String detail) {
    ImportReport report = rows("9,Z,z,2,2011-02-01 08:00:00,1.0,,UK", row);
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors()).hasSize(1);
    assertThat(report.errors().getFirst().line()).isEqualTo(3);
    assertThat(report.errors().getFirst().detail()).contains(detail);
  }

  @Test
  void numbersTheLinesOfAnInvoiceTheSameIfOneIsSkipped() {
    ImportReport report =
        bench
            .skip()
            .text(
                HEADER
                    + "1,A,x,2,2011-02-01 08:00:00,1.0,,UK\n"
                    + "1,A,x,bad,2011-02-01 08:00:00,1.0,,UK\n"
                    + "1,A,x,3,2011-02-01 08:00:00,1.0,,UK\n");
    assertThat(report.counts().skipped()).isEqualTo(1);
    assertThat(movement("online-retail:1:3").quantity().units()).isEqualTo(3);
    assertThat(movement("online-retail:opening:2011-02:A").quantity().units()).isEqualTo(5);
  }

  @Test
  void readsAnExcerptOfTheRealThing() throws IOException {
    byte[] excerpt = getClass().getResourceAsStream("/online-retail/excerpt.csv").readAllBytes();
    ImportReport report = bench.bytes(excerpt);

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.errors()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.leftOut())
        .containsOnlyKeys(
            "AMAZONFEE",
            "B",
            "BANK CHARGES",
            "C2",
            "CRUK",
            "D",
            "DOT",
            "M",
            "PADS",
            "POST",
            "S",
            "gift_0001_20",
            "m");
    assertThat(report.rules().toString())
        .isEqualTo(
            "{adjustment without a word=3, booked wrongly=32, counted=15, damaged=39, found=6,"
                + " given away=7, given with an order=9, missing=5, other words=6, return=5,"
                + " sale=56, sold elsewhere=32}");
    long left = report.leftOut().values().stream().mapToLong(Long::longValue).sum();
    assertThat(report.counts().rows() + report.counts().openings())
        .isEqualTo(report.counts().recorded() + left);
  }
}
