package dev.onhand.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandsTest {

  private static final String DONE =
      """
      {"object":"import","id":"imp_1","dry_run":false,"charset":"UTF-8","rows":3,"recorded":2,\
      "already_recorded":0,"refused":0,"skipped":0,"status":"complete","openings":1,"reasons":{"sale":2},"rules":{},"created":{"products":1,"locations":0},\
      "left_out":{"POST":1},"errors":[],"errors_total":0,"seconds":0.1}""";

  private static final String BAD =
      """
      {"object":"import","id":"imp_2","dry_run":false,"charset":"UTF-8","rows":3,"recorded":0,\
      "already_recorded":0,"refused":0,"skipped":1,"created":{"products":0,"locations":0},\
      "left_out":{},"errors":[{"line":3,"column":"quantity","code":"invalid_quantity",\
      "detail":"quantity must be a whole number, not '1,5'."}],"errors_total":7,"seconds":0.1}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);
  @TempDir private Path directory;

  @BeforeEach
  void prepare() throws IOException {
    shell.in(directory);
    Files.writeString(directory.resolve("counts.csv"), "key,sku\nk1,MUG-1\n");
    server.on("POST /api/v1/imports", DONE);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sendsAFileAsItIs() {
    Result result =
        shell.run("import", "movements", "counts.csv", "--create", "--on-error", "skip");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).contains("Recorded:          2", "Left out:          POST: 1");
    FakeServer.Asked asked = server.lastAsked();
    assertThat(asked.text()).isEqualTo("key,sku\nk1,MUG-1\n");
    assertThat(asked.header("Content-Type")).isEqualTo("text/csv");
    assertThat(asked.header("Content-Length")).isEqualTo("17");
    assertThat(asked.query())
        .containsEntry("kind", "movements")
        .containsEntry("create", "true")
        .containsEntry("on_error", "skip")
        .containsEntry("file_name", "counts.csv")
        .doesNotContainKey("dry_run");
  }

  @Test
  void undoesAnImportAndNamesWhatIsRefused() {
    server.on(
        "POST /api/v1/imports/imp_1/undo",
        """
        {"object":"import","id":"imp_2","kind":"undo","status":"complete","undoes":"imp_1","rows":3,"recorded":2,\
        "already_recorded":0,"refused":1,"errors":[{"line":null,"code":"insufficient_stock",\
        "detail":"MUG-1, 'k1': there are 2."}],"errors_total":1,"seconds":0.1}""");
    Result result = shell.run("import", "undo", "imp_1", "--dry-run");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.out()).contains("Reversed:        2", "MUG-1, 'k1': there are 2.");
    assertThat(result.err()).contains("nothing was reversed");
    assertThat(server.lastAsked().query()).containsEntry("dry_run", "true");
  }

  @Test
  void leavesGzipCompressedWhateverItsName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("key,sku\n".getBytes(UTF_8));
    }
    Files.write(directory.resolve("year.csv"), bytes.toByteArray());

    shell.run("import", "online-retail", "year.csv", "--dry-run");

    assertThat(server.lastAsked().header("Content-Type")).isEqualTo("application/gzip");
    assertThat(server.lastAsked().bytes()).isEqualTo(bytes.toByteArray());
    assertThat(server.lastAsked().query())
        .containsEntry("kind", "online-retail")
        .containsEntry("dry_run", "true");
  }

  @Test
  void readsStandardInput() {
    shell.typing("key,sku\n").run("import", "movements", "-");

    assertThat(server.lastAsked().text()).isEqualTo("key,sku\n");
    assertThat(server.lastAsked().query()).containsEntry("file_name", "standard-input");
  }

  @Test
  void reportsEachBadLineAndFails() {
    server.on("POST /api/v1/imports", FakeServer.json(200, BAD));

    Result result = shell.run("import", "movements", "counts.csv");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.lines())
        .contains(
            "|    3 | quantity | invalid_quantity | quantity must be a whole number, not '1,5'. |");
    assertThat(result.err()).isEqualTo("These are the first 1 of 7 errors.\n");
  }

  @Test
  void stopsAtTheFirstFileThatIsWrong() throws IOException {
    Files.writeString(directory.resolve("more.csv"), "key,sku\n");
    server.on("POST /api/v1/imports", FakeServer.json(200, BAD), FakeServer.json(200, DONE));

    assertThat(shell.run("import", "movements", "counts.csv", "more.csv").exit())
        .isEqualTo(Exit.FAILED);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void goesOnWithTheNextFileIfToldToSkip() throws IOException {
    Files.writeString(directory.resolve("more.csv"), "key,sku\n");
    server.on("POST /api/v1/imports", FakeServer.json(200, BAD), FakeServer.json(200, DONE));

    Result result =
        shell.run("import", "movements", "counts.csv", "more.csv", "--on-error", "skip", "--json");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(Json.read(result.out().getBytes(UTF_8)).orElseThrow()).hasSize(2);
  }

  @Test
  void looksForAllFilesBeforeItSendsTheFirst() {
    Result result = shell.run("import", "movements", "counts.csv", "no-such.csv");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).startsWith("error: there is no file 'no-such.csv'");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void drawsABarOnATerminalOnly() {
    Result result = shell.terminal(80).run("import", "movements", "counts.csv");

    assertThat(result.err())
        .isEqualTo("\r\033[Kcounts.csv  sent; the server is working ...\r\033[K");
    assertThat(shell.with("TERM", "dumb").run("import", "movements", "counts.csv").err()).isEmpty();
  }

  @Test
  void previewsWhatADryRunUnderstood() {
    server.on(
        "POST /api/v1/imports",
        """
        {"object":"import","id":null,"status":"checked","rows":3,"refused":0,"errors":[],\
        "errors_total":0,"preview":[{"line":2,"key":"k1","occurred_at":"2025-05-01T10:00:00Z",\
        "sku":"MUG-1","location":"MAIN","to_location":null,"reason":"sale","quantity":2,\
        "cause_kind":"import","reference":"1001","cause_line":null,"note":null}],\
        "unknown":{"products":["MUG-1","CUP-2"],"products_total":2,"locations":[],\
        "locations_total":0},"warnings":["Line 3 looks odd."]}""");

    Result result = shell.run("import", "movements", "counts.csv", "--dry-run", "--create");

    assertThat(result.lines())
        .contains(
            "Status:  checked",
            "|    2 | 2025-05-01 12:00:00 +02:00 | MUG-1 | MAIN     | sale   |        2 | 1001 "
                + " | k1  |");
    assertThat(result.err())
        .isEqualTo(
            """
            2 products are not known and would be created: MUG-1, CUP-2
            warning: Line 3 looks odd.
            Dry run: nothing was recorded.
            """);
  }

  @Test
  void passesOnWhatIsKnownOfTheFile() {
    shell.run("import", "movements", "counts.csv", "--charset", "cp1252", "--location", "MAIN");

    assertThat(server.lastAsked().query())
        .containsEntry("charset", "cp1252")
        .containsEntry("location", "MAIN");
  }

  @Test
  void hearsARefusalBeforeTheFileIsSent() throws IOException {
    Files.write(directory.resolve("large.csv"), new byte[8 << 20]);

    Result result =
        shell.with("ONHAND_TOKEN", "onh_live_wrong").run("import", "movements", "large.csv");

    assertThat(result.exit()).isEqualTo(Exit.AUTHENTICATION);
    assertThat(result.err()).startsWith("error: The token is not known.");
  }
}
