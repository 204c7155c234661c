package dev.onhand.engine.imports;

import static dev.onhand.engine.imports.ImportBench.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportReport.Layout.Basis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFileTest {

  private static final String FIRST = "m1,2026-11-01,A,berlin,opening_stock,10,,\n";
  private static final String MENAGE =
      "m2,2026-11-01,B,berlin,opening_stock,10,,Tr\u00e9s d\u00e9licat, \u00fcbrig, gar\u00e7on\n"
          .replace(", ", " ");

  @TempDir Path directory;
  private ImportBench bench;

  @BeforeEach
  void setUp() {
    bench = new ImportBench(directory).create();
  }

  private void noteIs(String note) {
    assertThat(bench.ledger.movements()).extracting(Movement::note).contains(note);
  }

  private static final String NOTE = "Tr\u00e9s d\u00e9licat \u00fcbrig gar\u00e7on";

  @ParameterizedTest
  @CsvSource({"UTF-8, UTF-8", "UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE"})
  void knowsACharsetByItsMark(String written, String read) {
    byte[] bytes = ("\ufeff" + HEADER + FIRST + MENAGE).getBytes(Charset.forName(written));
    ImportReport report = bench.bytes(bytes);
    assertThat(report.counts().recorded()).isEqualTo(2);
    assertThat(report.layout().charset()).isEqualTo(read);
    assertThat(report.layout().basis()).isEqualTo(Basis.MARK);
    noteIs(NOTE);
  }

  @Test
  void takesValidUtf8AsIt() {
    ImportReport report = bench.text(HEADER + FIRST + MENAGE);
    assertThat(report.layout().basis()).isEqualTo(Basis.VALID);
    noteIs(NOTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "x-MacRoman"})
  void guessesForAPreviewButAppliesOnlyWhatItIsTold(String charset) {
    byte[] bytes = (HEADER + FIRST + MENAGE).getBytes(Charset.forName(charset));

    ImportReport preview = bench.dryRun(true).bytes(bytes);
    assertThat(preview.layout().charset()).isEqualTo(charset);
    assertThat(preview.layout().basis()).isEqualTo(Basis.GUESS);
    assertThat(preview.preview().get(1).note()).isEqualTo(NOTE);

    ImportReport refused = bench.dryRun(false).skip().bytes(bytes);
    assertThat(refused.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(refused.errors().getFirst().line()).isEqualTo(3);
    assertThat(refused.errors().getFirst().code()).isEqualTo("charset_unclear");
    assertThat(refused.errors().getFirst().detail()).contains("charset=" + charset);
    assertThat(bench.ledger.movements()).isEmpty();

    ImportReport told = bench.stop().charset(charset).bytes(bytes);
    assertThat(told.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(told.layout().basis()).isEqualTo(Basis.GIVEN);
    noteIs(NOTE);
  }

  @Test
  void refusesBytesThatTheGivenCharsetDoesNotHave() {
    byte[] bytes = (HEADER + FIRST + MENAGE).getBytes(StandardCharsets.ISO_8859_1);
    ImportReport report = bench.charset("US-ASCII").bytes(bytes);
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors().getFirst().detail()).startsWith("The byte 0xE9 is not US-ASCII.");
  }

  @Test
  void findsAMalformedByteFarDownInTheFile() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 2; i <= 50_000; i++) {
      text.append("m").append(i).append(",2026-11-01,A,berlin,opening_stock,10,,\r\n");
    }
    byte[] bytes = text.append("m0,2026-11-01,A,berlin,opening_stock,1,,x").toString().getBytes();
    bytes[bytes.length - 1] = (byte) 0xc3;
    ImportReport report = bench.skip().bytes(bytes);
    assertThat(report.errors().getFirst().line()).isEqualTo(50_001);
    assertThat(bench.ledger.movements()).isEmpty();
  }

  @Test
  void recognisesUtf16WithoutAMark() {
    ImportReport report = bench.bytes((HEADER + FIRST).getBytes(StandardCharsets.UTF_16LE));
    assertThat(report.errors().getFirst().code()).isEqualTo("charset_unclear");
    assertThat(report.errors().getFirst().detail()).contains("charset=UTF-16LE");
  }

  @Test
  void namesTheLineOnWhichAQuoteOpened() {
    String open = "m2,2026-11-01,A,berlin,opening_stock,10,,\"never closed\n";
    String quoted = "m3,2026-11-01,A,berlin,opening_stock,10,,\"quoted\"\n";
    String manyLines = "m4,2026-11-01,A,berlin,opening_stock,10,,\"two\nlines\"\n";
    for (String rest : new String[] {"", FIRST, quoted, FIRST.repeat(10_000)}) {
      ImportReport report = bench.skip().text(HEADER + FIRST + manyLines + open + rest);
      assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
      assertThat(report.errors().getLast().code()).isEqualTo("invalid_csv");
      assertThat(report.errors().getLast().line()).isEqualTo(5);
      assertThat(report.errors().getLast().detail()).contains("on line 5", "quote is not closed");
    }
    assertThat(bench.ledger.movements()).isEmpty();
  }

  @Test
  void readsQuotesAndLineBreaksInFields() {
    bench.text(HEADER + "m1,2026-11-01,A,berlin,opening_stock,10,,\"say \"\"one\"\",\r\ntwo\"\r\n");
    noteIs("say \"one\",\r\ntwo");
  }

  @Test
  void passesOverLinesWithoutContent() {
    ImportReport report = bench.text(HEADER + "\n,,,,,,,\n  ,,,,,,,\n" + FIRST + "\n\n");
    assertThat(report.counts().rows()).isEqualTo(1);
    assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void refusesRecordsBeyondItsLimits() {
    String long1 = "x".repeat(CsvRows.FIELD_CHARS_MAX + 1);
    String long2 = ("y".repeat(10_000) + ",").repeat(8);
    String wide = ",".repeat(CsvRows.COLUMNS_MAX + 1);
    for (String row : new String[] {long1, long2, wide}) {
      ImportReport report = bench.text(HEADER + FIRST + row + "\n" + FIRST);
      assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
      assertThat(report.errors().getFirst().code()).isEqualTo("invalid_csv");
      assertThat(report.errors().getFirst().line()).isEqualTo(3);
    }
  }

  /** Blank lines have no row and no field that could be too many or too long. */
  @Test
  void unfoldsAPackedFileNoFurtherThanAHundredTimesItsSize() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    byte[] blank = new byte[1 << 20];
    Arrays.fill(blank, (byte) '\n');
    try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
      packed.write((HEADER + FIRST).getBytes(StandardCharsets.UTF_8));
      for (long bytes = 0; bytes <= ImportFile.UNPACKED_BYTES_FREE; bytes += blank.length) {
        packed.write(blank);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    assertUnreadable(bomb.toByteArray(), "too_large", "more than 100 times its packed size");
  }

  @Test
  void saysWhyAFileIsNoCsv() {
    byte[] gzip = ImportBench.gzip(HEADER + FIRST);
    byte[] damaged = gzip.clone();
    damaged[gzip.length / 2] ^= 0x55;
    assertUnreadable(new byte[0], "empty_file", "The file is empty.");
    assertUnreadable("\n\n".getBytes(), "empty_file", "has no header");
    assertUnreadable(new byte[] {'P', 'K', 3, 4, 0}, "unreadable_file", "Excel workbook");
    assertUnreadable(Arrays.copyOf(gzip, gzip.length - 10), "unreadable_file", "cut off");
    assertUnreadable(Arrays.copyOf(gzip, 5), "unreadable_file", "cut off");
    assertUnreadable(damaged, "unreadable_file", "damaged");
  }

  private void assertUnreadable(byte[] bytes, String code, String detail) {
    ImportReport report = bench.bytes(bytes);
    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors()).hasSize(1);
    assertThat(report.errors().getFirst().code()).isEqualTo(code);
    assertThat(report.errors().getFirst().detail()).contains(detail);
  }
}
