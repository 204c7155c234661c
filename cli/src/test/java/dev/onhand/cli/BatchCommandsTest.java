package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandsTest {

  private static final String HEAD =
      """
      "object":"batch","id":"bat_0000000000007","number":7,"kind":"top_up","location":"MAIN","state":"pushed",\
      "reason":"purchase","blind":false,"four_eyes_above":null,"note":"pallet 3","opened_by":"token:ada",\
      "opened_at":"2025-05-01T10:00:00Z","pushed_by":"token:ada","pushed_at":"2025-05-01T10:05:00Z","ended_by":null,\
      "ended_at":null,"progress":{"lines":2,"lines_scanned":2,"lines_posted":2,"lines_changed":2,"lines_refused":0,\
      "units_scanned":25,"units_added":25,"units_removed":0,"accuracy":null},"unplaced":[],\
      "updated_at":"2025-05-01T10:05:00Z","version":2""";

  private static final String BATCH = "{" + HEAD + "}";

  private static final String SCANS =
      """
      {"object":"scans_kept","kept":1,"again":1,"refused":0,"scans":[\
      {"id":"pallet-3-1","outcome":"kept","batch":"bat_0000000000007","sku":null,"unplaced":"unknown_code"},\
      {"id":"pallet-3-2","outcome":"again","batch":"bat_0000000000007","sku":"MUG-1","unplaced":null}]}""";

  private static final String LINE =
      """
      {"object":"batch_line","product_id":"sku_0000000000001","sku":"MUG-1","planned":true,"scanned":7,"counted":7,\
      "counted_at":"2025-05-01T10:00:00Z","book":10,"reserved":2,"change":-3,"moved_meanwhile":false,"counted_by":["token:ada"],\
      "posted":false,"posted_at":null,"movement":null,"refused":null}""";

  private static final String RECORD =
      """
      {"object":"verification_record","id":"ver_0000000000009","change_type":"topup","channel":"ebay",\
      "listing":"lst_0000000000001","external_id":"x-1","listing_change":"lch_0000000000008","sku":"MUG-1","location":"MAIN",\
      "pending_orders":2,"quantity_from":4,"quantity_change":24,"quantity_to":28,"admin":"token:ada","order_id":null,\
      "notes":"=pallet","batch":"bat_0000000000007","batch_number":7,"movement":"mov_0000000000001",\
      "at":"2025-05-01T10:05:00Z"}""";

  @TempDir Path files;

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/batches", ProductCommandsTest.list(BATCH))
        .on("GET /api/v1/batches/7", BATCH)
        .on("POST /api/v1/batches", FakeServer.json(201, BATCH))
        .on("POST /api/v1/batches/7/scans", SCANS)
        .on("GET /api/v1/batches/7/lines", ProductCommandsTest.list(LINE))
        .on("POST /api/v1/batches/7/push", BATCH)
        .on("POST /api/v1/batches/7/approve", BATCH)
        .on("POST /api/v1/batches/7/plan", BATCH)
        .on("POST /api/v1/batches/7/recount", BATCH)
        .on("POST /api/v1/batches/7/complete", BATCH)
        .on("POST /api/v1/batches/7/cancel", BATCH)
        .on(
            "POST /api/v1/batches/7/verify",
            "{"
                + HEAD
                + ",\"open\":[{\"code\":\"MUG-1\",\"channel\":\"ebay\",\"detail\":\"listing x-1 is not told yet\"}]}")
        .on("GET /api/v1/verification-records", ProductCommandsTest.list(RECORD));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void startsACountOfSomeProducts() {
    Result result =
        shell.run(
            "batch",
            "start",
            "count",
            "--location",
            "MAIN",
            "--sku",
            "MUG-1",
            "--sku",
            "CUP-2",
            "--blind",
            "--four-eyes-above",
            "10");
    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"kind":"count","location":"MAIN","skus":["MUG-1","CUP-2"],"four_eyes_above":10,"blind":true}""");
    assertThat(result.err()).contains("Started batch 7.");
  }

  @Test
  void scansWithIdsThatAreTheSameAgain() {
    Result result =
        shell.run("batch", "scan", "7", "4006381333931", "--line", "A:B:4", "--key", "pallet-3");
    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .startsWith(
            """
            {"scans":[{"id":"pallet-3-1","code":"4006381333931","units":1},{"id":"pallet-3-2","code":"A:B","units":4}],\
            "sent_at":\"""");
    assertThat(result.err())
        .contains("'4006381333931' is kept, and is no line: unknown_code")
        .contains("Kept 1; 1 had been kept before and count once.");
  }

  @Test
  void namesScansOfAFileByWhatIsInIt() throws IOException {
    Path file = files.resolve("counted.csv");
    Files.writeString(file, "\ufeffcode,units\r\nMUG-1,12\r\n\r\nCUP-2\r\n");
    shell.run("batch", "scan", "7", "--file", file.toString(), "--recount");
    String first = server.lastAsked().text();
    assertThat(first)
        .contains("\"code\":\"MUG-1\",\"units\":12,\"recount\":true")
        .contains("\"code\":\"CUP-2\",\"units\":1,\"recount\":true")
        .containsPattern("\"id\":\"file-[0-9a-f]{32}-2\"");
    shell.run("batch", "scan", "7", "--file", file.toString(), "--recount");
    assertThat(server.lastAsked().text().split("\"sent_at\"", -1)[0])
        .isEqualTo(first.split("\"sent_at\"", -1)[0]);
  }

  @Test
  void readsAFileByTheSeparatorOfItsFirstLine() throws IOException {
    Path file = files.resolve("counted.csv");
    Files.writeString(file, "SKU;Units\n\"CUP-2, blue\";\"3\"\nMUG-1;\n\"A;B\"\n");
    assertThat(shell.run("batch", "scan", "7", "--file", file.toString()).exit()).isZero();
    assertThat(server.lastAsked().text())
        .contains("\"code\":\"CUP-2, blue\",\"units\":3")
        .contains("\"code\":\"MUG-1\",\"units\":1")
        .contains("\"code\":\"A;B\",\"units\":1")
        .doesNotContain("SKU");
    Files.writeString(file, "MUG-1\t12\n");
    shell.run("batch", "scan", "7", "--file", file.toString());
    assertThat(server.lastAsked().text()).contains("\"code\":\"MUG-1\",\"units\":12");

    Files.writeString(file, "MUG-1;three\n");
    Result wrong = shell.run("batch", "scan", "7", "--file", file.toString());
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
    assertThat(wrong.err()).contains("'three' in 'MUG-1;three' is no number of units");
  }

  @Test
  void readsWhatAScannerTypes() {
    Result result = shell.typing("MUG-1\nCUP-2,3\n\n").run("batch", "scan", "7", "-");
    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .contains("\"code\":\"MUG-1\",\"units\":1")
        .contains("\"code\":\"CUP-2\",\"units\":3");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(shell.run("batch", "scan", "7").exit()).isEqualTo(Exit.USAGE);
    Result noUnits = shell.run("batch", "scan", "7", "--line", "MUG-1");
    assertThat(noUnits.exit()).isEqualTo(Exit.USAGE);
    assertThat(noUnits.err()).contains("'MUG-1' does not say how many");
  }

  @Test
  void listsLinesForReview() {
    Result result = shell.run("batch", "lines", "7", "--review", "--only", "changed");
    assertThat(server.lastAsked().query())
        .containsEntry("only", "changed")
        .containsEntry("review", "true");
    assertThat(result.out()).contains("MUG-1").contains("-3");
  }

  @Test
  void pushesAndApproves() {
    assertThat(shell.run("batch", "push", "7").err())
        .contains("Posted 2 lines: 25 units added, 0 removed.");
    server.on(
        "POST /api/v1/batches/7/push",
        BATCH
            .replace("\"lines_posted\":2", "\"lines_posted\":1")
            .replace("\"units_added\":25", "\"units_added\":1"));
    assertThat(shell.run("batch", "push", "7").err())
        .contains("Posted 1 line: 1 unit added, 0 removed.");
    shell.run("batch", "approve", "7", "--leave-uncounted");
    assertThat(server.lastAsked().text()).isEqualTo("{\"leave_uncounted\":true}");
  }

  @Test
  void failsWhereNotAllAgrees() {
    Result result = shell.run("batch", "verify", "7");
    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.err()).contains("open: MUG-1 at ebay: listing x-1 is not told yet");
  }

  @Test
  void plansRecountsCompletesAndCancels() {
    assertThat(shell.run("batch", "plan", "7", "MUG-1").exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"skus\":[\"MUG-1\"]}");
    assertThat(shell.run("batch", "recount", "7", "MUG-1", "CUP-2").exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"skus\":[\"MUG-1\",\"CUP-2\"]}");
    assertThat(shell.run("batch", "complete", "7").err()).contains("Completed.");
    assertThat(shell.run("batch", "cancel", "7", "--yes").err()).contains("Cancelled.");
    assertThat(shell.run("batch", "show", "7", "--json").out()).contains("\"number\": 7");
    assertThat(shell.run("batch", "list", "--under-way").out()).contains("pallet 3");
  }

  @Test
  void givesAndTakesBarcodes() {
    String list =
        ProductCommandsTest.list(
            """
            {"object":"barcode","barcode":"SHELF/7","sku":"MUG-1","actor":"token:ada","created_at":"2025-05-01T10:00:00Z"}""");
    server
        .on("PUT /api/v1/products/MUG-1/barcodes/SHELF%2F7", "{}")
        .on("DELETE /api/v1/products/MUG-1/barcodes/OLD", list)
        .on("GET /api/v1/products/MUG-1/barcodes", list);
    Result result = shell.run("product", "barcode", "MUG-1", "--give", "SHELF/7", "--take", "OLD");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("SHELF/7");
  }

  @Test
  void writesTheRecordsAsAFileThatNoSpreadsheetRuns() {
    Result result = shell.run("batch", "records", "--type", "topup", "--csv");
    assertThat(result.out())
        .startsWith(
            "at,change_type,channel,external_id,sku,location,pending_orders,quantity_from,quantity_change,quantity_to,admin,order_id,batch_number,movement,notes\n")
        .contains("topup,ebay,x-1,MUG-1,MAIN,2,4,24,28,token:ada,,7,mov_0000000000001,'=pallet");
  }

  @Test
  void narrowsTheRecordsToWhoAndWhen() {
    Result result =
        shell.run(
            "batch",
            "records",
            "--admin",
            "user:ann",
            "--from",
            "2026-11-01T00:00:00Z",
            "--to",
            "2026-12-01T00:00:00Z");
    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().query())
        .containsEntry("admin", "user:ann")
        .containsEntry("from", "2026-11-01T00:00:00Z")
        .containsEntry("to", "2026-12-01T00:00:00Z");
  }

  @Test
  void saysWhichNumberIsNone() {
    Result result =
        shell.run("batch", "start", "count", "--location", "MAIN", "--four-eyes-above", "few");
    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("'few' is not a whole number");
  }
}
