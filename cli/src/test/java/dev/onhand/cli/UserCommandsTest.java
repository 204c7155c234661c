package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserCommandsTest {

  private static final String USER =
      """
      {"object":"user","id":"usr_0000000000002","login":"jo@shop.example","name":"Jo","role":"operator",\
      "disabled_at":null,"signed_in_at":null,"created_at":"2025-06-01T12:00:00Z","created_by":"token:admin",\
      "version":1,"link":{"path":"/welcome/s3cret","expires_at":"2025-06-02T12:00:00Z"}}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void addsSomebodyAndSaysWhereTheySetTheirPassword() {
    server.on("POST /api/v1/users", FakeServer.json(201, USER));

    Result result =
        shell.run("user", "add", "jo@shop.example", "--name", "Jo", "--role", "operator");

    assertThat(server.lastAsked().text())
        .isEqualTo("{\"login\":\"jo@shop.example\",\"name\":\"Jo\",\"role\":\"operator\"}");
    assertThat(result.out()).contains("/welcome/s3cret");
    assertThat(result.err()).contains("http://127.0.0.1:", "/welcome/s3cret now: it is not shown");
  }

  @Test
  void makesALinkForSomebodyByTheirLogin() {
    server.on("POST /api/v1/users/jo%40shop.example/link", FakeServer.json(201, USER));

    assertThat(shell.run("user", "link", "jo@shop.example").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void takesSomebodyOut() {
    server.on("DELETE /api/v1/users/jo%40shop.example", USER);

    assertThat(shell.run("user", "remove", "jo@shop.example").err()).contains("--yes");
    assertThat(server.asked()).isEmpty();
    assertThat(shell.run("user", "remove", "jo@shop.example", "--yes").out())
        .contains("jo@shop.example");
  }

  @Test
  void removesTheSecondFactorOfOneWhoLostIt() {
    server.on("DELETE /api/v1/users/jo%40shop.example/second-factor", USER);

    assertThat(shell.run("user", "reset-second-factor", "jo@shop.example").err()).contains("--yes");
    assertThat(server.asked()).isEmpty();
    Result result = shell.run("user", "reset-second-factor", "jo@shop.example", "--yes");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("jo@shop.example");
  }

  @Test
  void forgetsAsWhomTheProviderKnowsSomebody() {
    server.on("DELETE /api/v1/users/jo%40shop.example/identity", USER);

    assertThat(shell.run("user", "reset-sign-on", "jo@shop.example").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void changesOnlyWhatIsSaid() {
    server.on("PATCH /api/v1/users/jo", USER);

    shell.run("user", "edit", "jo", "--disable");
    assertThat(server.lastAsked().text()).isEqualTo("{\"disabled\":true}");
    shell.run("user", "edit", "jo", "--role", "manager");
    assertThat(server.lastAsked().text()).isEqualTo("{\"role\":\"manager\"}");
    shell.run("user", "edit", "jo", "--enable");
    assertThat(server.lastAsked().text()).isEqualTo("{\"disabled\":false}");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(shell.run("user", "edit", "jo").err()).contains("nothing to change");
    assertThat(shell.run("user", "edit", "jo", "--enable", "--disable").err())
        .contains("contradict");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void listsPeople() {
    server.on("GET /api/v1/users", ProductCommandsTest.list(USER));

    assertThat(shell.run("user", "list").out()).contains("| jo@shop.example | Jo   | operator |");
  }
}
