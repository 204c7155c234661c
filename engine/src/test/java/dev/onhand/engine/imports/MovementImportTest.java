package dev.onhand.engine.imports;

import static dev.onhand.engine.imports.ImportBench.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.testing.LedgerOf;
import dev.onhand.model.Sku;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovementImportTest {

  private static final String OPENING =
      "m1,2026-11-01T09:00:00Z,TEE-M,berlin,opening_stock,10,,first count";
  private static final String SALE = "m2,2026-11-02T09:00:00Z,TEE-M,berlin,sale,4,o-1,";

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory);
  }

  private long onHand(String sku) {
    return bench.catalogue.onHand(sku, "berlin");
  }

  @Test
  void recordsWhatTheFileSays() {
    ImportReport report = bench.create().rows(OPENING, SALE);

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(2, 2, 0, 0, 0, 0, 1, 1));
    assertThat(report.reasons()).containsEntry("sale", 1L).containsEntry("opening_stock", 1L);
    assertThat(onHand("TEE-M")).isEqualTo(6);
    Movement sale = bench.ledger.movements().getLast();
    assertThat(sale.cause()).isEqualTo(Cause.of(Cause.Kind.ORDER, "o-1"));
    assertThat(sale.occurredAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
    assertThat(sale.actor()).isEqualTo("token tok_1");
  }

  @Test
  void hasOneEffectForTheSameFileTwice() {
    bench.create().rows(OPENING, SALE);
    ImportReport again = bench.rows(OPENING, SALE);

    assertThat(again.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(again.counts().recorded()).isZero();
    assertThat(again.counts().alreadyRecorded()).isEqualTo(2);
    assertThat(bench.ledger.movements()).hasSize(2);
  }

  @Test
  void takesColumnsInAnyOrderAndAnySeparator() {
    String semicolons =
        "Note;quantity;KEY;reason;location;sku; occurred_at;reference;line;cause_kind\n"
            + "n;3;m1;purchase;berlin;TEE-M;2026-11-01;PO-7;2;container\n";
    ImportReport report = bench.create().text(semicolons);
    ImportReport tabs = bench.text(semicolons.replace(';', '\t'));

    assertThat(report.layout()).extracting(ImportReport.Layout::separator).isEqualTo(';');
    assertThat(tabs.layout()).extracting(ImportReport.Layout::separator).isEqualTo('\t');
    assertThat(tabs.counts().alreadyRecorded()).isEqualTo(1);
    assertThat(bench.ledger.movements().getFirst().cause())
        .isEqualTo(new Cause(Cause.Kind.CONTAINER, "PO-7", "2"));
  }

  @Test
  void readsLocalTimesInTheSellersZone() {
    bench
        .create()
        .rows(
            "m1,2026-07-01,A,berlin,opening_stock,1,,",
            "m2,2026-01-01T10:30,A,berlin,opening_stock,1,,");

    assertThat(bench.ledger.movements())
        .extracting(Movement::occurredAt)
        .containsExactly(
            Instant.parse("2026-06-30T22:00:00Z"), Instant.parse("2026-01-01T09:30:00Z"));
  }

  @Test
  void putsUnitsWhereItIsToldIfTheFileDoesNotSay() {
    bench.create().location("paris");
    bench.rows(OPENING, OPENING.replace("m1", "m2").replace("berlin", ""));
    bench.text(
        """
        key,occurred_at,sku,reason,quantity,reference,note
        m3,2026-11-01,TEE-M,purchase,1,,
        """);

    assertThat(onHand("TEE-M")).isEqualTo(10);
    assertThat(bench.catalogue.onHand("TEE-M", "paris")).isEqualTo(11);
  }

  @Test
  void readsGzip() {
    ImportReport report = bench.create().bytes(ImportBench.gzip(HEADER + OPENING));
    assertThat(report.counts().recorded()).isEqualTo(1);
    assertThat(report.layout()).extracting(ImportReport.Layout::gzip).isEqualTo(true);
  }

  @Test
  void movesUnitsBetweenLocations() {
    bench
        .create()
        .text(
            "key,occurred_at,sku,location,reason,quantity,reference,note,to_location,state,gtin,name\n"
                + "a,2026-11-01,TEE-M,berlin,opening_stock,9,,,,,4006381333931,T-shirt\n"
                + "b,2026-11-01,TEE-M,berlin,transfer_out,4,T-1,,paris,,,\n"
                + "c,2026-11-02,TEE-M,paris,transfer_in,3,T-1,,,,,\n"
                + "d,2026-11-02,TEE-M,berlin,sale_return,1,r-1,,,damaged,,\n");

    assertThat(onHand("TEE-M")).isEqualTo(6);
    assertThat(bench.catalogue.onHand("TEE-M", "paris")).isEqualTo(3);
    assertThat(bench.catalogue.products())
        .extracting(ProductData::name, product -> String.valueOf(product.gtin()))
        .containsExactly(tuple("T-shirt", "4006381333931"));
  }

  @Test
  void showsWhatItUnderstoodAndWritesNothingInADryRun() {
    ImportReport report = bench.create().dryRun(true).rows(OPENING, SALE);

    assertThat(report.ending()).isEqualTo(Ending.CHECKED);
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(2, 0, 0, 0, 0, 0, 0, 0));
    assertThat(report.unknown().products()).containsExactly("TEE-M");
    assertThat(report.unknown().locations()).containsExactly("berlin");
    assertThat(report.errors()).isEmpty();
    assertThat(report.preview().getFirst())
        .isEqualTo(
            new ImportReport.PreviewRow(
                2,
                "m1",
                Instant.parse("2026-11-01T09:00:00Z"),
                "TEE-M",
                "berlin",
                null,
                "opening_stock",
                10,
                "import",
                null,
                null,
                "first count"));
    assertThat(bench.ledger.movements()).isEmpty();
    assertThat(bench.catalogue.products()).isEmpty();
    assertThat(bench.catalogue.locations()).isEmpty();
  }

  @Test
  void appliesNothingIfOneLineIsWrong() {
    ImportReport report = bench.create().rows(OPENING, SALE, SALE.replace(",4,", ",four,"));

    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column, ImportError::code)
        .containsExactly(tuple(4L, "quantity", "invalid_value"));
    assertThat(bench.ledger.movements()).isEmpty();
    assertThat(bench.catalogue.products()).isEmpty();
  }

  @Test
  void leavesWrongLinesOutIfToldTo() {
    ImportReport report =
        bench.create().skip().rows(OPENING, "x,,,,,,,", SALE.replace(",4,", ",400,"), SALE);

    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    // m2 stands twice with different quantities: the second is wrong, the first is refused
    assertThat(report.counts()).isEqualTo(new ImportReport.Counts(4, 1, 0, 1, 2, 0, 1, 1));
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(
            tuple(3L, "missing_value"),
            tuple(4L, "insufficient_stock"),
            tuple(5L, "key_used_differently"));
    assertThat(onHand("TEE-M")).isEqualTo(10);
  }

  @Test
  void stopsWhereTheLedgerRefusesAndGoesOnFromThere() {
    String[] rows = {OPENING, SALE.replace(",4,", ",40,")};
    ImportReport stopped = bench.create().rows(rows);
    ImportReport resumed =
        bench.rows("m0,2026-11-01,TEE-M,berlin,opening_stock,50,,", rows[0], rows[1]);

    assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
    assertThat(stopped.counts().recorded()).isEqualTo(1);
    assertThat(stopped.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(3L, "insufficient_stock"));
    assertThat(resumed.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(resumed.counts().alreadyRecorded()).isEqualTo(1);
    assertThat(onHand("TEE-M")).isEqualTo(20);
  }

  @Test
  void doesNotGoOnAfterARefusal() {
    StringBuilder file = new StringBuilder(HEADER).append("m0,2026-11-01,A,berlin,sale,1,,\n");
    for (int i = 1; i <= 3 * Importer.CHUNK_ROWS; i++) {
      file.append("m").append(i).append(",2026-11-01,A,berlin,opening_stock,1,,\n");
    }
    ImportReport report = bench.create().text(file.toString());

    assertThat(report.ending()).isEqualTo(Ending.STOPPED);
    assertThat(report.counts().recorded()).isEqualTo(Importer.CHUNK_ROWS - 1);
  }

  @Test
  void takesTheSameLineTwiceAsOneMovement() {
    ImportReport report = bench.create().rows(OPENING, SALE, SALE);
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts().recorded()).isEqualTo(2);
    assertThat(report.counts().alreadyRecorded()).isEqualTo(1);
  }

  @Test
  void namesTheLineThatUsedAKeyBefore() {
    ImportReport report = bench.create().rows(OPENING, SALE, SALE.replace("o-1", "o-2"));
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::detail)
        .containsExactly(
            tuple(
                4L,
                "The key 'm2' stands on line 3 for another movement. Give each movement its own."));
  }

  @Test
  void refusesUnknownNamesUnlessTheyAreToBeMade() {
    ImportReport report = bench.rows(OPENING);
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column, ImportError::code)
        .containsExactly(tuple(2L, "sku", "unknown_product"));

    bench.create().rows("k,2026-11-01,TEE-M,paris,opening_stock,1,,");
    ImportBench known = new ImportBench(directory);
    known.catalogue.ensureProducts(
        ImportBench.SELLER, bench.catalogue.products().stream().toList());
    assertThat(known.rows(OPENING).errors())
        .extracting(ImportError::column, ImportError::code)
        .containsExactly(tuple("location", "unknown_location"));
  }

  @Test
  void warnsOfNamesThatLookAlike() {
    ImportReport report =
        bench.create().rows(OPENING, OPENING.replace("m1", "m3").replace("TEE-M", "tee-m"));
    assertThat(report.warnings())
        .containsExactly(
            "SKU 'tee-m' differs from 'TEE-M' only in case or blanks. Are they the same product?");
    ImportReport second = bench.rows(OPENING.replace("m1", "m4").replace("TEE-M", "Tee-M"));
    assertThat(second.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,2026-11-01,A,berlin,transfer_out,1,, | to_location | missing_value | needs to_location",
        "m,2026-11-01,A,berlin,stolen,1,, | reason | invalid_value | there is no reason 'stolen'",
        "m,2026-11-01,A,berlin,reversal,1,, | | invalid_value | reverse the movement by its id",
        "m,2026-13-01,A,berlin,sale,1,, | occurred_at | invalid_value | such as 2026-11-21T10:30:00Z",
        "m,1026-11-01,A,berlin,sale,1,, | | invalid_value | must not be before 1970",
        "m,2026-12-24,A,berlin,sale,1,, | occurred_at | occurred_in_future | is in the future",
        "m,,A,berlin,sale,1,, | occurred_at | missing_value | must not be empty",
        "m,2026-11-01,A,berlin,sale,-1,, | quantity | invalid_value | from 1 to 1000000000",
        "m,2026-11-01,A,berlin,sale,1e3,, | quantity | invalid_value | written in digits",
        "m,2026-11-01,A,berlin,sale,'1,000',, | | wrong_number_of_fields | 9 fields, the header 8",
        "m,2026-11-01,A,berlin,sale,1, | | wrong_number_of_fields | 7 fields, the header 8",
        "m,2026-11-01,A\u200b,berlin,sale,1,, | sku | invalid_value | U+200B",
        "m,2026-11-01, A,berlin,sale,1,, | sku | invalid_value | begin or end with a space",
        "m,2026-11-01,A,,sale,1,, | location | missing_value | must not be empty",
      })
  void saysWhatIsWrongWithALine(String row, String column, String code, String detail) {
    ImportReport report = bench.create().rows(OPENING, row);
    assertThat(report.errors()).hasSize(1);
    ImportError error = report.errors().getFirst();
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.detail()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key,sku | The header lacks occurred_at, location, reason, quantity, reference, note.",
        "key,occurred_at,sku,location,reason,quantity,reference,note,to_locaton | has 'to_locaton', which is not",
        "key,occurred_at,sku,location,reason,quantity,reference,note,SKU | the column 'sku' twice",
      })
  void refusesAHeaderThatIsNotItsOwn(String header, String detail) {
    ImportReport report = bench.create().text(header + "\n");
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors().getFirst().code()).isEqualTo("invalid_header");
    assertThat(report.errors().getFirst().detail()).contains(detail);
  }

  @Test
  void keepsToTheRulesForNewNames() {
    bench.rules(
        new ImportRules() {
          @Override
          public void requireNewSku(Sku sku) {
            if (sku.value().startsWith("sku_")) {
              throw new IllegalArgumentException("like an id");
            }
          }

          @Override
          public void requireNewLocation(String code) {
            if (code.startsWith("loc_")) {
              throw new IllegalArgumentException("like an id");
            }
          }

          @Override
          public String detail(Outcome.Refused refusal) {
            return "no, " + refusal.code();
          }
        });
    ImportReport report =
        bench
            .create()
            .skip()
            .rows(
                OPENING,
                OPENING.replace("m1", "m2").replace("TEE-M", "sku_1"),
                OPENING.replace("m1", "m3").replace("berlin", "loc_1"),
                SALE.replace("m2", "m4").replace(",4,", ",400,"));
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::column, ImportError::detail)
        .containsExactly(
            tuple(3L, "sku", "like an id"),
            tuple(4L, "location", "like an id"),
            tuple(5L, null, "no, insufficient_stock"));
    assertThat(bench.catalogue.products()).hasSize(1);
    assertThat(bench.catalogue.locations()).containsExactly("berlin");
  }

  @Test
  void showsNothingThatATerminalWouldObey() {
    ImportReport report = bench.rows("m,2026-11-01,A,berlin,\u001b[31m\u202esale,1,,");
    assertThat(report.errors().getFirst().detail())
        .startsWith("there is no reason '\ufffd[31m\ufffdsale'");
  }

  @Test
  void listsTheFirstThousandErrorsAndCountsAll() {
    String[] rows = new String[1_500];
    java.util.Arrays.fill(rows, "m,2026-11-01,A,berlin,sale,none,,");
    ImportReport report = bench.create().rows(rows);
    assertThat(report.errors()).hasSize(1_000);
    assertThat(report.errorsTotal()).isEqualTo(1_500);
  }

  @Test
  void waitsForALedgerThatIsBusy() {
    AtomicInteger calls = new AtomicInteger();
    bench.through(
        new LedgerOf(
            list -> {
              if (calls.incrementAndGet() % 3 != 0) {
                throw new LedgerBusyException("busy");
              }
              return bench.ledger.submit(list);
            }));
    assertThat(bench.create().rows(OPENING, SALE).counts().recorded()).isEqualTo(2);
    assertThat(calls).hasValue(3);
  }

  @Test
  void saysWhereItStoppedWhenTheLedgerIsAway() {
    bench.through(
        new LedgerOf(
            list ->
                CompletableFuture.failedFuture(
                    new LedgerUnavailableException("no connection", new RuntimeException()))));
    ImportReport report = bench.create().rows(OPENING, SALE);
    assertThat(report.ending()).isEqualTo(Ending.STOPPED);
    assertThat(report.errors())
        .extracting(ImportError::line, ImportError::code)
        .containsExactly(tuple(2L, "unavailable"));
  }

  @Test
  void keepsTheOrderOfWhatHappenedToAProduct() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 12_000; i++) {
      String sku = "S" + i % 7;
      String reason = i / 7 % 2 == 0 ? "opening_stock" : "sale";
      file.append("m%d,2026-11-01,%s,berlin,%s,5,,\n".formatted(i, sku, reason));
    }
    ImportReport report = bench.create().text(file.toString());
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(report.counts().recorded()).isEqualTo(12_000);
  }
}
