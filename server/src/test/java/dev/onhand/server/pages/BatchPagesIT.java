package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\",\"name\":\"Tea, <i>green\"}");
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"CUP\"}");
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}");
  }

  @Test
  void scansOnceHoweverOftenTheFormIsSentAndPostsIt() {
    String batch = start("top_up", "<b>pallet");
    assertThat(owner.get(batch).body()).contains("autofocus").doesNotContain("<b>pallet");
    String[] scan = scan(batch, "TEA", "3");
    assertThat(location(owner.post(batch + "/scan", scan))).endsWith("said=kept");
    assertThat(location(owner.post(batch + "/scan", scan))).endsWith("said=again");
    assertThat(owner.get(batch + "?said=again").body())
        .contains("counts once", "Tea, &lt;i&gt;green</div>");

    assertThat(location(owner.post(batch, step(batch, "push")))).endsWith("said=push");
    assertThat(SERVER.admin().get("/api/v1/stock/TEA").at("/on_hand")).isEqualTo("3");
    assertThat(location(owner.post(batch, step(batch, "complete")))).endsWith("said=complete");
    assertThat(owner.get(batch).body()).contains("href=\"/labels?lines=TEA%2C3%0A\"");
    assertThat(owner.get(batch).body()).contains("Last changes").doesNotContain("name=\"code\"");
    assertThat(owner.get(batch).body())
        .as("what a browser still has of it is sent and named")
        .contains("id=\"scanner\"", "scanner.js", "id=\"refused\"");
    assertThat(owner.get("/batches").body()).contains("completed");
    assertThat(owner.get("/verification-records?type=topup&sku=TEA").body())
        .contains("+3", "&lt;b&gt;pallet", batch);
    assertThat(owner.get("/verification-records?type=count&sku=TEA").body())
        .contains("No change is like that");
    assertThat(owner.get("/verification-records.csv?sku=TEA").body())
        .contains(",topup,,,TEA,shop,0,0,3,3,token:", "<b>pallet")
        .hasLineCount(2);
    assertThat(owner.get("/verification-records?type=guess").statusCode()).isEqualTo(400);
    for (String found : List.of("admin=token:admin", "from=2020-01-01", "to=2999-01-01")) {
      assertThat(owner.get("/verification-records?type=topup&sku=TEA&" + found).body())
          .contains("+3");
      assertThat(owner.get("/verification-records.csv?sku=TEA&" + found).body()).hasLineCount(2);
    }
    for (String none : List.of("admin=user:ann", "from=2999-01-01", "to=2020-01-01")) {
      assertThat(owner.get("/verification-records?type=topup&sku=TEA&" + none).body())
          .contains("No change is like that");
      assertThat(owner.get("/verification-records.csv?sku=TEA&" + none).body()).hasLineCount(1);
    }
    assertThat(owner.get("/verification-records?from=soon").statusCode()).isEqualTo(400);
    String movement =
        owner
            .get("/verification-records?type=topup&sku=TEA")
            .body()
            .replaceFirst("(?s).*href=\"(/journal\\?sku=TEA[^\"]*)\".*", "$1")
            .replace("&amp;", "&");
    assertThat(owner.get(movement).body()).contains("purchase", "TEA");
    assertThat(owner.get("/batches?under_way=true").body()).doesNotContain("completed");
  }

  /** Browsers send what is typed in UTF-8, and do not say so. */
  @Test
  void keepsWhatIsTypedInAnyScript() {
    String batch = start("top_up", "Žluťoučký kůň, 日本語, €");
    assertThat(SERVER.admin().get(batch.replace("/batches", "/api/v1/batches")).at("/note"))
        .isEqualTo("Žluťoučký kůň, 日本語, €");
    owner.post(batch + "/scan", scan(batch, "Größe-Ł", "1"));
    assertThat(owner.get(batch).body()).contains("Žluťoučký kůň, 日本語, €", "<td>Größe-Ł</td>");
    cancel(batch);
  }

  @Test
  void undoesWhatWasPosted() {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"JUG\"}");
    String batch = start("top_up", "");
    assertThat(owner.post(batch, step(batch, "undo")).statusCode()).isEqualTo(409);
    owner.post(batch + "/scan", scan(batch, "JUG", "3"));
    owner.post(batch, step(batch, "push"));
    assertThat(SERVER.admin().get("/api/v1/stock/JUG").at("/on_hand")).isEqualTo("3");
    HttpResponse<String> preview = owner.post(batch, step(batch, "preview"));
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body()).contains("1 of 1 movements would be reversed", "Undo it");
    assertThat(SERVER.admin().get("/api/v1/stock/JUG").at("/on_hand")).isEqualTo("3");
    assertThat(owner.get(batch).body()).doesNotContain("Undo it", ">undone<");

    String undone = location(owner.post(batch, step(batch, "undo")));
    assertThat(SERVER.admin().get("/api/v1/stock/JUG").at("/on_hand")).isEqualTo("0");
    assertThat(owner.get(undone).body())
        .contains("batch ", "Reversed", "It undoes <a href=\"" + batch);
    assertThat(owner.get(batch).body()).contains("reversed", ">undone<", undone);
    assertThat(owner.get("/batches").body()).contains(">undone<");
  }

  /** As after a crash between the last reversal and the mark. */
  @Test
  void aBatchOfWhichAllWasReversedByItselfIsUndoneByUndoingIt() {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"CAN\"}");
    String batch = start("top_up", "");
    owner.post(batch + "/scan", scan(batch, "CAN", "3"));
    owner.post(batch, step(batch, "push"));
    String movement = SERVER.admin().get("/api/v1/movements?sku=CAN").at("/data/0/id");
    SERVER
        .admin()
        .post("/api/v1/movements/" + movement + "/reversal", "{}", "Idempotency-Key", "by itself");
    assertThat(owner.get(batch).body()).contains("reversed").doesNotContain(">undone<");

    owner.post(batch, step(batch, "undo"));
    assertThat(owner.get(batch).body()).contains("reversed", ">undone<");
    assertThat(SERVER.admin().get("/api/v1/stock/CAN").at("/on_hand")).isEqualTo("0");
  }

  @Test
  void takesAFileOnce() {
    String batch = start("top_up", "");
    String[] lines = {
      "form_key", owner.field(batch, "form_key"),
      "scan", owner.field(batch, "scan"),
      "lines", "sku;quantity\r\nTEA;3\r\nTEA;2\r\n"
    };
    assertThat(location(owner.post(batch + "/lines", lines))).endsWith("said=lines");
    assertThat(location(owner.post(batch + "/lines", lines))).endsWith("said=lines_again");
    lines[3] = owner.field(batch, "scan"); // the page is loaded anew, and the file is saved anew
    lines[5] = "\ufeffsku;quantity\nTEA;3 \nTEA;2";
    assertThat(location(owner.post(batch + "/lines", lines))).endsWith("said=lines_again");
    assertThat(owner.get(batch + "?said=lines_again").body()).contains("Nothing was added");
    assertThat(scanned(batch)).isEqualTo(5);
    assertThat(owner.get(batch).body())
        .containsPattern("(?s)Last scans.*<td>TEA</td>.*>2<.*<td>TEA</td>.*>3<");

    String other = start("top_up", "");
    assertThat(location(owner.post(other + "/lines", lines))).endsWith("said=lines_in_other_batch");
    assertThat(owner.get(other).body())
        .contains("Nothing was scanned")
        .doesNotContain("Last scans");
    cancel(other);
    String[] once = Arrays.copyOf(lines, 8);
    once[6] = "another";
    once[7] = "true";
    assertThat(location(owner.post(batch + "/lines", once))).endsWith("said=lines");
    assertThat(location(owner.post(batch + "/lines", once))).endsWith("said=lines_again");
    assertThat(scanned(batch)).isEqualTo(10);

    lines[5] = "TEA,three";
    HttpResponse<String> wrong = owner.post(batch + "/lines", lines);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("line 1: units must be a whole number", "id=\"upload\" open>")
        .contains(">TEA,three</textarea>");
    cancel(batch);
  }

  private static long scanned(String batch) {
    return SERVER
        .admin()
        .get(batch.replace("/batches", "/api/v1/batches") + "/lines")
        .json()
        .at("/data/0/scanned")
        .asLong();
  }

  /** What was scanned is lost by it, so its number is typed. */
  private static void cancel(String batch) {
    String key = owner.field(batch, "form_key");
    HttpResponse<String> untyped = owner.post(batch, "form_key", key, "action", "cancel");
    assertThat(untyped.statusCode()).isEqualTo(400);
    String number = untyped.body().replaceFirst("(?s).*<h1>Batch (\\d+) .*", "$1");
    assertThat(untyped.body()).contains("to go through with it, type " + number + "<");
    assertThat(
            location(owner.post(batch, "form_key", key, "action", "cancel", "typed", " " + number)))
        .endsWith("said=cancel");
  }

  @Test
  void saysWhatIsInTheWay() {
    String batch = start("top_up", "");
    assertThat(location(owner.post(batch + "/scan", scan(batch, "no such thing", "1"))))
        .endsWith("said=unknown_code");
    HttpResponse<String> refused = owner.post(batch, step(batch, "push"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("What does not agree", "no such thing");
    HttpResponse<String> many = owner.post(batch + "/scan", scan(batch, "TEA", "many"));
    assertThat(many.statusCode()).isEqualTo(400);
    assertThat(many.body()).contains("role=\"alert\"", "units must be a whole number");
    cancel(batch);
    assertThat(owner.post(batch, step("/batches", "guess")).statusCode()).isEqualTo(400);
  }

  @Test
  void hidesTheBooksFromWhoCountsBlind() {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"LID\"}");
    SERVER
        .admin()
        .post(
            "/api/v1/movements",
            "{\"sku\":\"CUP\",\"reason\":\"purchase\",\"quantity\":4711,\"location\":\"shop\"}",
            "Idempotency-Key",
            "cups");
    SERVER
        .admin()
        .post(
            "/api/v1/movements",
            "{\"sku\":\"LID\",\"reason\":\"purchase\",\"quantity\":7,\"location\":\"shop\"}",
            "Idempotency-Key",
            "lids");
    String batch =
        location(
            owner.post(
                "/batches",
                "form_key",
                owner.field("/batches", "form_key"),
                "kind",
                "stock_take",
                "location",
                "shop",
                "blind",
                "true"));
    owner.post(batch + "/scan", scan(batch, "CUP", "4700"));
    assertThat(owner.get(batch).body())
        .contains("4,700", "only=uncounted")
        .containsPattern("<p id=\"progress\">1 (line, all|of \\d lines) counted.</p>")
        .doesNotContain("4,711", "only=changed");
    assertThat(owner.get(batch + "?only=changed").body()).contains("No line is like that");
    assertThat(owner.get(batch + "?only=uncounted").body()).doesNotContain("4,700");
    assertThat(owner.get(batch + "?review=true").body()).contains("4,711", "only=changed");
    assertThat(owner.get(batch + "?review=true&only=changed").body()).contains("4,711");
    assertThat(owner.get(batch + "?review=true&only=unchanged").body())
        .contains("No line is like that")
        .doesNotContain("4,711");
    assertThat(owner.get(batch + "?only=guess").statusCode()).isEqualTo(400);

    HttpResponse<String> early = owner.post(batch, step(batch, "approve"));
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("<strong>LID</strong>: it was not counted");
    String[] leaving = Arrays.copyOf(step(batch, "approve"), 6);
    leaving[4] = "leave_uncounted";
    leaving[5] = "true";
    assertThat(location(owner.post(batch, leaving))).endsWith("said=approve");
    assertThat(SERVER.admin().get("/api/v1/stock/CUP").at("/on_hand")).isEqualTo("4700");
    assertThat(owner.get(batch).body())
        .contains("lines posted: 0 as in the books, 1 changed (0 units added, 11 removed).");
  }

  @Test
  void saysWhatIsWrongWithANewBatch() {
    HttpResponse<String> wrong =
        owner.post(
            "/batches",
            "form_key",
            owner.field("/batches", "form_key"),
            "kind",
            "guess",
            "location",
            "shop");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("role=\"alert\"", "kind must be one of");
    assertThat(owner.get("/batches/bat_1").statusCode()).isEqualTo(404);
  }

  private static String start(String kind, String note) {
    return location(
        owner.post(
            "/batches",
            "form_key",
            owner.field("/batches", "form_key"),
            "kind",
            kind,
            "location",
            "shop",
            "note",
            note));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String[] scan(String batch, String code, String units) {
    return new String[] {
      "form_key",
      owner.field(batch, "form_key"),
      "scan",
      owner.field(batch, "scan"),
      "code",
      code,
      "units",
      units
    };
  }

  private static String[] step(String page, String action) {
    return new String[] {"form_key", owner.field(page, "form_key"), "action", action};
  }
}
