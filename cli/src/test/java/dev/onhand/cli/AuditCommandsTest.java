package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditCommandsTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsWhatWasDoneAndWhatWasRefused() {
    server.on(
        "GET /api/v1/admin-actions",
        ProductCommandsTest.list(
            """
            {"object":"admin_action","id":"act_0000000000002","at":"2025-06-01T12:00:00Z","actor":"user:jo",\
            "what":"change user","path":"/api/v1/users/kim","status":403,"request_id":"req_1"}"""));

    assertThat(shell.run("audit", "list").out())
        .contains("| user:jo | change user | /api/v1/users/kim |    403 | req_1   |");
  }

  @Test
  void asksForWhatIsWanted() {
    server.on("GET /api/v1/admin-actions", ProductCommandsTest.list());

    shell.run(
        "audit",
        "list",
        "--actor",
        "user:jo",
        "--what",
        "create token",
        "--of",
        "tokens",
        "--from",
        "2025-06-01T00:00:00Z",
        "--to",
        "2025-06-02T00:00:00Z");

    assertThat(server.lastAsked().query())
        .containsEntry("actor", "user:jo")
        .containsEntry("what", "create token")
        .containsEntry("path", "tokens")
        .containsEntry("at_from", "2025-06-01T00:00:00Z")
        .containsEntry("at_to", "2025-06-02T00:00:00Z");
  }
}
