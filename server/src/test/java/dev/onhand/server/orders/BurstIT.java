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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  void losesNoOrderAndSendsAwayWhomItCannotTake() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    String sku = Shop.product(admin);
    stock(admin, sku, 10L * ORDERS * LINES);
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
    assertThat(reserved(admin, sku)).isEqualTo((long) LINES * (ORDERS - sentAway.size()));
    for (int order : sentAway) {
      assertThat(put(admin, order, sku).status()).as("there is room again").isEqualTo(200);
    }
    assertThat(reserved(admin, sku)).isEqualTo((long) LINES * ORDERS);
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
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(i -> "{\"line\":\"%d\",\"sku\":\"%s\",\"quantity\":1}".formatted(i, sku))
            .collect(Collectors.joining(","));
    return client.send("PUT", path(order), "{\"status\":\"processing\",\"lines\":[" + lines + "]}");
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
