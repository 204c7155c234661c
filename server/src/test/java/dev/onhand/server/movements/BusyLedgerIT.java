package dev.onhand.server.movements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.ledger.Committer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BusyLedgerIT {

  private static final int WAITING_MAX = 2_048;

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(
          Map.of(
              "ONHAND_COMMITTER_LANES",
              "1",
              "ONHAND_COMMITTER_WAITING",
              Integer.toString(WAITING_MAX)));

  @Test
  void sendsAwayWhoeverComesWhenTooMuchIsWaiting() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    String sku = Shop.product(admin);
    assertThat(post(admin, sku).status()).isEqualTo(201);
    try (Connection other = SERVER.database().superuser();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      hold(other);
      Future<Answer> held = threads.submit(() -> post(admin, sku)); // the lane waits for its level
      awaitWaiting(0, held);
      Future<Answer> waiting = threads.submit(() -> post(admin, sku));
      awaitWaiting(1, waiting);
      Answer sentAway = admin.post("/api/v1/movements:batch", batch(sku));
      assertThat(sentAway.status()).isEqualTo(503);
      assertThat(sentAway.code()).isEqualTo("busy");
      assertThat(sentAway.header("Retry-After")).isEqualTo("1");
      other.rollback();
      assertThat(held.get().status()).isEqualTo(201);
      assertThat(waiting.get().status()).isEqualTo(201);
    }
    assertThat(Shop.movements(SERVER)).isEqualTo(3);
  }

  private static void hold(Connection other) throws SQLException {
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("select 1 from stock_level for update");
    }
  }

  private static void awaitWaiting(int commands, Future<Answer> request) {
    Committer ledger = SERVER.server().get(Committer.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(8))
        .until(() -> !request.isDone() && ledger.commandsWaiting() == commands);
  }

  private static Answer post(Client client, String sku) {
    return client.post(
        "/api/v1/movements",
        "{" + fields(sku) + "}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private static String batch(String sku) {
    return IntStream.range(0, WAITING_MAX)
        .mapToObj(i -> "{\"key\":\"batch-" + i + "\"," + fields(sku) + "}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }

  private static String fields(String sku) {
    return "\"sku\":\"" + sku + "\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"berlin\"";
  }
}
