package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten times as many orders at once as may wait (F15). */
class BurstIT {

  private static final int WAITING_MAX = 2_048;
  private static final int LINES = 100;
  private static final int ORDERS = 10 * WAITING_MAX / LINES;

  /** What waits, and what the lane has taken, is never more than this. */
  private static final int TAKEN_MAX = 3 * WAITING_MAX / LINES;

  /** How many orders are timed, one after the other. */
  private static final int ALONE = 11;

  /** From when all of the burst are answered. */
  private static final Duration FAST_AGAIN = Duration.ofSeconds(10);

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(
          Map.of(
              "ONHAND_COMMITTER_LANES",
              "1",
              "ONHAND_COMMITTER_WAITING",
              Integer.toString(WAITING_MAX)));

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void losesNoOrderSendsAwayWhomItCannotTakeAndIsAsFastAgainWithinSeconds() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    String sku = Shop.product(admin);
    stock(admin, sku, 10L * ORDERS * LINES);
    oneByOne(admin, sku, "warm");
    Duration usual = Collections.max(oneByOne(admin, sku, "before"));
    List<Answer> answers = burst(admin, sku);
    List<Integer> sentAway = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      Answer answer = answers.get(order);
      if (answer.status() == 503) {
        assertThat(answer.code()).isEqualTo("busy");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(admin.get(path(order)).status()).as("it left no trace").isEqualTo(404);
        sentAway.add(order);
      } else {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
    assertThat(sentAway).hasSizeBetween(ORDERS - TAKEN_MAX, ORDERS - 1);
    long alone = 2 * ALONE;
    assertThat(reserved(admin, sku)).isEqualTo(alone + (long) LINES * (ORDERS - sentAway.size()));
    AtomicInteger rounds = new AtomicInteger();
    Awaitility.await("as fast again as the slowest of those before, which took " + usual)
        .atMost(FAST_AGAIN)
        .until(
            () ->
                median(oneByOne(admin, sku, "after-" + rounds.incrementAndGet())).compareTo(usual)
                    <= 0);
    alone += (long) ALONE * rounds.get();
    for (int order : sentAway) {
      assertThat(put(admin, order, sku).status()).as("there is room again").isEqualTo(200);
    }
    assertThat(reserved(admin, sku)).isEqualTo(alone + (long) LINES * ORDERS);
  }

  /** How long orders of one line take, each sent when the one before is answered. */
  private static List<Duration> oneByOne(Client client, String sku, String name) {
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < ALONE; i++) {
      String order = "/api/v1/orders/web/" + name + "-" + i;
      long begin = System.nanoTime();
      Answer answer = client.send("PUT", order, snapshot(sku, 1));
      took.add(Duration.ofNanos(System.nanoTime() - begin));
      assertThat(answer.status()).isEqualTo(200);
    }
    return took;
  }

  private static Duration median(List<Duration> took) {
    return took.stream().sorted().toList().get(took.size() / 2);
  }

  /** All orders at once, while the books stand still until most of them are answered. */
  private static List<Answer> burst(Client client, String sku) throws Exception {
    try (Connection other = SERVER.database().superuser();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      hold(other);
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        int order = i;
        answers.add(threads.submit(() -> put(client, order, sku)));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> answers.stream().filter(Future::isDone).count() >= ORDERS - TAKEN_MAX);
      other.rollback();
      List<Answer> all = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        all.add(answer.get());
      }
      return all;
    }
  }

  private static void hold(Connection other) throws SQLException {
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("select 1 from stock_level for update");
    }
  }

  private static String path(int order) {
    return "/api/v1/orders/web/burst-" + order;
  }

  private static Answer put(Client client, int order, String sku) {
    return client.send("PUT", path(order), snapshot(sku, LINES));
  }

  private static String snapshot(String sku, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> "{\"line\":\"%d\",\"sku\":\"%s\",\"quantity\":1}".formatted(i, sku))
        .collect(Collectors.joining(",", "{\"status\":\"processing\",\"lines\":[", "]}"));
  }

  private static void stock(Client client, String sku, long units) {
    client.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":" + units + "}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private static long reserved(Client client, String sku) {
    return client.get("/api/v1/stock/" + sku).json().at("/reserved").asLong();
  }
}
