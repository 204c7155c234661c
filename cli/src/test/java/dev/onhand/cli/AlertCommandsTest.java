package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertCommandsTest {

  private static final String ALERT =
      """
      {"object":"alert","id":"alt_0000000000003","severity":"critical","kind":"job_failed",\
      "subject":"product 2","about":"TEE-M at MAIN","detail":"It failed 4 times.","opened_at":"2025-05-01T10:00:00Z",\
      "last_seen_at":"2025-05-01T10:00:00Z","closed_at":null,"closed_by":null}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsOpenAlertsUnlessAskedForMore() {
    server.on("GET /api/v1/alerts", ProductCommandsTest.list(ALERT));

    assertThat(shell.run("alert", "list").out())
        .contains("| critical | job_failed | TEE-M at MAIN |");
    assertThat(server.lastAsked().query()).containsEntry("open", "true");

    shell.run("alert", "list", "--closed");
    assertThat(server.lastAsked().query()).doesNotContainKey("open");
  }

  @Test
  void closesEachAlertThatIsNamed() {
    server
        .on("POST /api/v1/alerts/alt_1/close", ALERT)
        .on("POST /api/v1/alerts/alt_2/close", ALERT);

    assertThat(shell.run("alert", "close", "alt_1", "alt_2").exit()).isEqualTo(Exit.OK);
    assertThat(server.asked())
        .extracting(FakeServer.Asked::path)
        .containsExactly("/api/v1/alerts/alt_1/close", "/api/v1/alerts/alt_2/close");
  }
}
