package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.Arrays;
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
    assertThat(owner.get(batch).body()).contains("Last changes").doesNotContain("id=\"scanner\"");
    assertThat(owner.get("/batches").body()).contains("completed");
    assertThat(owner.get("/verification-records?type=topup&sku=TEA").body())
        .contains("+3", "&lt;b&gt;pallet", batch);
    assertThat(owner.get("/verification-records?type=count&sku=TEA").body())
        .contains("No change is like that");
    assertThat(owner.get("/verification-records.csv?sku=TEA").body())
        .contains(",topup,,,TEA,shop,0,0,3,3,token:", "<b>pallet")
        .hasLineCount(2);
    assertThat(owner.get("/verification-records?type=guess").statusCode()).isEqualTo(400);
    assertThat(owner.get("/batches?under_way=true").body()).doesNotContain("completed");
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
    assertThat(location(owner.post(batch + "/lines", lines))).endsWith("said=lines");
    assertThat(
            SERVER
                .admin()
                .get(batch.replace("/batches", "/api/v1/batches") + "/lines")
                .json()
                .at("/data/0/scanned")
                .asLong())
        .isEqualTo(5);
    lines[5] = "TEA,three";
    HttpResponse<String> wrong = owner.post(batch + "/lines", lines);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("line 1: units must be a whole number");
    cancel(batch);
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
