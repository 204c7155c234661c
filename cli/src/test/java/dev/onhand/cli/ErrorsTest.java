package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request, 1",
    "401, unauthenticated, 4",
    "403, forbidden, 4",
    "404, not_found, 5",
    "409, insufficient_stock, 6",
    "409, stale_quantity, 6",
    "412, precondition_failed, 6",
    "413, too_large, 1",
    "422, unknown_product, 5",
    "422, unknown_location, 5",
    "422, key_used_differently, 6",
    "422, bundle_product, 1",
    "422, limit_exceeded, 1",
    "429, busy, 7",
    "500, internal, 1",
    "503, busy, 7",
    "503, unavailable, 7"
  })
  void endsWithTheStatusThatFitsTheProblem(int status, String code, int exit) {
    server.on("GET /api/v1/seller", FakeServer.problem(status, code, "It is so."));

    Result result = shell.run("seller", "show");

    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: It is so.\n").doesNotContain("req-7\n  Request");
  }

  @Test
  void saysHowToLookUpWhatIsNotThere() {
    server
        .on(
            "GET /api/v1/orders/web/9",
            FakeServer.problem(404, "not_found", "There is no order 'web/9'."))
        .on(
            "POST /api/v1/returns",
            FakeServer.problem(404, "not_found", "There is no order 'web/9'."));
    assertThat(shell.run("order", "show", "web/9").err())
        .isEqualTo("error: There is no order 'web/9'.\n  look it up with: onhand order list\n");
    assertThat(
            shell
                .run(
                    "return add --order web/9 --line 1 --quantity 1 --state damaged".split(" ", -1))
                .err())
        .as("that lists returns, not orders")
        .doesNotContain("onhand return list");
  }

  @Test
  void saysWhereTheUnitsOfABundleAre() {
    server.on(
        "POST /api/v1/movements", FakeServer.problem(422, "bundle_product", "MUG-6 is a bundle."));

    Result result =
        shell.run(
            "movement",
            "add",
            "MUG-6",
            "--reason",
            "purchase",
            "--quantity",
            "1",
            "--location",
            "shop");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.err())
        .isEqualTo(
            "error: MUG-6 is a bundle.\n  see its components with: onhand bundle show SKU\n");
  }

  @ParameterizedTest
  @CsvSource({
    "location create --help, there is no command 'onhand location create'; there are list",
    "help location create, there is no command 'onhand location create'; there are list",
    "location create, there is no command 'onhand location create'; there are list",
    "loction --help, there is no command 'onhand loction'; there are product"
  })
  void namesTheCommandsWhereThereIsNoSuchOne(String line, String said) {
    Result result = shell.run(line.split(" "));
    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: " + said);
  }

  @Test
  void namesTheRequestIfAsked() {
    server.on("GET /api/v1/seller", FakeServer.problem(404, "not_found", "It is so."));

    assertThat(shell.run("seller", "show").err()).doesNotContain("req-7");
    assertThat(shell.run("seller", "show", "--verbose").err()).contains("Request-Id: req-7");
  }

  @Test
  void saysWhichPartOfARequestIsWrong() {
    server.on(
        "GET /api/v1/seller",
        new FakeServer.Answer(
            400,
            "application/problem+json",
            """
            {"code":"invalid_request","detail":"The request is not valid.","errors":[\
            {"pointer":"/quantity","code":"min","detail":"must be 1 or more\\u001b[2J"}]}""",
            java.util.Map.of()));

    assertThat(shell.run("seller", "show").err())
        .isEqualTo(
            """
            error: The request is not valid.
              /quantity: must be 1 or more\\u001b[2J
            """);
  }

  @Test
  void saysWhenToComeBack() {
    server.on(
        "GET /api/v1/seller",
        FakeServer.problem(503, "busy", "Too much is waiting.").with("Retry-After", "7"));

    assertThat(shell.run("seller", "show").err()).contains("repeat the command in 7 s");
  }

  @Test
  void namesTheKeyUnderWhichADoubtfulWriteCanBeRepeated() {
    server.on(
        "POST /api/v1/movements", FakeServer.problem(503, "unavailable", "The database is gone."));

    Result result =
        shell.run(
            "movement", "add", "M", "--reason", "sale", "--quantity", "1", "--location", "MAIN");

    assertThat(result.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(result.err()).contains("it cannot count twice: --key fresh-key");
  }

  @Test
  void namesTheUrlAndTheCommandThatStartsAServer(@TempDir Path directory) throws IOException {
    String url;
    try (ServerSocket gone = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + gone.getLocalPort();
    }

    Result result = new Shell().in(directory).with("ONHAND_URL", url).run("stock", "list");

    assertThat(result.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(result.err())
        .isEqualTo(
            """
            error: %s does not answer
              start a server with: onhand serve --data ./data
              or name another with ONHAND_URL
            """
                .formatted(url));
  }

  @Test
  void saysWhereItLookedForTheToken(@TempDir Path directory) {
    server.on("GET /livez", "{}");

    Result result = new Shell().in(directory).with("ONHAND_URL", server.url()).run("stock", "list");

    assertThat(result.exit()).isEqualTo(Exit.AUTHENTICATION);
    assertThat(result.err())
        .startsWith("error: no token: " + directory.resolve("data/token") + " cannot be read\n")
        .contains("set ONHAND_TOKEN");
  }

  @Test
  void doubtsThatAnotherProgramIsOnhand() {
    server.on(
        "GET /api/v1/seller",
        new FakeServer.Answer(502, "text/html", "<html>", java.util.Map.of()),
        new FakeServer.Answer(200, "text/html", "<html>", java.util.Map.of()));

    Result proxy = shell.run("seller", "show");
    assertThat(proxy.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(proxy.err()).contains("HTTP status 502", "it may not be an Onhand server");
    assertThat(shell.run("seller", "show").err()).contains("something that is not JSON");
  }

  @Test
  void namesTheMissingOptionAndGivesAnExample() {
    Result result = shell.run("movement", "add", "MUG-1", "--reason", "sale", "--quantity", "1");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err())
        .isEqualTo(
            """
            error: missing required option: '--location=CODE'
              example: onhand movement add MUG-1 --reason purchase --quantity 24 --location MAIN
              help: onhand movement add --help
            """);
  }

  @Test
  void namesTheCommandsThereAreAndTheWordThatIsTooMuch() {
    assertThat(shell.run("token", "add").err())
        .isEqualTo(
            """
            error: there is no command 'onhand token add'; there are list, create, revoke
              help: onhand token --help
            """);
    assertThat(shell.run("stock", "show", "MUG-1", "blue").err())
        .startsWith("error: 'blue' is one word too many; a text with blanks goes in quotes\n");
  }

  @Test
  void suggestsTheWordThatWasMeant() {
    assertThat(shell.run("stock", "lst").err()).contains("did you mean: list");
    assertThat(shell.run("stok").err()).contains("did you mean: stock");
    assertThat(shell.run("product", "list", "--serch", "x").err())
        .contains("did you mean: --search");
  }

  @Test
  void asksForTheRestOfTheCommand() {
    Result result = shell.run("ledger");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err())
        .startsWith("error: say what to do: onhand ledger verify|duplicates|head");
    assertThat(shell.run().exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void refusesWordsThatTheLocaleGarbled() {
    Result result = shell.run("product", "show", "Gr\ufffd\ufffd\u00dfe");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("set LC_ALL=C.UTF-8");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void neverLetsAnArgumentReachTheTerminalRaw() {
    assertThat(shell.run("stock", "list", "--\u001b[2J").err()).doesNotContain("\u001b");
    assertThat(shell.run("\u001b[2J").err()).doesNotContain("\u001b");
  }

  @Test
  void coloursOnATerminalUnlessToldNotTo() {
    String red = "\033[1;31merror:\033[0m ";
    server.on("GET /api/v1/seller", FakeServer.problem(404, "not_found", "It is so."));

    assertThat(shell.run("seller", "show").err()).startsWith("error: ");
    shell.terminal(80);
    assertThat(shell.run("seller", "show").err()).startsWith(red);
    assertThat(shell.run("seller", "show", "--no-color").err()).startsWith("error: ");
    assertThat(shell.with("NO_COLOR", "1").run("seller", "show").err()).startsWith("error: ");
    assertThat(shell.with("NO_COLOR", "").with("TERM", "dumb").run("seller", "show").err())
        .startsWith("error: ");
  }
}
