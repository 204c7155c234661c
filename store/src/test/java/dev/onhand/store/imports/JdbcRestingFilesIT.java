package dev.onhand.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.RestingFiles.Arrival;
import dev.onhand.engine.imports.RestingFiles.Choice;
import dev.onhand.engine.imports.RestingFiles.RestingFile;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.TransactionRetry;
import dev.onhand.store.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcRestingFilesIT {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Choice CHOICE = new Choice("{\"a\":1}", "{\"b\":2}", "{\"c\":\"\\u0000\"}");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final SellerTransactions transactions = new SellerTransactions(DATABASE.database().app());
  private final JdbcRestingFiles files = new JdbcRestingFiles(transactions);
  private final JdbcImportRuns runs = new JdbcImportRuns(transactions);

  private static SellerId seller(String code) {
    return new JdbcSellers(DATABASE.database().platform())
        .create(new NewSeller(code, code, ZoneOffset.UTC, NOW))
        .orElseThrow()
        .id();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static Arrival arrival(String name, int bytes, Instant at) {
    return new Arrival(name, "ab".repeat(32), bytes, "user:jo", at, "{}", "{\"x\": \"\\u0000\"}");
  }

  private long keep(SellerId seller, byte[] content) {
    return files.keep(
        seller, arrival("a.csv", content.length, NOW), () -> new ByteArrayInputStream(content));
  }

  private RestingFile find(SellerId seller, long id) {
    return files.find(seller, id).orElseThrow();
  }

  private static ImportRun.Beginning beginning() {
    return ImportRun.Beginning.of("movements", "a.csv", "ab".repeat(32), "user:jo", NOW);
  }

  @Test
  void givesBackWhatItWasGivenInManyParts() throws IOException {
    SellerId seller = seller("parts");
    SellerId other = seller("other");
    byte[] content = bytes((3 << 20) + 17);
    long id = keep(seller, content);

    assertThat(find(seller, id))
        .isEqualTo(
            new RestingFile(
                id,
                "a.csv",
                "ab".repeat(32),
                content.length,
                "user:jo",
                NOW,
                1,
                "{}",
                "{\"x\": \"\\u0000\"}",
                null,
                null,
                false));
    try (InputStream read = files.open(seller, find(seller, id))) {
      assertThat(read.readAllBytes()).isEqualTo(content);
    }
    assertThat(files.find(other, id)).isEmpty();
    assertThat(files.list(other)).isEmpty();
    assertThatThrownBy(() -> files.open(other, find(seller, id)).read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void keepsAllOfAFileOrNothing() {
    SellerId seller = seller("broken");
    InputStream broken =
        new InputStream() {
          private int left = 2 << 20;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("cut off");
            }
            return 'x';
          }
        };
    assertThatThrownBy(() -> files.keep(seller, arrival("a.csv", 3 << 20, NOW), () -> broken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(files.list(seller)).isEmpty();
  }

  /** Another transaction is in the way once all was written: it is begun again, from the start. */
  @Test
  void keepsAllOfAFileAlsoWhereItIsBegunAgain() throws IOException {
    SellerId seller = seller("again");
    byte[] content = bytes((1 << 20) + 5);
    AtomicInteger opened = new AtomicInteger();
    JdbcRestingFiles trying =
        new JdbcRestingFiles(
            new SellerTransactions(
                DATABASE.database().app(),
                new TransactionRetry(RandomGenerator.of("L64X128MixRandom"), time -> {})));
    long id =
        trying.keep(
            seller,
            arrival("a.csv", content.length, NOW),
            () ->
                opened.getAndIncrement() == 0
                    ? hindered(content)
                    : new ByteArrayInputStream(content));

    assertThat(opened).hasValue(2);
    assertThat(files.list(seller)).hasSize(1);
    try (InputStream read = files.open(seller, find(seller, id))) {
      assertThat(read.readAllBytes()).isEqualTo(content);
    }
  }

  private static InputStream hindered(byte[] content) {
    return new ByteArrayInputStream(content) {
      @Override
      public int read(byte[] buffer, int offset, int length) {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          throw new IllegalStateException(new SQLException("deadlock detected", "40P01"));
        }
        return count;
      }
    };
  }

  @Test
  void notesAChoiceOnlyOfWhatWasLookedAt() {
    SellerId seller = seller("choice");
    long id = keep(seller, bytes(10));

    assertThat(files.choose(seller, id, 1, CHOICE)).isTrue();
    assertThat(files.choose(seller, id, 1, CHOICE)).isFalse();
    RestingFile chosen = find(seller, id);
    assertThat(chosen.version()).isEqualTo(2);
    assertThat(new Choice(chosen.glance(), chosen.choices(), chosen.report())).isEqualTo(CHOICE);
  }

  @Test
  void isAppliedOnceAndLosesItsContent() {
    SellerId seller = seller("applied");
    long id = keep(seller, bytes(10));
    files.choose(seller, id, 1, CHOICE);

    assertThat(files.begin(seller, id, 1, beginning())).isEmpty();
    Optional<Long> run = files.begin(seller, id, 2, beginning());
    assertThat(files.begin(seller, id, 2, beginning())).isEmpty();
    assertThat(runs.find(seller, run.orElseThrow())).isPresent();
    assertThat(find(seller, id))
        .extracting(RestingFile::run, RestingFile::report, RestingFile::isApplied)
        .containsExactly(run.get(), null, false);

    assertThat(files.listApplied(seller, 5)).isEmpty();
    files.applied(seller, id, "{\"h\":[]}");
    assertThat(find(seller, id))
        .extracting(RestingFile::isApplied, RestingFile::glance, RestingFile::choices)
        .containsExactly(true, "{\"h\":[]}", CHOICE.choices());
    assertThat(files.listApplied(seller, 5)).containsExactly(find(seller, id));
    assertThat(files.listApplied(seller("nobody"), 5)).isEmpty();
    assertThat(files.list(seller)).isEmpty();
    assertThat(files.begin(seller, id, 3, beginning())).isEmpty();
    assertThat(files.choose(seller, id, 3, CHOICE)).isFalse();
    assertThatThrownBy(() -> files.open(seller, find(seller, id)).read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void goesAwayWhenItIsDiscardedOrOld() {
    SellerId seller = seller("old");
    long discarded = keep(seller, bytes(10));
    assertThat(files.discard(seller("stranger"), discarded)).isFalse();
    assertThat(files.discard(seller, discarded)).isTrue();
    assertThat(files.discard(seller, discarded)).isFalse();

    long old =
        files.keep(
            seller,
            arrival("old", 3, NOW.minusSeconds(1)),
            () -> new ByteArrayInputStream(bytes(3)));
    long fresh = keep(seller, bytes(10));
    assertThat(files.list(seller)).extracting(RestingFile::id).containsExactly(fresh, old);
    assertThat(files.forgetBefore(seller, NOW)).isEqualTo(1);
    assertThat(files.forgetBefore(seller, NOW)).isZero();
    assertThat(files.list(seller)).extracting(RestingFile::id).containsExactly(fresh);
  }

  @Test
  void isKnownForAYearWhereItWasApplied() {
    SellerId seller = seller("known");
    long first = keep(seller, bytes(3));
    long second = keep(seller, bytes(3));
    files.applied(seller, first, "{}");
    files.applied(seller, second, "{}");
    assertThat(files.listApplied(seller, 1)).extracting(RestingFile::id).containsExactly(second);

    assertThat(files.forgetBefore(seller, NOW.plus(Duration.ofDays(360)))).isZero();
    assertThat(files.forgetBefore(seller, NOW.plus(Duration.ofDays(370)))).isEqualTo(2);
    assertThat(files.listApplied(seller, 5)).isEmpty();
  }
}
