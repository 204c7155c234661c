package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.store.testing.ClientJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * movements, and amid a push to a marketplace. What was acknowledged must be there once, what was
 * refused must not, and what got no answer is one of the two when it is sent again. Marketplaces
 * show what there is afterwards, no number overtook another, and each order is held once. {@code
 * -Donhand.kills=100 -Donhand.seed=N} kills more often, or again at the same moments.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillIT {
  private static final int KILLS = Integer.getInteger("onhand.kills", Victim.values().length);
  private static final long SEED = Long.getLong("onhand.seed", System.nanoTime());
  private static final int CALLERS = 6;
  private static final int ANSWERED_MAX = 200;
  private static final Duration TIME_MAX = Duration.ofSeconds(120);

  /** A lease that is not given back lasts longer, but its own database is nobody else's. */
  private static final Duration LEASED_WITHIN = Duration.ofSeconds(30);

  private static final int ENDED_BY_SIGTERM = 143;

  /** Of {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** Who is killed, in turn. */
  private enum Victim {
    /** Its database lives on, and the next start must get on with it. */
    SERVER,
    /** One process of PostgreSQL, which ends all sessions then and recovers. */
    SESSION,
    /** The server has to start it again. */
    DATABASE,
    /** As when the machine goes down. */
    SERVER_AND_DATABASE,
    /** It is not killed but told to stop, and finishes what is under way. */
    TOLD,
    /** It has no memory left, and ends itself. */
    MEMORY;

    boolean leavesServer() {
      return this == SESSION || this == DATABASE;
    }
  }

  @TempDir private Path folder;

  private final ClientJournal journal = new ClientJournal();
  private ShippedServer server;
  private KillCaller client;
  private KillShops shops;

  @AfterEach
  void endAll() throws InterruptedException {
    if (shops != null) {
      shops.close();
    }
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
    ReadyServer.layAt(folder.resolve("data"));
    start();
    client.setUp();
    shops = new KillShops(SEED);
    shops.connect(client);
    shops.check("before the first kill", client, server);
    refusesSecondServer();
    int unanswered = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Victim victim = Victim.values()[kill % Victim.values().length];
      killUnderLoad(victim, kill, random);
      if (!victim.leavesServer()) {
        startAfter(victim);
      }

      unanswered += journal.unknown().size();
      client.sendUnansweredAgain();
      check("kill %d, of %s, seed %d".formatted(kill, victim, SEED));
    }
    assertThat(unanswered).as("answers that the kills prevented").isPositive();
    assertThat(journal.refused()).as("refused").isPositive();
  }

  /** Who was told to stop leaves nothing in doubt, and its work to whoever comes. */
  private void startAfter(Victim victim) throws Exception {
    if (victim != Victim.TOLD && server.postmaster().isPresent()) {
      // Of a database that is gone too, who starts it finds out at once what became of them.
      assertThat(KillShops.inDoubt(server)).as("numbers that were under way").isPositive();
    }
    Instant before = Instant.now();
    start();
    if (victim == Victim.TOLD) {
      // Since it serves it tells numbers itself.
      assertThat(KillShops.inDoubt(server, before)).as("numbers that were under way").isZero();
    }
    Eventually.within(LEASED_WITHIN, "it works the channels", shops.areWorkedByOthers(server));
  }

  private void start() throws Exception {
    server =
        ShippedServer.start(
            folder.resolve("data"), Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));
    client.callAt(server.url(), server.token());
  }

  private void refusesSecondServer() throws Exception {
    Shell.Result second =
        onhand("serve", "--data", folder.resolve("data").toString(), "--port", "0");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains("Another Onhand (process " + server.pid() + ") is using ");
  }

  private void killUnderLoad(Victim victim, int kill, Random random) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      client.start();
      for (int caller = 0; caller < CALLERS; caller++) {
        String prefix = kill + "-" + caller + "-";
        Random own = new Random(random.nextLong());
        callers.add(threads.submit(() -> client.callUntilStopped(prefix, own)));
      }
      try {
        HeldPushes.Hold push = shops.holdOne(random);
        try {
          awaitAnswers(1 + random.nextInt(ANSWERED_MAX));
          shops.remember(server);
          assertThat(KillShops.inDoubt(server)).as("numbers under way").isPositive();
          kill(victim, random);
        } finally {
          push.letGo();
        }
        if (victim == Victim.TOLD) {
          assertThat(server.awaitEnd()).as("its exit status").isEqualTo(ENDED_BY_SIGTERM);
        }
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

  private void kill(Victim victim, Random random) throws Exception {
    switch (victim) {
      case TOLD -> server.tellToStop();
      case MEMORY -> {
        server.eatMemory();
        assertThat(server.awaitEnd()).as("its exit status").isEqualTo(OUT_OF_MEMORY);
      }
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
      if (!movement.at("/sku").asString().equals("HOT")) {
        continue;
      }
      present.merge(movement.at("/key").asString(), 1, Integer::sum);
      int quantity = movement.at("/quantity").asInt();
      units += movement.at("/reason").asString().equals("sale") ? -quantity : quantity;
    }
    assertThat(journal.violations(present)).as(when).isEmpty();
    assertThat(client.onHand()).as(when).isEqualTo(units).isNotNegative();
    shops.check(when, client, server);
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
