package dev.onhand.server.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportsIT {

  private static final String HEADER =
      "key,occurred_at,sku,location,reason,quantity,reference,note\n";
  private static final Path MONTH =
      Path.of("..", "cli", "src", "main", "demo", "online-retail-2011-02.csv.gz");

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Answer movements(String query, String... rows) {
    String file = HEADER + String.join("\n", rows) + "\n";
    return SERVER
        .admin()
        .upload(
            "/api/v1/imports?kind=movements" + query,
            file.getBytes(StandardCharsets.UTF_8),
            "text/csv");
  }

  private static Client with(String... scopes) {
    String json = "{\"name\":\"t\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}";
    return SERVER.client(SERVER.admin().post("/api/v1/tokens", json).at("/token"));
  }

  @Test
  void importsAFileOnce() {
    String row = "a-1,2026-11-01,A-TEE,a-berlin,opening_stock,10,,";
    Answer first = movements("&create=true&file_name=a.csv", row);
    Answer second = movements("&create=true", row);

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.at("/status")).isEqualTo("complete");
    assertThat(first.json().at("/recorded").asInt()).isEqualTo(1);
    assertThat(first.json().at("/created/products").asInt()).isEqualTo(1);
    assertThat(first.at("/charset")).isEqualTo("UTF-8");
    assertThat(first.at("/file_name")).isEqualTo("a.csv");
    assertThat(second.json().at("/recorded").asInt()).isZero();
    assertThat(second.json().at("/already_recorded").asInt()).isEqualTo(1);
  }

  @Test
  void keepsWhatItAnswered() {
    Answer made = movements("&create=true", "b-1,2026-11-01,B-TEE,berlin,opening_stock,1,,");
    Answer shown = SERVER.admin().get("/api/v1/imports/" + made.at("/id"));
    Answer listed = SERVER.admin().get("/api/v1/imports?limit=1");

    assertThat(made.at("/id")).startsWith("imp_");
    assertThat(shown.json()).isEqualTo(made.json());
    assertThat(listed.json().at("/data/0")).isEqualTo(made.json());
    assertThat(SERVER.admin().get("/api/v1/imports/imp_0000000000zzz").status()).isEqualTo(404);
  }

  @Test
  void keepsNothingOfADryRun() {
    Answer answer =
        movements("&dry_run=true&create=true", "c-1,2026-11-01,C-TEE,berlin,opening_stock,1,,");
    assertThat(answer.at("/status")).isEqualTo("checked");
    assertThat(answer.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(answer.json().at("/id").isNull()).isTrue();
    assertThat(answer.at("/preview/0/sku")).isEqualTo("C-TEE");
    assertThat(answer.at("/unknown/products/0")).isEqualTo("C-TEE");
    assertThat(SERVER.admin().get("/api/v1/products/C-TEE").status()).isEqualTo(404);
  }

  @Test
  void tellsEachBadLineAndAppliesNothing() {
    Answer answer =
        movements(
            "&create=true",
            "d-1,2026-11-01,D-TEE,berlin,opening_stock,1,,",
            "d-2,2026-11-01,D-TEE,berlin,opening_stock,one,,",
            "d-3,2026-11-01,sku_0000000000001,berlin,opening_stock,1,,");
    assertThat(answer.at("/status")).isEqualTo("nothing_applied");
    assertThat(answer.json().at("/errors_total").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/errors/0/line").asInt()).isEqualTo(3);
    assertThat(answer.at("/errors/0/column")).isEqualTo("quantity");
    assertThat(answer.at("/errors/1/detail")).contains("has the form of an id");
    assertThat(SERVER.admin().get("/api/v1/products/D-TEE").status()).isEqualTo(404);
  }

  @Test
  void appliesACharsetOnlyIfToldSo() {
    byte[] file =
        (HEADER + "e-1,2026-11-01,E-TEE,berlin,opening_stock,1,,d\u00e9j\u00e0\n")
            .getBytes(Charset.forName("windows-1252"));
    String path = "/api/v1/imports?kind=movements&create=true";
    Answer guess = SERVER.admin().upload(path, file, "text/csv");
    Answer told = SERVER.admin().upload(path + "&charset=windows-1252", file, "text/csv");

    assertThat(guess.at("/status")).isEqualTo("nothing_applied");
    assertThat(guess.at("/charset_basis")).isEqualTo("guess");
    assertThat(guess.at("/preview/0/note")).isEqualTo("d\u00e9j\u00e0");
    assertThat(told.at("/status")).isEqualTo("complete");
  }

  private static long onHand(String sku) {
    return SERVER.admin().get("/api/v1/stock/" + sku).json().at("/on_hand").asLong();
  }

  private static Answer undo(Answer made, String query) {
    return SERVER.admin().post("/api/v1/imports/" + made.at("/id") + "/undo" + query, "{}");
  }

  @Test
  void undoesAFileOnce() {
    Answer made =
        movements(
            "&create=true&file_name=u.csv",
            "u-1,2026-11-01,U-TEE,berlin,opening_stock,10,,",
            "u-2,2026-11-02,U-TEE,berlin,sale,6,,",
            "u-3,2026-11-02,U-CUP,berlin,opening_stock,2,,");
    Answer dry = undo(made, "?dry_run=true");
    assertThat(onHand("U-TEE")).isEqualTo(4);
    Answer first = undo(made, "");
    Answer second = undo(made, "");

    assertThat(dry.at("/status")).as(dry.text()).isEqualTo("checked");
    assertThat(dry.json().at("/recorded").asInt()).isEqualTo(3);
    assertThat(dry.json().at("/id").isNull()).isTrue();
    assertThat(first.at("/status")).as(first.text()).isEqualTo("complete");
    assertThat(first.at("/undoes")).isEqualTo(made.at("/id"));
    assertThat(first.json().at("/rows").asInt()).isEqualTo(3);
    assertThat(first.json().at("/recorded").asInt()).isEqualTo(3);
    assertThat(second.json().at("/recorded").asInt()).isZero();
    assertThat(second.json().at("/already_recorded").asInt()).isEqualTo(3);
    assertThat(onHand("U-TEE")).isZero();
    assertThat(onHand("U-CUP")).isZero();
    assertThat(SERVER.admin().get("/api/v1/imports/" + made.at("/id")).at("/undone_by"))
        .isEqualTo(second.at("/id"));
    assertThat(undo(first, "").status()).isEqualTo(409);
  }

  @Test
  void undoesWhatIsLeftAndNamesWhatTheBooksRefuse() {
    Answer made =
        movements(
            "&create=true",
            "w-1,2026-11-01,W-TEE,berlin,opening_stock,10,,",
            "w-2,2026-11-01,W-CUP,berlin,opening_stock,2,,",
            "w-3,2026-11-01,W-MUG,berlin,opening_stock,3,,");
    Answer byHand =
        SERVER
            .admin()
            .post(
                "/api/v1/movements/"
                    + SERVER.admin().get("/api/v1/movements?sku=W-CUP").at("/data/0/id")
                    + "/reversal",
                "{}",
                "Idempotency-Key",
                "by-hand");
    movements("", "w-4,2026-11-02,W-TEE,berlin,sale,1,,");
    Answer dry = undo(made, "?dry_run=true");
    Answer undone = undo(made, "");

    assertThat(byHand.status()).isEqualTo(201);
    for (Answer answer : List.of(dry, undone)) {
      assertThat(answer.json().at("/recorded").asInt()).as(answer.text()).isEqualTo(1);
      assertThat(answer.json().at("/already_recorded").asInt()).isEqualTo(1);
      assertThat(answer.json().at("/refused").asInt()).isEqualTo(1);
      assertThat(answer.at("/errors/0/code")).isEqualTo("insufficient_stock");
      assertThat(answer.at("/errors/0/detail")).startsWith("W-TEE, 'w-1': ");
    }
    assertThat(onHand("W-TEE")).isEqualTo(9);
    assertThat(onHand("W-MUG")).isZero();

    movements("", "w-5,2026-11-03,W-TEE,berlin,recovery_found,1,,");
    assertThat(undo(made, "").json().at("/recorded").asInt()).isEqualTo(1);
    assertThat(onHand("W-TEE")).isZero();
  }

  @Test
  void undoesOnlyWhatThatImportRecorded() {
    Answer first = movements("&create=true", "x-1,2026-11-01,X-TEE,berlin,opening_stock,10,,");
    Answer second =
        movements(
            "&create=true",
            "x-1,2026-11-01,X-TEE,berlin,opening_stock,10,,",
            "x-2,2026-11-01,X-TEE,berlin,purchase,5,,");
    Answer third = movements("&create=true", "x-1,2026-11-01,X-TEE,berlin,opening_stock,10,,");
    assertThat(undo(second, "").json().at("/recorded").asInt()).isEqualTo(1);
    assertThat(onHand("X-TEE")).isEqualTo(10);
    assertThat(undo(third, "").at("/detail")).contains("recorded nothing");
    assertThat(undo(first, "").json().at("/recorded").asInt()).isEqualTo(1);
  }

  @Test
  void doesNotUndoOrders() {
    Answer made =
        orders(
            "&create=true",
            "channel,external_id,status,updated_at,line,sku,quantity\n"
                + "undo,1,processing,2026-11-20T10:00:00Z,1,UNDO-MUG,2\n");
    Answer refused = undo(made, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains("cancel the orders");
  }

  private static Answer orders(String query, String file) {
    return SERVER
        .admin()
        .upload(
            "/api/v1/imports?kind=orders" + query,
            file.getBytes(StandardCharsets.UTF_8),
            "text/csv");
  }

  @Test
  void importsOrdersOfRowsOnce() {
    movements("&create=true", "o-1,2026-11-01,O-TEE,o-berlin,opening_stock,10,,");
    String file =
        """
        channel,external_id,status,updated_at,line,sku,quantity
        rows,1,processing,2026-11-01T10:00:00Z,1,O-TEE,3
        rows,1,shipped,2026-11-02T10:00:00Z,,,
        rows,2,processing,2026-11-02T11:00:00Z,1,O-TEE,2
        """;
    Answer first = orders("", file);
    Answer again = orders("", file);

    assertThat(first.at("/status")).as(first.text()).isEqualTo("complete");
    assertThat(first.json().at("/recorded").asInt()).isEqualTo(3);
    assertThat(first.json().at("/orders/orders").asInt()).isEqualTo(2);
    assertThat(first.json().at("/orders/delivered").asInt()).isEqualTo(3);
    assertThat(first.json().at("/orders/shipped").asInt()).isEqualTo(3);
    assertThat(again.json().at("/recorded").asInt()).isZero();
    assertThat(again.json().at("/already_recorded").asInt()).isEqualTo(3);
    Answer stock = SERVER.admin().get("/api/v1/stock/O-TEE");
    assertThat(stock.json().at("/on_hand").asInt()).isEqualTo(7);
    assertThat(stock.json().at("/reserved").asInt()).isEqualTo(2);
    assertThat(SERVER.admin().get("/api/v1/orders/rows/1").at("/status")).isEqualTo("shipped");
  }

  /** Without a time an order is as new as the file, which the same file again is not. */
  @Test
  void importsLinesOfJsonInTheFormOfABatchOnce() {
    movements("&create=true", "p-1,2026-11-01,P-TEE,o-berlin,opening_stock,10,,");
    String file =
        """
        {"channel":"json","external_id":"1","status":"processing","lines":[{"line":"1","sku":"P-TEE","quantity":3}]}
        {"channel":"json","external_id":"2","status":"processing","lines":[{"line":"1","quantity":3}]}
        {"channel":"json","external_id":"3",
        {"channel":"json","external_id":"1","status":"cancelled"}
        """;
    Answer stopped = orders("", file);
    Answer first = orders("&on_error=skip", file);
    SERVER
        .admin()
        .send(
            "PUT",
            "/api/v1/orders/json/1",
            """
            {"status":"processing","lines":[{"line":"1","sku":"P-TEE","quantity":1}]}""");
    Answer again = orders("&on_error=skip", file);

    assertThat(stopped.at("/status")).isEqualTo("nothing_applied");
    assertThat(first.at("/status")).isEqualTo("complete");
    assertThat(first.json().at("/separator").isNull()).isTrue();
    assertThat(first.json().at("/recorded").asInt()).isEqualTo(2);
    assertThat(first.json().at("/skipped").asInt()).isEqualTo(2);
    assertThat(first.json().at("/errors/0/line").asInt()).isEqualTo(2);
    assertThat(first.at("/errors/0/column")).isEqualTo("/lines/0/sku");
    assertThat(first.json().at("/errors/1/line").asInt()).isEqualTo(3);
    assertThat(again.json().at("/recorded").asInt()).isZero();
    assertThat(SERVER.admin().get("/api/v1/stock/P-TEE").json().at("/reserved").asInt())
        .isEqualTo(1);
  }

  @Test
  void takesAnOrdersPriorityFromLinesOfJsonAndFromRows() {
    Answer lines =
        orders(
            "&create=true",
            """
            {"channel":"prio","external_id":"json","status":"processing","priority":7,"lines":[{"line":"1","sku":"PRIO","quantity":1}]}
            {"channel":"prio","external_id":"none","status":"processing","lines":[{"line":"1","sku":"PRIO","quantity":1}]}
            """);
    Answer rows =
        orders(
            "",
            """
            channel,external_id,status,updated_at,line,sku,quantity,priority
            prio,rows,processing,2026-11-01,1,PRIO,1,-3
            """);

    assertThat(lines.at("/status")).as(lines.text()).isEqualTo("complete");
    assertThat(rows.at("/status")).as(rows.text()).isEqualTo("complete");
    assertThat(List.of("json", "none", "rows"))
        .extracting(
            id -> SERVER.admin().get("/api/v1/orders/prio/" + id).json().at("/priority").asInt())
        .containsExactly(7, 0, -3);
    Answer wrong =
        orders(
            "",
            """
            {"channel":"prio","external_id":"bad","status":"processing","priority":1000001,"lines":[{"line":"1","sku":"PRIO","quantity":1}]}
            """);
    assertThat(wrong.at("/errors/0/column")).isEqualTo("/priority");
  }

  @Test
  void takesOrdersOfTwoThousandLines() {
    StringBuilder file =
        new StringBuilder("channel,external_id,status,updated_at,line,sku,quantity\n");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 2_000; i++) {
      file.append("long,1,shipped,2026-11-01,%d,L-%d,1%n".formatted(i, i % 900));
      lines
          .append(i == 1 ? "" : ",")
          .append("{\"line\":\"%d\",\"sku\":\"L-%d\",\"quantity\":1}".formatted(i, i % 900));
    }
    String order = "\"status\":\"shipped\",\"lines\":[" + lines + "]}";
    Answer imported = orders("&create=true", file.toString());
    Answer put = SERVER.admin().send("PUT", "/api/v1/orders/long/2", "{" + order);
    Answer batch =
        SERVER
            .admin()
            .post(
                "/api/v1/orders:batch",
                "{\"orders\":[{\"channel\":\"long\",\"external_id\":\"3\"," + order + "]}");

    assertThat(imported.json().at("/recorded").asInt()).as(imported.text()).isEqualTo(2_000);
    assertThat(put.status()).as(put.text()).isIn(200, 201);
    assertThat(batch.json().at("/accepted").asInt()).as(batch.text()).isEqualTo(1);
    for (int i = 1; i <= 3; i++) {
      assertThat(SERVER.admin().get("/api/v1/orders/long/" + i).json().at("/lines").size())
          .isEqualTo(2_000);
    }
  }

  @Test
  void importsTheBundledMonth() throws IOException {
    Answer answer =
        SERVER
            .admin()
            .upload(
                "/api/v1/imports?kind=online-retail&location=warehouse",
                Files.readAllBytes(MONTH),
                "application/gzip");
    assertThat(answer.at("/status")).as(answer.text()).isEqualTo("complete");
    assertThat(answer.json().at("/rows").asInt()).isEqualTo(27_707);
    assertThat(answer.json().at("/refused").asInt()).isZero();
    assertThat(answer.json().at("/gzip").asBoolean()).isTrue();
    assertThat(answer.json().at("/left_out/POST").asInt()).isPositive();
    try (Stream<Path> left = Files.list(SERVER.data().resolve("imports"))) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kind=stock, kind, 'kind must be one of movements, online-retail, orders'",
    "kind=movements&on_error=ask, on_error, on_error must be stop or skip",
    "kind=movements&dry_run=yes, dry_run, dry_run must be true or false",
    "kind=movements&charset=klingon, charset, 'charset must be one this server knows'",
    "kind=movements&location=%20a, location, location must not begin or end with a space",
    "kind=movements&as=orders, as, as is for files of retailers",
    "kind=online-retail&as=sales, as, as must be orders or movements",
    "kind=movements&file_name=a%00b, file_name, file_name must not contain the character U+0000",
    "dry_run=true, kind, The parameter kind is missing",
    "kind=movements&dryrun=true, dryrun, There is no parameter 'dryrun'",
  })
  void saysWhichParameterIsWrong(String query, String pointer, String detail) {
    Answer answer =
        SERVER.admin().upload("/api/v1/imports?" + query, HEADER.getBytes(), "text/csv");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(answer.at("/errors/0/detail")).startsWith(detail);
  }

  @Test
  void takesFilesOnly() {
    Answer answer = SERVER.admin().post("/api/v1/imports?kind=movements", "{}");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.at("/detail")).contains("text/csv or application/gzip");
  }

  @Test
  void needsTheRightToMakeWhatItMakes() {
    Client clerk = with("stock:write", "stock:read");
    byte[] file = HEADER.getBytes(StandardCharsets.UTF_8);
    String path = "/api/v1/imports?kind=movements";
    assertThat(clerk.upload(path, file, "text/csv").status()).isEqualTo(200);
    Answer making = clerk.upload(path + "&create=true", file, "text/csv");
    assertThat(making.status()).isEqualTo(403);
    assertThat(making.at("/detail")).contains("products:write");
    assertThat(with("stock:read").upload(path, file, "text/csv").status()).isEqualTo(403);
    Answer orders = clerk.upload(path.replace("movements", "orders"), file, "text/csv");
    assertThat(orders.status()).isEqualTo(403);
    assertThat(orders.at("/detail")).contains("orders:write");
  }
}
