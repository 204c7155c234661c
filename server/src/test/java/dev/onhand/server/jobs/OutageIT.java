package dev.onhand.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.Toxic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of a database that is away for a while. */
class OutageIT {

  private FaultProxy proxy;
  private RunningServer server;

  @BeforeEach
  void startServer() {
    server =
        RunningServer.start(
            Map.of(),
            settings -> {
              String port = settings.url().replaceAll(".*:(\\d+)/.*", "$1");
              proxy = FaultProxy.before(Integer.parseInt(port));
              return settings.withUrl(proxy.through(settings.url()));
            });
  }

  @AfterEach
  void stopServer() {
    server.close();
    proxy.close();
  }

  @Test
  void isToldOnceWhenItGoesAndOnceWhenItIsBack() {
    goAway();
    proxy.heal();
    await(() -> !said("the database is back").isEmpty());

    assertThat(said("the database is away")).hasSize(1);
    assertThat(said("the database is back")).hasSize(1);
    assertThat(said("SQLException")).isEmpty();
    assertThat(said("com.github.kagkarlsson")).isEmpty();
  }

  @Test
  void keepsNobodyWaitingWhoStopsTheServer() {
    Client admin = server.admin();
    assertThat(admin.get("/api/v1/products").status()).isEqualTo(200);
    goAway();
    assertThat(admin.get("/api/v1/products").status()).isEqualTo(503); // a use of the token to note

    long begin = System.nanoTime();
    server.server().close();

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(took).isLessThan(Duration.ofSeconds(8));
    assertThat(said("com.github.kagkarlsson")).isEmpty();
  }

  /** Until the workers have found it away several times. */
  private void goAway() {
    Toxic down = proxy.add(new Toxic.Down());
    proxy.resetAll();
    await(() -> !said("the database is away").isEmpty());
    long before = proxy.fired(down);
    await(() -> proxy.fired(down) > before + 2);
  }

  private List<String> said(String text) {
    try (var lines = Files.lines(server.data().resolve("log/onhand.log"))) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
