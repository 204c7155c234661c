package dev.onhand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartStopIT {

  private final TestDatabase database = TestDatabase.create();

  @TempDir Path directory;

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  private ServerSettings settings(int port) {
    return ServerSettings.read(
            Map.of(
                "ONHAND_DATA",
                directory.resolve("data").toString(),
                "ONHAND_PORT",
                Integer.toString(port)))
        .withDatabase(database.settings());
  }

  @Test
  void servesUntilItIsStoppedAndStartsAgain() throws IOException {
    String token;
    int port;
    try (OnhandServer server = OnhandServer.start(settings(0))) {
      port = server.port();
      token = Files.readString(directory.resolve("data/token"));
      new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    try (OnhandServer again = OnhandServer.start(settings(0))) {
      assertThat(again.url()).startsWith("http://127.0.0.1:");
      assertThat(Files.readString(directory.resolve("data/token"))).isEqualTo(token);
    }
  }

  @Test
  void keepsItsDataFromOtherUsers() throws IOException {
    OnhandServer.start(settings(0)).close();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
        .isEqualTo("rwx------");
  }

  @Test
  void tellsThatAnotherServerUsesTheDirectory() {
    try (OnhandServer first = OnhandServer.start(settings(0))) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> OnhandServer.start(settings(0)))
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining("Another Onhand (process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void tellsThatThePortIsTakenAndLeavesNothingRunning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> OnhandServer.start(settings(taken.getLocalPort())))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "Port %d of 127.0.0.1 is in use. Stop what uses it, or give another port."
                  .formatted(taken.getLocalPort()));
    }
    OnhandServer.start(settings(0)).close();
  }

  @Test
  void tellsThatTheDatabaseIsNotThere() {
    DatabaseSettings nowhere = database.settings().withUrl("jdbc:postgresql://127.0.0.1:1/onhand");
    assertThatThrownBy(() -> OnhandServer.start(settings(0).withDatabase(nowhere)))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageNotContaining("Exception");
  }
}
