package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocationCommandsTest {

  private static final String MAIN =
      """
      {"object":"location","id":"loc_0000000000001","code":"A/B","name":"Main","kind":"warehouse",\
      "sellable":true,"priority":10,"latitude":49.61,"longitude":6.13,"version":1,\
      "created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsLocations() {
    server.on("GET /api/v1/locations", ProductCommandsTest.list(MAIN));

    assertThat(shell.run("location", "list").lines())
        .contains("| A/B  | Main | warehouse | yes      |       10 |");
  }

  @Test
  void findsACodeThatCannotStandInAPathInTheList() {
    server
        .on("GET /api/v1/locations", ProductCommandsTest.list(MAIN))
        .on("GET /api/v1/locations/loc_0000000000001", MAIN);

    assertThat(shell.run("location", "show", "A/B").lines()).contains("Latitude:  49.61");
  }

  @Test
  void addsALocationWithWhatWasGiven() {
    server.on("POST /api/v1/locations", FakeServer.json(201, MAIN));

    Result result =
        shell.run(
            "location", "add", "MAIN", "--kind", "store", "--no-sellable", "--latitude", "49.5");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"code\":\"MAIN\",\"kind\":\"store\",\"sellable\":false,\"latitude\":49.5}");
  }

  @Test
  void editsWhatWasGivenAndNothingElse() {
    server.on("PATCH /api/v1/locations/MAIN", MAIN);

    shell.run("location", "edit", "MAIN", "--sellable", "--code", "HQ");

    assertThat(server.lastAsked().text()).isEqualTo("{\"code\":\"HQ\",\"sellable\":true}");
  }
}
