package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.EmbeddedDatabase;
import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.Toxic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAwayIT {

  private static FaultProxy proxy;
  private static RunningServer server;
  private static Client admin;

  @BeforeAll
  static void startServer() {
    server =
        RunningServer.start(
            Map.of(),
            settings -> {
              String port = settings.url().replaceAll(".*:(\\d+)/.*", "$1");
              proxy = FaultProxy.before(Integer.parseInt(port));
              return settings.withUrl(proxy.through(settings.url()));
            });
    admin = server.admin();
  }

  @AfterAll
  static void stopServer() {
    server.close();
    proxy.close();
  }

  @Test
  void saysThatItCannotWorkAndWorksAgainByItself() {
    admin.post("/api/v1/products", "{\"sku\":\"TEA\"}");
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
    assertThat(status("/readyz")).isEqualTo(200);

    Toxic down = proxy.add(new Toxic.Down());
    proxy.resetAll();
    await(() -> status("/readyz") == 503);
    assertThat(status("/livez")).isEqualTo(200);
    assertIsLater(admin.get("/api/v1/products"));
    assertIsLater(purchase());
    assertThat(proxy.fired(down)).isPositive();

    proxy.heal();
    await(() -> status("/readyz") == 200);
    await(() -> purchase().status() == 201);
    assertThat(purchase().header("Idempotency-Hit")).isEqualTo("true");
    assertThat(admin.get("/api/v1/products/TEA").json().at("/on_hand").asInt()).isEqualTo(5);
  }

  @Test
  void saysSoWhenTheDatabaseServerIsStopped(@TempDir Path directory) throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase database = EmbeddedDatabase.start(data);
        RunningServer other = RunningServer.start(Map.of(), settings -> database.settings())) {
      assertThat(other.admin().get("/api/v1/products").status()).isEqualTo(200);
      database.close();
      assertIsLater(other.admin().get("/api/v1/products"));
      assertIsLater(other.admin().post("/api/v1/products", "{\"sku\":\"MATE\"}"));
      assertThat(other.client("").get("/readyz").status()).isEqualTo(503);
    }
  }

  private static int status(String path) {
    return server.client("").get(path).status();
  }

  private static Answer purchase() {
    return admin.post(
        "/api/v1/movements",
        "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":5,\"location\":\"shop\"}",
        "Idempotency-Key",
        "purchase-1");
  }

  private static void assertIsLater(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).matches("\\d+");
    assertThat(answer.text()).doesNotContain("jdbc", "127.0.0.1", "Exception");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
