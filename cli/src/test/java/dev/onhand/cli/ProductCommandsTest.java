package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProductCommandsTest {

  private static final String MUG =
      """
      {"object":"product","id":"sku_0000000000001","sku":"MUG-1","gtin":"4006381333931",\
      "name":"White mug","tracking":"tracked","floor":0,"on_hand":12,"available":10,"version":3,\
      "created_at":"2025-01-01T00:00:00Z","updated_at":"2025-02-01T00:00:00Z"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsProductsAsATable() {
    server.on("GET /api/v1/products", list(MUG));

    Result result = shell.run("product", "list", "--search", "mug");

    assertThat(result.out())
        .isEqualTo(
            """
            +-------+-----------+---------------+----------+---------+-----------+-------+
            | SKU   | Name      | GTIN          | Tracking | On hand | Available | Floor |
            +-------+-----------+---------------+----------+---------+-----------+-------+
            | MUG-1 | White mug | 4006381333931 | tracked  |      12 |        10 |     0 |
            +-------+-----------+---------------+----------+---------+-----------+-------+
            """);
    assertThat(result.err()).isEmpty();
    assertThat(server.lastAsked().query()).containsEntry("q", "mug").containsEntry("limit", "50");
  }

  @Test
  void showsAProductWithTimesInTheLocalZone() {
    server.on("GET /api/v1/products/MUG-1", MUG);

    assertThat(shell.run("product", "show", "MUG-1").lines())
        .contains("SKU:       MUG-1", "Updated:   2025-02-01 01:00:00 +01:00");
  }

  @Test
  void asksForASkuThatCannotStandInAPathByItsId() {
    server.on("GET /api/v1/products", list(MUG)).on("GET /api/v1/products/sku_0000000000001", MUG);

    Result result = shell.run("product", "show", "A/B%C");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.asked().getFirst().query()).containsEntry("sku", "A/B%C");
  }

  @Test
  void saysWhenAnAwkwardSkuDoesNotExist() {
    server.on("GET /api/v1/products", list());

    Result result = shell.run("product", "show", "A/B");

    assertThat(result.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(result.err()).startsWith("error: there is no product 'A/B'");
  }

  @Test
  void addsAProductWithWhatWasGiven() {
    server.on("POST /api/v1/products", FakeServer.json(201, MUG));

    Result result = shell.run("product", "add", "MUG-1", "--name", "White mug", "--floor", "-5");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"sku\":\"MUG-1\",\"name\":\"White mug\",\"floor\":-5}");
    assertThat(result.err()).isEqualTo("Added product MUG-1.\n");
  }

  @Test
  void printsTheServersWarnings() {
    String twin =
        MUG.replace("\"version\"", "\"warnings\":[\"There is also 'mug-1'.\"],\"version\"");
    server.on("POST /api/v1/products", FakeServer.json(201, twin));

    assertThat(shell.run("product", "add", "MUG-1").err())
        .contains("warning: There is also 'mug-1'.");
  }

  @Test
  void editsOnlyTheVersionThatWasSeen() {
    server.on("PATCH /api/v1/products/MUG-1", MUG);

    shell.run("product", "edit", "MUG-1", "--floor", "none", "--gtin", "none", "--if-version", "3");

    assertThat(server.lastAsked().text()).isEqualTo("{\"gtin\":null,\"floor\":null}");
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"3\"");
  }

  @Test
  void refusesAnEditOfNothing() {
    Result result = shell.run("product", "edit", "MUG-1");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("nothing to change", "--name");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void renamesByPatchingTheSku() {
    server.on("PATCH /api/v1/products/MUG-1", MUG);

    shell.run("product", "rename", "MUG-1", "MUG-2");

    assertThat(server.lastAsked().text()).isEqualTo("{\"sku\":\"MUG-2\"}");
  }

  @Test
  void endsWithConflictWhenTheVersionIsAnother() {
    server.on(
        "PATCH /api/v1/products/MUG-1",
        FakeServer.problem(412, "precondition_failed", "The product has version 4."));

    Result result = shell.run("product", "rename", "MUG-1", "MUG-2", "--if-version", "3");

    assertThat(result.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(result.err()).isEqualTo("error: The product has version 4.\n");
  }

  static String list(String... objects) {
    return """
        {"object":"list","data":[%s],"has_more":false,"url":"/api/v1/x"}"""
        .formatted(String.join(",", objects));
  }
}
