package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCommandsTest {

  private static final String TOKEN =
      """
      {"object":"token","id":"tok_0000000000002","name":"till-1","prefix":"onh_live_abc",\
      "scopes":["stock:read","stock:write"],"expires_at":"2025-06-08T12:00:00Z",\
      "last_used_at":null,"revoked_at":null,"created_at":"2025-06-01T12:00:00Z",\
      "token":"onh_live_abcdef"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void createsATokenAndShowsItOnce() {
    server.on("POST /api/v1/tokens", FakeServer.json(201, TOKEN));

    Result result =
        shell.run(
            "token", "create", "till-1", "--scope", "stock:read,stock:write", "--expires-in", "7");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"name":"till-1","scopes":["stock:read","stock:write"],\
            "expires_at":"2025-06-08T12:00:00Z"}""");
    assertThat(result.lines()).contains("Token:   onh_live_abcdef");
    assertThat(result.err()).isEqualTo("Keep the token now: it is not shown again.\n");
  }

  @Test
  void listsTokens() {
    server.on("GET /api/v1/tokens", ProductCommandsTest.list(TOKEN));

    assertThat(shell.run("token", "list").out())
        .contains("| till-1 | onh_live_abc | stock:read stock:write |")
        .doesNotContain("onh_live_abcdef");
  }

  @Test
  void revokesOnlyWithConsent() {
    server.on("POST /api/v1/tokens/tok_2/revoke", TOKEN);

    assertThat(shell.run("token", "revoke", "tok_2").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.terminal(80).run("token", "revoke", "tok_2", "--no-input").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(server.asked()).isEmpty();
    assertThat(shell.run("token", "revoke", "tok_2", "--yes").exit()).isEqualTo(Exit.OK);
  }
}
