package dev.onhand.server.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.store.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one database, whose clocks are ten minutes apart (F17, F18): {@code -Donhand.seed=N}
 * has callers and buyers want the same again.
 */
class TwoNodesIT {

  private static final long SEED = Long.getLong("onhand.seed", 20261130);
  private static final int CALLERS = 4;
  private static final int CALLS = 40;
  private static final int MOVEMENTS = 10;

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger notTaken = new AtomicInteger();
  private final AtomicInteger notAnswered = new AtomicInteger();
  private final AtomicLong wanted = new AtomicLong();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private volatile boolean isDone;
  private TwoNodes nodes;

  @BeforeEach
  void open() throws Exception {
    nodes = new TwoNodes(SEED);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Each movement has both look for what is due at once. */
  @Test
  void neitherTakesALeaseOfTheOther() throws Exception {
    List<String> before = nodes.leases();
    assertThat(nodes.worksAll(nodes.firstName)).isTrue();
    List<Client> clients = List.of(nodes.first.admin(), nodes.ofSecond());
    for (int i = 0; i < MOVEMENTS; i++) {
      TwoNodes.record(clients.get(i % 2), "m-" + i, "purchase", i % TwoNodes.GOODS, 1);
      nodes.awaitAgreed(clients.get((i + 1) % 2));
      assertThat(nodes.leases()).isEqualTo(before);
    }
    nodes.requireOrderlyPushes();
  }

  /** One is due, and who is at work on one is alive, by the clock of the database. */
  @Test
  void haveTheSameTimeForJobs() throws Exception {
    Client second = nodes.ofSecond();
    Answer job = second.post("/api/v1/stock/sync-from-movements", "{\"queue\":true}");
    assertThat(job.status()).isEqualTo(202);
    assertThat(Instant.parse(job.at("/created_at")))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    Eventually.within(
        TwoNodes.SOON,
        "it is done",
        () -> second.get("/api/v1/jobs/" + job.at("/id")).at("/state").equals("done"));
    assertThat(
            nodes.rows(
                "select task_name from queue_alerts where task_name = 'alert-watch' and execution_time < clock_timestamp() + interval '2 minutes'"))
        .as("what is done each minute")
        .hasSize(1);
  }

  @Test
  void loseNothingWhenOneIsToldToStop() throws Exception {
    end(
        () -> {
          nodes.first.server().stop();
          assertThat(nodes.leases())
              .as("what it worked it gave back")
              .noneMatch(it -> it.startsWith(nodes.firstName));
        });
    assertThat(notAnswered.get())
        .as("calls that got no answer, of which each caller has one at a time")
        .isLessThanOrEqualTo(CALLERS);
  }

  /** It may be killed or only think so: the other waits for its leases to end. */
  @Test
  void loseNothingWhenOneIsCutOff() throws Exception {
    List<String> before = nodes.leases();
    end(
        () -> {
          nodes.cutOffFirst();
          assertThat(nodes.leases()).isEqualTo(before);
          nodes.letLeasesEnd();
        });
    nodes.connectFirst();
    Client again = nodes.first.admin();
    Eventually.within(
        TwoNodes.SOON, "it is back", () -> again.get("/api/v1/stock/good-0").status() == 200);
    TwoNodes.record(again, "back", "purchase", 0, 1);
    nodes.awaitAgreed(again);
    assertThat(nodes.worksAll(nodes.secondName)).isTrue();
  }

  private interface Ending {
    void run() throws Exception;
  }

  /** Ends the first node amid orders that come by both and from the shops. */
  private void end(Ending ending) throws Exception {
    Random random = new Random(SEED);
    Client second = nodes.ofSecond();
    List<Client> clients = List.of(nodes.first.admin(), second);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        String prefix = "c" + caller + "-";
        Random own = new Random(random.nextLong());
        callers.add(threads.submit(() -> call(clients, prefix, own)));
      }
      try {
        awaitAnswers(CALLS);
        ending.run();
        awaitAnswers(CALLS);
        Eventually.within(
            TwoNodes.SOON, "the second took over", () -> nodes.worksAll(nodes.secondName));
        awaitAnswers(CALLS);
      } finally {
        isDone = true;
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    System.out.printf(
        "%d orders, %d units sold in shops; calls that nobody took: %d, that got no answer: %d%n",
        answered.get(), nodes.sold(), notTaken.get(), notAnswered.get());
    assertThat(unexpected).isEmpty();
    nodes.awaitAgreed(second);
    long reserved = 0;
    for (int good = 0; good < TwoNodes.GOODS; good++) {
      reserved += TwoNodes.stock(second, good, "/reserved");
    }
    assertThat(reserved).as("each order once").isEqualTo(wanted.get() + nodes.sold());
    nodes.requireOrderlyPushes();
  }

  private void awaitAnswers(int more) throws Exception {
    int before = answered.get();
    Eventually.within(TwoNodes.SOON, "callers are answered", () -> answered.get() >= before + more);
  }

  /** Sends orders to any of the nodes, and no more to one that did not take one. */
  private void call(List<Client> clients, String prefix, Random random) {
    List<Client> there = new ArrayList<>(clients);
    for (int i = 0; !isDone; i++) {
      int units = 1 + random.nextInt(3);
      String order =
          "{\"status\":\"processing\",\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":%d}]}"
              .formatted(TwoNodes.sku(random.nextInt(TwoNodes.GOODS)), units);
      Client node = there.get(random.nextInt(there.size()));
      while (!isTaken(node, "/api/v1/orders/web/" + prefix + i, order)) {
        there.remove(node);
        node = there.getFirst();
      }
      wanted.addAndGet(units);
      answered.incrementAndGet();
      if (random.nextInt(3) == 0) {
        nodes.buy(random);
      }
    }
  }

  private boolean isTaken(Client client, String path, String order) {
    try {
      Answer answer = client.send("PUT", path, order);
      if (answer.status() != 200 && answer.status() != 503) {
        unexpected.add(answer.status() + " " + answer.text());
      }
      if (answer.status() == 503) {
        notTaken.incrementAndGet();
      }
      return answer.status() == 200;
    } catch (UncheckedIOException e) {
      (isRefused(e.getCause()) ? notTaken : notAnswered).incrementAndGet();
      return false;
    }
  }

  private static boolean isRefused(IOException e) {
    return e instanceof java.net.ConnectException;
  }
}
