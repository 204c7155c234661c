package dev.onhand.engine.imports;

import static dev.onhand.engine.imports.ImportBench.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onhand.core.ledger.Movement;
import dev.onhand.engine.imports.ImportReport.Counts;
import dev.onhand.engine.imports.ImportReport.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are broken at random. Replay a failure with {@code -Donhand.seed=N}, which its message
 * names.
 */
class ImportFuzzTest {

  private static final String[] FRAGMENTS = {
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u00e9",
    "\u202e",
    "\u200b",
    "e\u0301",
    "-",
    "1e9",
    "99999999999",
    "0",
    " ",
    "\ufeff",
    "sale",
    "transfer_out",
    "reversal",
    "2026-02-30",
    "x".repeat(20_000)
  };

  @TempDir Path directory;

  private static long seed() {
    Long given = Long.getLong("onhand.seed");
    return given == null ? new Random().nextLong() : given;
  }

  @RepeatedTest(300)
  void neverFailsAndNeverRecordsWhatIsNotInTheFile() {
    long seed = seed();
    Random random = new Random(seed);
    List<String> rows = rows(random);
    byte[] bytes = broken(random, rows);
    ImportBench bench = bench(random);
    assertThatCode(
            () -> {
              ImportReport report = bench.bytes(bytes);
              addsUp(report);
              recordsOnlyWhatIsThere(bench, bytes);
              ImportReport again = bench.bytes(bytes);
              if (report.counts().refused() == 0) { // a refusal may turn into more stock since
                assertThat(again.counts().recorded()).isZero();
              }
            })
        .as("-Donhand.seed=%d", seed)
        .doesNotThrowAnyException();
  }

  private ImportBench bench(Random random) {
    ImportBench bench = new ImportBench(directory);
    if (random.nextInt(4) != 0) {
      bench.create();
    }
    return random.nextBoolean() ? bench.skip() : bench;
  }

  private static void addsUp(ImportReport report) {
    Counts counts = report.counts();
    if (report.ending() == Ending.COMPLETE) {
      assertThat(counts.recorded() + counts.alreadyRecorded() + counts.refused() + counts.skipped())
          .isEqualTo(counts.rows());
    }
    if (report.ending() == Ending.NOTHING_APPLIED) {
      assertThat(counts.recorded()).isZero();
      assertThat(report.errorsTotal()).isPositive();
    }
    assertThat(report.errors()).allMatch(error -> error.line() >= 0 && !error.detail().isBlank());
  }

  /** Every movement's key stands in the bytes, read in one charset or another. */
  private static void recordsOnlyWhatIsThere(ImportBench bench, byte[] file) throws IOException {
    boolean gzip = file.length > 1 && (file[0] & 0xff) == 0x1f && (file[1] & 0xff) == 0x8b;
    if (bench.ledger.movements().isEmpty()) {
      return;
    }
    byte[] bytes = gzip ? new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes() : file;
    String text =
        new String(bytes, StandardCharsets.UTF_8) + new String(bytes, Charset.forName("UTF-16"));
    String plain = Normalizer.normalize(text, Normalizer.Form.NFC);
    Set<String> keys = new HashSet<>();
    for (Movement movement : bench.ledger.movements()) {
      String key = movement.key().value();
      // A quote is doubled in a quoted field, and itself in another.
      assertThat(plain.contains(key) || plain.contains(key.replace("\"", "\"\"")))
          .as("key %s", key)
          .isTrue();
      assertThat(keys.add(key)).isTrue();
    }
  }

  private static List<String> rows(Random random) {
    List<String> rows = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      String reason = random.nextInt(3) == 0 ? "sale" : "purchase";
      rows.add(
          "k%d,2026-11-%02d,SKU-%d,berlin,%s,%d,PO-%d,\"note, %d\"\n"
              .formatted(
                  random.nextInt(25),
                  1 + random.nextInt(20),
                  random.nextInt(4),
                  reason,
                  1 + random.nextInt(9),
                  i,
                  i));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static byte[] broken(Random random, List<String> rows) {
    StringBuilder text = new StringBuilder(HEADER + String.join("", rows));
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length());
      String fragment = FRAGMENTS[random.nextInt(FRAGMENTS.length)];
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, fragment);
        case 1 -> text.replace(at, Math.min(text.length(), at + 1 + random.nextInt(5)), fragment);
        default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
      }
    }
    String[] charsets = {"UTF-8", "UTF-8", "UTF-8", "UTF-16", "windows-1252"};
    byte[] bytes = text.toString().getBytes(Charset.forName(charsets[random.nextInt(5)]));
    if (random.nextInt(4) == 0) {
      bytes = ImportBench.gzip(text.toString());
    }
    for (int i = random.nextInt(3) == 0 ? random.nextInt(4) : 0; i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
