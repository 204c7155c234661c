package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.store.testing.ClientJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the shipped server, its database, a session of it, or all at once while callers record
 * movements. What was acknowledged must be there once, what was refused must not, and what got no
 * answer is one of the two when it is sent again. {@code -Donhand.kills=100 -Donhand.seed=N} kills
 * more often, or again at the same moments.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillIT {
  private static final int KILLS = Integer.getInteger("onhand.kills", 5);
  private static final long SEED = Long.getLong("onhand.seed", System.nanoTime());
  private static final int CALLERS = 6;
  private static final int ANSWERED_MAX = 200;
  private static final Duration TIME_MAX = Duration.ofSeconds(120);

  /** Who is killed, in turn. */
  private enum Victim {
    /** Its database lives on, and the next start must get on with it. */
    SERVER,
    /** One process of PostgreSQL, which ends all sessions then and recovers. */
    SESSION,
    /** The server has to start it again. */
    DATABASE,
    /** As when the machine goes down. */
    SERVER_AND_DATABASE;

    boolean leavesServer() {
      return this == SESSION || this == DATABASE;
    }
  }

  @TempDir private Path folder;

  private final ClientJournal journal = new ClientJournal();
  private ShippedServer server;
  private KillCaller client;

  @AfterEach
  void endAll() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void keepsWhatItAcknowledgedThroughEveryKill() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "processes are told apart by /proc");
    System.out.println("KillIT: -Donhand.seed=" + SEED + " -Donhand.kills=" + KILLS);
    Random random = new Random(SEED);
    client = new KillCaller(journal);
    start();
    client.setUp();
    refusesSecondServer();
    int unanswered = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Victim victim = Victim.values()[kill % Victim.values().length];
      killUnderLoad(victim, kill, random);
      if (!victim.leavesServer()) {
        start();
      }

      unanswered += journal.unknown().size();
      client.sendUnansweredAgain();
      check("kill %d, of %s, seed %d".formatted(kill, victim, SEED));
    }
    assertThat(unanswered).as("answers that the kills prevented").isPositive();
    assertThat(journal.refused()).as("refused").isPositive();
  }

  private void start() throws Exception {
    server = ShippedServer.start(folder.resolve("data"));
    client.callAt(server.url(), server.token());
  }

  private void refusesSecondServer() throws Exception {
    Shell.Result second =
        onhand("serve", "--data", folder.resolve("data").toString(), "--port", "0");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains("Another Onhand (process " + server.pid() + ") is using ");
  }

  private void killUnderLoad(Victim victim, int kill, Random random)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      client.start();
      for (int caller = 0; caller < CALLERS; caller++) {
        String prefix = kill + "-" + caller + "-";
        Random own = new Random(random.nextLong());
        callers.add(threads.submit(() -> client.callUntilStopped(prefix, own)));
      }
      try {
        awaitAnswers(1 + random.nextInt(ANSWERED_MAX));
        kill(victim, random);
        if (victim.leavesServer()) {
          // By itself: nobody starts anything, or tells a caller to wait.
          awaitAnswers(ANSWERED_MAX);
        }
      } finally {
        client.stop();
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
  }

  private void awaitAnswers(int more) throws InterruptedException {
    int before = client.answered();
    Eventually.within(TIME_MAX, "callers are answered", () -> client.answered() >= before + more);
  }

  private void kill(Victim victim, Random random) {
    switch (victim) {
      case SERVER -> server.kill();
      case SESSION -> killSession(random);
      case DATABASE -> server.killDatabase();
      case SERVER_AND_DATABASE -> {
        server.kill();
        server.killDatabase();
      }
    }
  }

  private void killSession(Random random) {
    ProcessHandle postmaster = server.postmaster().orElseThrow();
    List<ProcessHandle> sessions = server.sessions();
    assertThat(sessions).isNotEmpty();
    assertThat(sessions.get(random.nextInt(sessions.size())).destroyForcibly()).isTrue();
    assertThat(postmaster.isAlive()).isTrue();
  }

  private void check(String when) throws Exception {
    assertThat(client.unexpected()).as(when).isEmpty();
    assertThat(journal.unknown()).as(when).isEmpty();
    Map<String, Integer> present = new HashMap<>();
    long units = 0;
    for (JsonNode movement : client.movements()) {
      present.merge(movement.at("/key").asString(), 1, Integer::sum);
      int quantity = movement.at("/quantity").asInt();
      units += movement.at("/reason").asString().equals("sale") ? -quantity : quantity;
    }
    assertThat(journal.violations(present)).as(when).isEmpty();
    assertThat(client.onHand()).as(when).isEqualTo(units).isNotNegative();
    Shell.Result verified = onhand("ledger", "verify", "--full");
    assertThat(verified.exitCode()).as(when + verified.out() + verified.err()).isZero();
  }

  private Shell.Result onhand(String... arguments) throws Exception {
    return Shell.run(
        Map.of("ONHAND_URL", server.url(), "ONHAND_DATA", folder.resolve("data").toString()),
        Shell.DISTRIBUTION.resolve("bin/onhand"),
        arguments);
  }
}
