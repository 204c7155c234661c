package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderCommandsTest {

  private static final String LINES =
      """
      [{"line":"1","sku":"MUG-1","gtin":null,"ordered":2,"cancelled":0,"shipped":0,"returned":0,"reserved":2,\
      "fulfilled":0,"backordered":0,"parked":null,"by_location":[{"location":"MAIN",\
      "location_id":"loc_0000000000001","product_id":"sku_0000000000001","sku":"MUG-1",\
      "reserved":2,"fulfilled":0,"returned":0}]},\
      {"line":"2","sku":"NEW","gtin":null,"ordered":1,"cancelled":0,"shipped":0,"returned":0,"reserved":0,\
      "fulfilled":0,"backordered":0,"parked":"unknown_sku","by_location":[]}]""";

  private static final String DELIVERED =
      """
      {"object":"order","id":"ord_0000000000001","channel":"web","external_id":"10/01",\
      "status":"processing","applied_status":"processing","verdict":"newer","reserved_count":1,\
      "skipped":[{"line":"2","sku":"NEW","units":0,"reason":"unknown_sku"}],\
      "moved":{"reserved":2,"released":0,"fulfilled":0,"returned":0},"doubtful_shipments":[],\
      "hold_until":null,"lines":"""
          + LINES
          + "}";

  private static final String ORDER =
      """
      {"object":"order","id":"ord_0000000000001","channel":"web","external_id":"10/01",\
      "status":"processing","applied_status":"processing","hold_until":null,"lines":"""
          + LINES
          + """
          ,"log":[{"entry":1,"received_status":"processing","effect":"reserve","verdict":"newer",\
          "applied_status":"processing","source_updated_at":null,\
          "moved":{"reserved":2,"released":0,"fulfilled":0,"returned":0},"backordered":0,"parked":1,\
          "actor":"token:admin","recorded_at":"2025-05-01T10:00:00Z"}],"version":1,\
          "created_at":"2025-05-01T10:00:00Z","updated_at":"2025-05-01T10:00:00Z"}""";

  private static final String SUMMARY =
      """
      {"object":"order_summary","id":"ord_0000000000001","channel":"web","external_id":"10/01",\
      "status":"processing","ordered":3,"reserved":2,"fulfilled":0,"backordered":0,\
      "lines_parked":1,"created_at":"2025-05-01T10:00:00Z","updated_at":"2025-05-01T10:00:00Z"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/orders", ProductCommandsTest.list(SUMMARY))
        .on("GET /api/v1/orders/web/10%2F01", ORDER)
        .on("PUT /api/v1/orders/web/10%2F01", DELIVERED)
        .on("POST /api/v1/orders/web/10%2F01/status", DELIVERED)
        .on("POST /api/v1/orders/web/10%2F01/reapply", DELIVERED);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsWhatTheChannelSaidOfAnOrder() {
    server.on(
        "GET /api/v1/orders/web/10%2F01/messages",
        ProductCommandsTest.list(
            """
            {"object":"order_message","way":"told","topic":"orders/paid","came_at":"2025-05-01T10:00:00Z",\
            "document":"{\\"id\\":\\"10/01\\",\\"email\\":\\"***\\"}","outcome":"done","verdict":null,"moved":null,"why":null},\
            {"object":"order_message","way":"read","topic":null,"came_at":"2025-05-01T09:00:00Z",\
            "document":"{}","outcome":"applied","verdict":"newer",\
            "moved":{"reserved":2,"released":0,"fulfilled":0,"returned":0},"why":null}"""));

    assertThat(shell.run("order", "messages", "web/10/01").out())
        .contains("orders/paid", "applied", "newer", "reserved 2")
        .doesNotContain("***");
    assertThat(shell.run("order", "messages", "web", "10/01", "--documents").out())
        .contains("{\"id\":\"10/01\",\"email\":\"***\"}");
    assertThat(shell.run("order", "messages", "web/10/01", "--csv").out())
        .contains("reserved 2", "***");
    assertThat(shell.run("order", "messages", "web/10/01", "--json").out())
        .contains("order_message", "***")
        .doesNotContain("\"did\"");
  }

  @Test
  void saysSoWhereAChannelSaidNothingOfAnOrder() {
    server.on("GET /api/v1/orders/web/10%2F01/messages", ProductCommandsTest.list());

    assertThat(shell.run("order", "messages", "web/10/01").err())
        .contains("Nothing that is still kept");
  }

  @Test
  void tellsOfAShipmentFromAnUnknownLocation() {
    String said = "line 1: location 'berln' is not known; shipped 2 units from 'berlin'";
    server
        .on(
            "PUT /api/v1/orders/web/10%2F01",
            DELIVERED.replace(
                "\"doubtful_shipments\":[]",
                "\"doubtful_shipments\":[{\"line\":\"1\",\"location\":\"berln\",\"reason\":\"unknown_location\",\"detail\":\""
                    + said
                    + "\"}]"))
        .on(
            "GET /api/v1/orders/web/10%2F01",
            ORDER.replace("\"parked\":1,", "\"parked\":1,\"note\":\"" + said + "\","));
    assertThat(
            shell
                .run("order", "put", "web", "10/01", "--status", "processing", "--line", "MUG-1:2")
                .err())
        .contains("note: " + said);
    assertThat(shell.run("order", "show", "web", "10/01").out()).contains(said);
  }

  @Test
  void handsInAnOrderWithItsLines() {
    Result result =
        shell.run(
            "order",
            "put",
            "web",
            "10/01",
            "--status",
            "processing",
            "--line",
            "MUG-1:2",
            "--line",
            "A:B:1:x",
            "--line",
            "gtin=4006381333931:3");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"status":"processing","lines":[{"line":"1","sku":"MUG-1","quantity":2},\
            {"line":"x","sku":"A:B","quantity":1},\
            {"line":"3","gtin":"4006381333931","quantity":3}]}""");
    assertThat(server.lastAsked().header("Idempotency-Key")).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .contains(
            "skipped line 2 (NEW): unknown_sku", "Order web/10/01: reserved 1 item, skipped 1.");
    assertThat(result.out())
        .contains("Verdict:", "newer", "| Line | SKU   | Ordered | Reserved | Parked      |")
        .doesNotContain("GTIN");
  }

  @Test
  void saysThatAStatusMeansNothing() {
    server.on(
        "POST /api/v1/orders/web/10%2F01/status",
        DELIVERED.replace("\"applied_status\":\"processing\"", "\"applied_status\":null"));
    assertThat(shell.run("order", "status", "web/10/01", "bezahlt").err())
        .contains("no status of it means anything for stock yet", "onhand channel show web");
    assertThat(shell.run("order", "reapply", "web/10/01").err()).doesNotContain("note:");
  }

  @Test
  void handsInAnOrderFromAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("snapshot.json");
    Files.writeString(file, "{\"status\":\"shipped\",\"lines\":[]}");

    Result result = shell.run("order", "put", "web", "10/01", "--file", file.toString());

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"status\":\"shipped\",\"lines\":[]}");
  }

  @Test
  void refusesAFileThatIsNoOrder(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("snapshot.json");
    Files.writeString(file, "[1]");

    assertThat(shell.run("order", "put", "web", "1", "--file", file.toString()).err())
        .contains("is not an order as JSON");
    assertThat(shell.run("order", "put", "web", "1", "--file", "none.json").err())
        .contains("there is no file 'none.json' that can be read");
  }

  @Test
  void refusesAnOrderWithoutLinesOrQuantities() {
    assertThat(shell.run("order", "put", "web", "1", "--status", "x").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("order", "put", "web", "1", "--file", "x", "--line", "A:1").exit())
        .isEqualTo(Exit.USAGE);
    Result result = shell.run("order", "put", "web", "1", "--status", "x", "--line", "MUG-1");
    assertThat(result.err()).contains("'MUG-1' does not say how many", "MUG-1:2");
  }

  @Test
  void handsInAStatusAlone() {
    Result result = shell.run("order", "status", "web", "10/01", "shipped");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"status\":\"shipped\"}");
  }

  @Test
  void appliesAnOrderAgain() {
    assertThat(shell.run("order", "reapply", "web", "10/01").exit()).isZero();
  }

  @Test
  void handsInAPriority() {
    server.on("PUT /api/v1/orders/web/10%2F01", DELIVERED);
    String[] put = {
      "order", "put", "web", "10/01", "--status", "new", "--priority", "5", "--line", "MUG:2"
    };

    assertThat(shell.run(put).exit()).isZero();

    assertThat(server.lastAsked().text())
        .isEqualTo(
            "{\"status\":\"new\",\"priority\":5,\"lines\":[{\"line\":\"1\",\"sku\":\"MUG\",\"quantity\":2}]}");
    assertThat(shell.run("order", "put", "web", "10/01", "--file", "x", "--priority", "5").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void takesOverHolds() {
    server.on(
        "PUT /api/v1/orders/web/10%2F01",
        DELIVERED.replaceFirst("\\{", "{\"holds_taken\":[\"cart-17\"],"));
    String[] put = {
      "order",
      "put",
      "web",
      "10/01",
      "--status",
      "paid",
      "--line",
      "MUG:2",
      "--hold",
      "cart-17",
      "--hold",
      "cart-18"
    };

    assertThat(shell.run(put).err()).contains("took over hold cart-17");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            "{\"status\":\"paid\",\"holds\":[\"cart-17\",\"cart-18\"],\"lines\":[{\"line\":\"1\",\"sku\":\"MUG\",\"quantity\":2}]}");
    assertThat(shell.run("order", "put", "web", "10/01", "--file", "x", "--hold", "c").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void listsWhoWaits() {
    server.on(
        "GET /api/v1/backorders",
        FakeServer.json(
            200,
            """
            {"object":"list","data":[{"object":"backorder","id":"bko_x","sku":"MUG","position":1,"channel":"web",\
            "external_id":"1001","line":"a","missing":3,"priority":9,"since":"2026-11-21T09:00:00Z"}],"has_more":false}"""));

    Result result = shell.run("order", "backorders", "--sku", "MUG", "--channel", "web");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().query())
        .containsEntry("sku", "MUG")
        .containsEntry("channel", "web");
    assertThat(result.out()).contains("Position", "1001", "Missing");
  }

  @Test
  void reservesALineSomewhereElse() {
    server.on("POST /api/v1/orders/web/10%2F01/lines/a%2F1/resource", DELIVERED);

    Result result =
        shell.run(
            "order",
            "resource",
            "web",
            "10/01",
            "a/1",
            "--to",
            "OUT",
            "--from",
            "MAIN",
            "--quantity",
            "2");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"to\":\"OUT\",\"from\":\"MAIN\",\"quantity\":2}");
    assertThat(result.err()).contains("Moved 2 reserved units to OUT.");
  }

  @Test
  void appliesAllOpenOrdersOfAChannelAgainPageByPage() {
    server.on(
        "POST /api/v1/channels/web/reapply",
        FakeServer.json(
            200,
            """
            {"object":"reapplied","channel":"web","orders":200,"changed":["1","2"],"refused":[],\
            "has_more":true,"last":"ord_0000000000200"}"""),
        FakeServer.json(
            200,
            """
            {"object":"reapplied","channel":"web","orders":1,"changed":[],\
            "refused":[{"external_id":"9","code":"limit_exceeded","detail":"Too many."}],\
            "has_more":false,"last":"ord_0000000000201"}"""));

    Result result = shell.run("order", "reapply", "--channel", "web");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(server.lastAsked().query()).containsEntry("starting_after", "ord_0000000000200");
    assertThat(result.err())
        .contains("error: order 9: Too many.", "Applied 201 open orders of web again: 2 changed.");
  }

  @Test
  void refusesToApplyAgainWithoutSayingWhat() {
    assertThat(shell.run("order", "reapply", "web").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("order", "reapply").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("order", "reapply", "web", "1", "--channel", "web").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(shell.run("order", "reapply", "web/1", "--channel", "web").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void takesTheNameOfAnOrderAsOneWordOrAsTwo() {
    String[][] commands = {
      {"PUT", "put", "--status", "x", "--line", "MUG:2"},
      {"POST", "reserve"},
      {"POST", "fulfill"},
      {"POST", "release"},
      {"POST", "reapply"},
      {"POST", "status", "shipped"},
      {"POST", "resource", "1", "--to", "OUT"},
      {"GET", "show"},
    };
    for (String part : new String[] {"/reserve", "/fulfill", "/release", "/lines/1/resource"}) {
      server.on("POST /api/v1/orders/web/10%2F01" + part, DELIVERED);
    }
    for (String[] command : commands) {
      List<String> rest = List.of(command).subList(2, command.length);
      List<String> whole = new ArrayList<>(List.of("order", command[1], "web/10/01"));
      whole.addAll(rest);
      List<String> apart = new ArrayList<>(List.of("order", command[1], "web", "10/01"));
      apart.addAll(rest);
      for (List<String> typed : List.of(whole, apart)) {
        int before = server.asked().size();
        assertThat(shell.run(typed.toArray(String[]::new)).exit()).as("%s", typed).isZero();
        assertThat(server.asked()).as("%s", typed).hasSizeGreaterThan(before);
        assertThat(server.lastAsked().path()).startsWith("/api/v1/orders/web/10%2F01");
        assertThat(server.lastAsked().method()).isEqualTo(command[0]);
      }
    }
  }

  @Test
  void saysWhatIsMissingInTheNameOfAnOrder() {
    for (String word : new String[] {"web", "web/", "/1001"}) {
      Result result = shell.run("order", "show", word);
      assertThat(result.exit()).isEqualTo(Exit.USAGE);
      assertThat(result.err())
          .contains("'" + word + "' does not name an order", "such as web/1001");
    }
    assertThat(shell.run("order", "status", "web", "shipped").err())
        .contains("'web' does not name an order");
  }

  @Test
  void showsLinesPlacesAndLog() {
    Result result = shell.run("order", "show", "web", "10/01");

    assertThat(result.out())
        .contains(
            "| 2    | NEW   |       1 |        0 | unknown_sku |",
            "| 1    | MUG-1 | MAIN     |        2 |",
            "| processing | reserve | newer   | processing | reserved 2, 1 line parked |")
        .doesNotContain("GTIN", "Cancelled");
    assertThat(result.err()).isEqualTo("line 2 (NEW) is parked: unknown_sku\n");
  }

  @Test
  void showsNoPlaceWhereNothingIsAnyMore() {
    server.on(
        "GET /api/v1/orders/web/10%2F01",
        ORDER.replace(
            "\"reserved\":2,\"fulfilled\":0,\"returned\":0}]",
            "\"reserved\":0,\"fulfilled\":0,\"returned\":0}]"));
    assertThat(shell.run("order", "show", "web/10/01").out())
        .contains("Every status it had:")
        .doesNotContain("Where:", "MAIN");
  }

  @Test
  void saysWhatALineWaitsForAlsoWhereOnlyItsGtinIsKnown() {
    String waits =
        ORDER.replace("\"backordered\":0,\"parked\":null", "\"backordered\":4,\"parked\":null");
    server.on("GET /api/v1/orders/web/10%2F01", waits);
    assertThat(shell.run("order", "show", "web/10/01").err())
        .contains("line 1 (MUG-1) waits for 4 more; why: onhand stock explain MUG-1\n");
    server.on(
        "GET /api/v1/orders/web/10%2F01",
        waits.replace(
            "\"line\":\"1\",\"sku\":\"MUG-1\",\"gtin\":null",
            "\"line\":\"1\",\"sku\":null,\"gtin\":\"4006381333931\""));
    assertThat(shell.run("order", "show", "web/10/01").err())
        .contains("line 1 (GTIN 4006381333931) waits for 4 more\n");
  }

  @Test
  void saysWhenAndByWhomFailedOnesWereSettled() {
    server.on(
        "GET /api/v1/failed-orders",
        ProductCommandsTest.list(
            """
            {"object":"failed_order","id":"fail_0000000000001","channel":"web","external_id":"1","status":"new",\
            "code":"limit_exceeded","detail":"Too many.","tries":2,"actor":"token:admin",\
            "first_at":"2025-05-01T10:00:00Z","last_at":"2025-05-01T10:00:00Z","retry_at":null,\
            "settled_at":"2025-05-01T11:00:00Z","settled_by":"token:ann"}"""));
    assertThat(shell.run("order", "failed", "--settled").out())
        .contains("| Settled", "2025-05-01 13:00:00 +02:00 | token:ann");
    assertThat(server.lastAsked().query()).containsEntry("all", "true");
    assertThat(shell.run("order", "failed").out()).contains("Too many.").doesNotContain("Settled");
  }

  @Test
  void listsThoseThatWait() {
    Result result = shell.run("order", "list", "--backordered", "--parked", "--channel", "web");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().query())
        .containsEntry("channel", "web")
        .containsEntry("backordered", "true")
        .containsEntry("parked", "true");
    assertThat(result.out()).contains("| web     | 10/01 | processing |");
  }
}
