package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCommandsTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server.on(
        "GET /api/v1/log",
        """
        {"object":"list","data":[{"at":"2025-05-01T10:00:00Z","level":"info",\
        "message":"Product stock updated\\nerror: forged","context":{"product_id":456,\
        "product_name":"Dell Laptop","old_stock":20,"new_stock":15,"difference":-5,\
        "actor":"job"}}],"has_more":false}""");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void printsEachRecordOnOneLine() {
    Result result =
        shell.run("log", "show", "--level=info", "--grep=stock synchronization", "--limit", "5");

    assertThat(result.out())
        .isEqualTo(
            """
            2025-05-01 12:00:00 +02:00 info: Product stock updated\\nerror: forged product_id=456 \
            product_name="Dell Laptop" old_stock=20 new_stock=15 difference=-5 actor=job
            """);
    assertThat(server.lastAsked().query())
        .containsEntry("level", "info")
        .containsEntry("grep", "stock synchronization")
        .containsEntry("limit", "5");
  }

  @Test
  void asksForWhatHappenedSince() {
    shell.run("log", "show", "--since", "2025-05-01T12:00:00+02:00");

    assertThat(server.lastAsked().query()).containsEntry("since", "2025-05-01T10:00:00Z");
  }

  @Test
  void printsTheContextWholeAsJson() {
    assertThat(shell.run("log", "show", "--json", "--fields", "level,context").out())
        .contains("{\"level\":\"info\",\"context\":{\"product_id\":456,");
  }
}
