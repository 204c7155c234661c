package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.store.database.ChildProcess;
import dev.onhand.store.database.TestServer;
import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.LedgerInvariants;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed at any moment, every other time the database with it, and started again:
 * whatever it acknowledged is there once, whatever it refused is not, and what nobody knew is found
 * out by the same key. {@code -Donhand.kills=100} kills it more often.
 */
@Timeout(1_800)
class KilledCommitterIT {

  private static final int KILLS = Integer.getInteger("onhand.kills", 4);
  private static final int IN_FLIGHT_MAX = 64;
  private static final Duration LIFE_MAX = Duration.ofMillis(600);

  @TempDir private Path directory;

  private final ClientJournal journal = new ClientJournal();
  private final Map<String, String> wishes = new ConcurrentHashMap<>();
  private final Map<String, ClientJournal.Attempt> inFlight = new ConcurrentHashMap<>();
  private final long seed = Seeds.upTo(1).findFirst().orElseThrow();
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private int keys;

  /** If a check fails, the database of the last life must not live on. */
  @AfterEach
  void killLeftOver() throws IOException {
    TestServer.killPostmaster(directory.toRealPath());
  }

  @Test
  void keepsWhatItAcknowledgedHoweverOftenItIsKilled() throws Exception {
    int leftUnknown = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      live();
      leftUnknown += journal.unknown().size();
      if (kill % 2 == 0) {
        TestServer.killPostmaster(directory.toRealPath());
      }
    }
    assertThat(leftUnknown).as("answers that kills prevented").isPositive();
    findOut();
    check();
  }

  /** From a start to a kill in the midst of work. */
  private void live() throws Exception {
    try (ChildProcess child = start()) {
      child.await("ready");
      AtomicInteger answers = new AtomicInteger();
      Thread reader = Thread.startVirtualThread(() -> read(child, answers));
      Queue<String> again = new ArrayDeque<>(journal.unknown());
      long end = 0;
      while (end == 0 || System.nanoTime() < end) {
        if (end == 0 && answers.get() > 0) {
          end = System.nanoTime() + random.nextLong(LIFE_MAX.toNanos());
        }
        String key = again.isEmpty() ? newWish() : again.remove();
        send(child, key);
      }
      child.kill();
      reader.join();
    }
    inFlight.values().forEach(ClientJournal.Attempt::unknown);
    inFlight.clear();
  }

  private ChildProcess start() throws IOException {
    return ChildProcess.start(
        List.of(),
        ChildProcess.classPath(),
        CommitterMain.class,
        directory.toString(),
        TestServer.programs().toString());
  }

  private String newWish() {
    String key = "k" + keys++;
    String sku = random.nextBoolean() ? "TEE-M" : "TEE-L";
    String reason = random.nextInt(5) < 2 ? "purchase" : "sale";
    wishes.put(key, "%s %s %s %d".formatted(key, reason, sku, 1 + random.nextInt(5)));
    return key;
  }

  private void send(ChildProcess child, String key) {
    while (inFlight.size() >= IN_FLIGHT_MAX) {
      LockSupport.parkNanos(100_000);
    }
    inFlight.put(key, journal.send(key));
    child.send(wishes.get(key));
  }

  private void read(ChildProcess child, AtomicInteger answers) {
    try {
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        String[] words = line.split(" ");
        ClientJournal.Attempt attempt = words.length == 2 ? inFlight.remove(words[1]) : null;
        if (attempt != null) {
          answers.incrementAndGet();
          switch (words[0]) {
            case "recorded" -> attempt.recorded();
            case "refused" -> attempt.refused();
            default -> attempt.unknown();
          }
        }
      }
    } catch (IOException e) {
      // It was killed, which is what this is about.
    }
  }

  /** One more life, to its natural end, in which all that is unknown is asked again. */
  private void findOut() throws Exception {
    try (ChildProcess child = start()) {
      child.await("ready");
      Thread reader = Thread.startVirtualThread(() -> read(child, new AtomicInteger()));
      for (String key : journal.unknown()) {
        send(child, key);
      }
      Eventually.within(Duration.ofSeconds(60), "all is known", inFlight::isEmpty);
      child.endInput();
      assertThat(child.join()).as("exit code").isZero();
      reader.join();
    }
  }

  private void check() throws Exception {
    assertThat(journal.unknown()).isEmpty();
    assertThat(journal.recorded()).isPositive();
    assertThat(journal.refused()).isPositive();
    try (TestServer server = TestServer.start(directory);
        Connection connection = server.superuser()) {
      SellerId seller = seller(connection);
      assertThat(LedgerInvariants.violations(connection, seller)).as("seed %d", seed).isEmpty();
      assertThat(journal.violations(LedgerInvariants.keys(connection, seller)))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  private static SellerId seller(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select seller_id from seller where code = '" + CommitterMain.SELLER + "'")) {
      assertThat(row.next()).isTrue();
      return new SellerId(row.getLong(1));
    }
  }
}
