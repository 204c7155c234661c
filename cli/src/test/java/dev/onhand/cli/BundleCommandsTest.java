package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundleCommandsTest {

  private static final String PACK =
      """
      {"object":"bundle","product_id":"sku_0000000000002","sku":"MUG-6","name":"Six mugs",\
      "components":[{"product_id":"sku_0000000000001","sku":"MUG-1","name":"Mug","units":6}],"version":2}""";

  private final FakeServer server =
      new FakeServer()
          .on("GET /api/v1/bundles", ProductCommandsTest.list(PACK))
          .on("GET /api/v1/bundles/MUG-6", PACK)
          .on("PUT /api/v1/bundles/MUG-6", PACK)
          .on("DELETE /api/v1/bundles/MUG-6", "{\"object\":\"product\"}");
  private final Shell shell = Shell.of(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void setsAndShows() {
    Result result = shell.run("bundle", "set", "MUG-6", "MUG-1:6");
    assertThat(result.exit()).isZero();
    assertThat(server.asked().getLast().text())
        .isEqualTo("{\"components\":[{\"sku\":\"MUG-1\",\"units\":6}]}");
    assertThat(shell.run("bundle", "show", "MUG-6").out()).contains("Six mugs", "MUG-1");
    assertThat(shell.run("bundle", "list").out()).contains("MUG-6");
  }

  @Test
  void saysWhatAComponentLooksLike() {
    Result result = shell.run("bundle", "set", "MUG-6", "MUG-1");
    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("SKU:UNITS", "MUG-1:6");
    assertThat(shell.run("bundle", "set", "MUG-6", "MUG-1:half").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void asksBeforeItRemoves() {
    assertThat(shell.run("bundle", "remove", "MUG-6").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("bundle", "remove", "MUG-6", "--yes").exit()).isZero();
    assertThat(server.asked().getLast().method()).isEqualTo("DELETE");
  }
}
