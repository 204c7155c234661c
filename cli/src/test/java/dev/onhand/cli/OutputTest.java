package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.FakeServer.Asked;
import dev.onhand.cli.Shell.Result;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What all commands have in common, tried on one of them. */
class OutputTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void printsAnEmptyListAsJsonAndSaysSoToPeople() {
    server.on("GET /api/v1/alerts", ProductCommandsTest.list());

    assertThat(shell.run("alert", "list", "--json").out()).isEqualTo("[]\n");
    assertThat(shell.run("alert", "list", "--csv").lines()).hasSize(1);
    assertThat(shell.run("alert", "list").err()).isEqualTo("(none)\n");
    assertThat(shell.run("alert", "list", "--quiet").err()).isEmpty();
  }

  @Test
  void printsOneObjectALineAsJsonWithTimesInUtc() {
    server.on("GET /api/v1/alerts", page(false, 1, 2));

    assertThat(shell.run("alert", "list", "--json").out())
        .isEqualTo(
            """
            [
            {"id":"alt_1","subject":"s","opened_at":"2025-05-01T10:00:00Z","extra":{"new":true}},
            {"id":"alt_2","subject":"s","opened_at":"2025-05-01T10:00:00Z","extra":{"new":true}}
            ]
            """);
  }

  @Test
  void printsTheFieldsThatWereChosen() {
    server.on("GET /api/v1/alerts", page(false, 1));

    assertThat(shell.run("alert", "list", "--json", "--fields", "id,extra.new").out())
        .isEqualTo("[\n{\"id\":\"alt_1\",\"extra.new\":true}\n]\n");
    assertThat(shell.run("alert", "list", "--fields=subject,id").lines())
        .contains("| subject | ID    |", "| s       | alt_1 |");
  }

  @Test
  void refusesAFieldThatDoesNotExist() {
    server.on("GET /api/v1/alerts", page(false, 1));

    for (String form : new String[] {"--quiet", "--json", "--csv"}) {
      Result result = shell.run("alert", "list", form, "--fields", "subjct");

      assertThat(result.exit()).isEqualTo(Exit.USAGE);
      assertThat(result.err())
          .contains("there is no field 'subjct'", "there are: id, subject, opened_at, extra");
    }
  }

  @Test
  void refusesTwoFormsAtOnce() {
    assertThat(shell.run("alert", "list", "--json", "--csv").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void followsTheCursorUpToTheLimit() {
    server.on(
        "GET /api/v1/alerts",
        FakeServer.json(200, page(true, IntStream.rangeClosed(1, 200).toArray())),
        FakeServer.json(200, page(true, IntStream.rangeClosed(201, 250).toArray())));

    Result result = shell.run("alert", "list", "--limit", "250", "--csv");

    assertThat(result.lines()).hasSize(251);
    assertThat(server.asked())
        .extracting(Asked::query)
        .extracting(query -> query.get("limit"))
        .containsExactly("200", "50");
    assertThat(server.lastAsked().query()).containsEntry("starting_after", "alt_200");
    assertThat(result.err()).isEqualTo("There are more: use --limit N or --all.\n");
  }

  @Test
  void followsTheCursorToTheEndIfAsked() {
    server.on(
        "GET /api/v1/alerts",
        FakeServer.json(200, page(true, 1, 2)),
        FakeServer.json(200, page(false, 3)));

    Result result = shell.run("alert", "list", "--all", "--json");

    assertThat(result.lines()).hasSize(5);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void goesOnWhereASearchForSomethingRareStopped() {
    server.on(
        "GET /api/v1/movements",
        FakeServer.json(200, "{\"data\":[],\"has_more\":true,\"searched_to\":\"mov_9\"}"),
        FakeServer.json(200, "{\"data\":[],\"has_more\":true,\"searched_to\":\"mov_5\"}"),
        FakeServer.json(200, "{\"data\":[{\"id\":\"mov_2\"}],\"has_more\":false}"));

    assertThat(shell.run("movement", "list", "--json").out())
        .isEqualTo("[\n{\"id\":\"mov_2\"}\n]\n");
    assertThat(server.asked())
        .extracting(Asked::query)
        .extracting(query -> query.get("starting_after"))
        .containsExactly(null, "mov_9", "mov_5");
  }

  @Test
  void refusesALimitBelowOne() {
    assertThat(shell.run("alert", "list", "--limit", "0").exit()).isEqualTo(Exit.USAGE);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void shortensTablesOnATerminalOnly() {
    String longText = "x".repeat(300);
    server.on(
        "GET /api/v1/alerts",
        page(false, 1).replace("\"subject\":\"s\"", "\"about\":\"" + longText + "\""));

    assertThat(shell.run("alert", "list").out()).contains(longText);
    assertThat(shell.terminal(120).run("alert", "list").lines())
        .allMatch(line -> DisplayWidth.of(line) <= 120);
  }

  @Test
  void warnsWhenTheTokenGoesUnencryptedOverTheNetwork() {
    server.on("GET /api/v1/alerts", page(false, 1));
    String throughTheNetwork = server.url().replace("127.0.0.1", "0.0.0.0");

    Result result = shell.with("ONHAND_URL", throughTheNetwork).run("alert", "list");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err())
        .isEqualTo("warning: the token goes unencrypted to " + throughTheNetwork + "\n");
  }

  private static String page(boolean hasMore, int... ids) {
    return IntStream.of(ids)
        .mapToObj(
            id ->
                """
                {"id":"alt_%d","subject":"s","opened_at":"2025-05-01T10:00:00Z",\
                "extra":{"new":true}}"""
                    .formatted(id))
        .collect(Collectors.joining(",", "{\"data\":[", "],\"has_more\":" + hasMore + "}"));
  }
}
