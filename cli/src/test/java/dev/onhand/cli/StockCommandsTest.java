package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StockCommandsTest {

  private static final String TOTALS =
      """
      {"object":"stock","product_id":"sku_0000000000001","sku":"MUG-1","name":"=Mug","on_hand":12,\
      "available":10,"reserved":1,"damaged":1,"quality_control":0,"set_aside":0,"unavailable":1,\
      "in_transit":4,"incoming":500,"at":null,"axis":"occurred","levels":[{"object":"stock_level",\
      "location":"MAIN","on_hand":12,"available":-10,"reserved":1,"damaged":1,\
      "quality_control":0,"set_aside":0,"in_transit":4,"floor":0}]}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsStockByProduct() {
    server.on("GET /api/v1/stock", ProductCommandsTest.list(TOTALS));

    Result result = shell.run("stock", "list", "--location", "MAIN", "--below-floor");

    assertThat(result.lines())
        .contains(
            "| MUG-1 | =Mug |      12 |        10 |        1 |           1 |          4 |      500 |");
    assertThat(server.lastAsked().query())
        .containsEntry("location", "MAIN")
        .containsEntry("below_floor", "true");
  }

  @Test
  void guardsTextsAndKeepsNumbersInCsv() {
    server
        .on("GET /api/v1/stock", ProductCommandsTest.list(TOTALS))
        .on("GET /api/v1/stock/MUG-1", TOTALS);

    assertThat(shell.run("stock", "list", "--csv", "--fields", "name,on_hand").out())
        .isEqualTo("name,on_hand\n'=Mug,12\n");
    assertThat(shell.run("stock", "show", "MUG-1", "--csv", "--fields", "location,available").out())
        .isEqualTo("location,available\nMAIN,-10\n");
  }

  @Test
  void showsTotalsAndThenEachLocation() {
    server.on("GET /api/v1/stock/MUG-1", TOTALS);

    Result result = shell.run("stock", "show", "MUG-1");

    assertThat(result.lines())
        .contains("On hand:         12")
        .anyMatch(l -> l.startsWith("| MAIN"));
  }

  @Test
  void showsNoLocationsWhereFieldsWereChosen() {
    server.on("GET /api/v1/stock/MUG-1", TOTALS);

    assertThat(shell.run("stock", "show", "MUG-1", "--fields", "unavailable,axis").out())
        .isEqualTo("unavailable: 1\nBy:          occurred\n");
  }

  @Test
  void asksForStockAsOfATime() {
    server.on("GET /api/v1/stock/MUG-1", TOTALS);

    shell.run("stock", "show", "MUG-1", "--at", "2025-01-31T18:00:00+01:00", "--recorded");

    assertThat(server.lastAsked().query())
        .containsEntry("at", "2025-01-31T17:00:00Z")
        .containsEntry("axis", "recorded");
  }

  @Test
  void refusesWhatIsNoTime() {
    Result result = shell.run("stock", "show", "MUG-1", "--at", "yesterday");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err())
        .isEqualTo(
            """
            error: --at is not a time: 'yesterday'
              for example: 2025-01-31, "2025-01-31 14:00:00" or 2025-01-31T14:00:00Z
            """);
  }

  @Test
  void setsOnHandByAMovement() {
    server.on(
        "POST /api/v1/stock/MUG-1/set",
        FakeServer.json(
            201,
            """
            {"object":"stock_set","changed":true,"on_hand":12,"movement":{"id":"mov_1",\
            "reason":"stock_count_correction","quantity":2}}"""));

    Result result =
        shell.run("stock", "set", "MUG-1", "12", "--location", "MAIN", "--expected-on-hand", "10");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            "{\"location\":\"MAIN\",\"on_hand\":12,\"reason\":\"count\",\"expected_on_hand\":10}");
    assertThat(result.lines()).contains("Movement: mov_1", "On hand:  12");
    assertThat(result.err()).isEqualTo("Set (key fresh-key).\n");
  }

  @Test
  void saysWhenThereIsNothingToSet() {
    server.on(
        "POST /api/v1/stock/MUG-1/set",
        "{\"object\":\"stock_set\",\"changed\":false,\"on_hand\":12,\"movement\":null}");

    assertThat(shell.run("stock", "set", "MUG-1", "12", "--location", "MAIN").err())
        .isEqualTo("On hand was that already: nothing to record.\n");
  }

  @Test
  void setsFloors() {
    server.on("POST /api/v1/stock/MUG-1/floor", "{\"object\":\"stock_level\"}");

    shell.run("stock", "floor", "MUG-1", "--location", "MAIN", "--floor", "-5");
    assertThat(server.lastAsked().text()).isEqualTo("{\"location\":\"MAIN\",\"floor\":-5}");

    shell.run("stock", "floor", "MUG-1", "--location", "MAIN", "--floor", "none");
    assertThat(server.lastAsked().text()).isEqualTo("{\"location\":\"MAIN\",\"floor\":null}");

    shell.run("stock", "floor", "MUG-1", "--location", "MAIN", "--floor", "inherit");
    assertThat(server.lastAsked().text()).isEqualTo("{\"location\":\"MAIN\",\"inherit\":true}");
  }

  @Test
  void advisesNoOptionThatARegradeDoesNotHave() {
    server.on(
        "POST /api/v1/regrades",
        FakeServer.problem(409, "insufficient_stock", "PHONE-A at MAIN has 1 available, not 2."));

    Result result =
        shell.run(
            "stock", "regrade", "PHONE-A", "PHONE-B", "--location", "MAIN", "--quantity", "2");

    assertThat(result.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(result.err())
        .isEqualTo(
            """
            error: PHONE-A at MAIN has 1 available, not 2.
              see what is there with: onhand stock show SKU
            """);
  }
}
