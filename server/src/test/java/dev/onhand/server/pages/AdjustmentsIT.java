package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.util.HtmlUtils;

/** Stock that people change on pages: in a row, on a product's page, and many at once. */
class AdjustmentsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/adjustments";

  private static Visitor owner;

  @BeforeAll
  static void makeLocations() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made("/api/v1/locations", "{\"code\":\"shop\"}");
    made("/api/v1/locations", "{\"code\":\"store\"}");
  }

  private static void made(String path, String body) {
    Client.Answer answer = SERVER.admin().post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void product(String sku) {
    made("/api/v1/products", "{\"sku\":\"" + sku.replace("\"", "\\\"") + "\"}");
  }

  private static String onHand(String sku) {
    return SERVER.admin().get("/api/v1/stock/" + Show.encoded(sku)).at("/on_hand");
  }

  /** The fields of a page's form, with what is typed into it. */
  private static String[] form(String page, String... typed) {
    List<String> fields =
        new ArrayList<>(
            List.of("form_key", owner.field(page, "form_key"), "note", "from the page"));
    fields.addAll(List.of(typed));
    return fields.toArray(String[]::new);
  }

  /** One line of one product, as a row or a product's page sends it. */
  private static String[] line(String page, String sku, String seen, String... typed) {
    return form(
        page,
        Stream.concat(
                Stream.of("sku", sku, "location", "shop", "seen", seen, "action", "record"),
                Stream.of(typed))
            .toArray(String[]::new));
  }

  /**
   * Many lines, each by so many units, to be previewed.
   *
   * @param location of lines without one; empty: each names its own
   */
  private static String[] preview(String reason, String location, String lines) {
    return form(
        PATH,
        "action",
        "preview",
        "mode",
        "by",
        "reason",
        reason,
        "location_of_all",
        location,
        "lines",
        lines);
  }

  private static String sent(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void recordsARowOnceHoweverOftenItIsSent() {
    product("ROW");
    String page = "/stock?adjust=ROW";
    String key = owner.field(page, "key");
    String[] form =
        line(
            page,
            "ROW",
            "0",
            "units",
            "7",
            "mode",
            "by",
            "reason",
            "received",
            "key",
            key,
            "back",
            "/stock?q=ROW");

    String first = sent(owner.post(PATH, form));
    String second = sent(owner.post(PATH, form));

    assertThat(first).isEqualTo("/stock?q=ROW&changed=1");
    assertThat(owner.get(first).body()).contains("id=\"done\">Recorded.");
    assertThat(owner.get(second).body()).contains("recorded before, and counts once");
    assertThat(onHand("ROW")).isEqualTo("7");
    assertThat(owner.get("/journal?sku=ROW").body()).contains("from the page", "token:admin");
  }

  @Test
  void setsOnHandToWhatWasCounted() {
    product("COUNTED");
    String page = "/stock/COUNTED";
    String[] form =
        line(
            page, "COUNTED", "0", "units", "5", "mode", "set", "reason", "counted", "key", "c-1",
            "back", page);

    assertThat(sent(owner.post(PATH, form))).isEqualTo("/stock/COUNTED?changed=1");
    assertThat(onHand("COUNTED")).isEqualTo("5");
    assertThat(owner.get(page).body()).contains("stock count correction", "value=\"5\"");
  }

  @Test
  void showsBothNumbersWhereSomebodyElseWasFaster() {
    product("RACED");
    String page = "/stock?adjust=RACED";
    String[] slow =
        line(page, "RACED", "0", "units", "4", "mode", "set", "reason", "counted", "key", "slow");
    sent(
        owner.post(
            PATH,
            line(page, "RACED", "0", "units", "9", "mode", "by", "reason", "found", "key", "f")));

    HttpResponse<String> stale = owner.post(PATH, slow);

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body())
        .contains("Nothing was recorded.", "It was 0 when you looked, and is 9 now.");
    assertThat(onHand("RACED")).isEqualTo("9");
    sent(owner.post(PATH, confirmed(stale.body())));
    assertThat(onHand("RACED")).isEqualTo("4");
  }

  /** The form of a preview that records. */
  private static String[] confirmed(String page) {
    List<String> fields = new ArrayList<>(List.of("action", "record"));
    for (String name : List.of("form_key", "key", "mode", "reason", "note", "back", "lines")) {
      var field = java.util.regex.Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"");
      var found = field.matcher(page);
      assertThat(found.find()).as("%s in %s", name, page).isTrue();
      fields.addAll(List.of(name, HtmlUtils.htmlUnescape(found.group(1))));
    }
    return fields.toArray(String[]::new);
  }

  @Test
  void previewsManyLinesAndRecordsThemOnce() {
    product("BULK-1");
    product("BULK, \"2\"");
    String[] lines =
        preview(
            "corrected",
            "store",
            "sku,location,quantity\nBULK-1,shop,+12\n\"BULK, \"\"2\"\"\",3\n");

    HttpResponse<String> preview = owner.post(PATH, lines);

    assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
    assertThat(preview.body()).contains("<strong>12</strong>", "+3", "Record 2 changes");
    assertThat(onHand("BULK-1")).isEqualTo("0");

    String[] confirm = confirmed(preview.body());
    String done = sent(owner.post(PATH, confirm));
    assertThat(done).matches("/stock\\?changed=2&import=imp_[0-9a-z]+");
    assertThat(sent(owner.post(PATH, confirm))).isEqualTo("/stock?changed=again");
    assertThat(onHand("BULK-1")).isEqualTo("12");
    assertThat(onHand("BULK, \"2\"")).isEqualTo("3");

    String imported = "/imports/" + done.substring(done.indexOf("imp_"));
    assertThat(owner.get(done).body()).contains("Recorded: 2 changes.", "href=\"" + imported);
    assertThat(owner.get("/stock?changed=2&import=//elsewhere.example").body())
        .doesNotContain("See and undo", "href=\"//elsewhere");
    assertThat(owner.get(imported).body())
        .contains("2 lines at once", "adjustments, ", "complete, by");
    String key = owner.field(imported, "form_key");
    assertThat(owner.post(imported, "form_key", key, "action", "preview").body())
        .contains("2 of 2 movements would be reversed");
    String undone = sent(owner.post(imported, "form_key", key, "action", "undo"));
    assertThat(owner.get(undone).body()).contains("It undoes <a href=\"" + imported);
    assertThat(onHand("BULK-1")).isEqualTo("0");
    assertThat(onHand("BULK, \"2\"")).isEqualTo("0");
  }

  @Test
  void recordsNothingOfManyWhereOneIsRefused() {
    product("GOOD");
    String[] lines =
        preview(
            "corrected",
            "",
            "GOOD,shop,5\nGOOD,shop,6\nNONE,shop,1\nGOOD,store,-1\nGOOD,,1\nGOOD,nowhere,1\nGOOD,other,x");

    HttpResponse<String> preview = owner.post(PATH, lines);

    assertThat(preview.body())
        .contains(
            "The same product and location as in line 1.",
            "There is no product",
            "Only 0 units",
            "location is missing",
            "There is no location",
            "must be a whole number",
            "Mend the refused lines")
        .doesNotContain("value=\"record\"");
    assertThat(onHand("GOOD")).isEqualTo("0");
  }

  @Test
  void recordsAllOfManyOrNone() {
    product("ALL-1");
    product("ALL-2");
    String[] preview = preview("found", "", "ALL-1,shop,5\nALL-2,shop,6");
    String[] confirm = confirmed(owner.post(PATH, preview).body());
    sent(
        owner.post(
            PATH,
            line(
                "/stock?adjust=ALL-2",
                "ALL-2",
                "0",
                "units",
                "1",
                "mode",
                "by",
                "reason",
                "found",
                "key",
                "all-2")));

    HttpResponse<String> refused = owner.post(PATH, confirm);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("Line 2, ALL-2:", "It was 0 when you looked, and is 1 now.");
    assertThat(onHand("ALL-1")).isEqualTo("0");
    assertThat(
            SERVER.admin().get("/api/v1/imports?limit=1").json().at("/data/0/status").asString(""))
        .isEqualTo("nothing_applied");
  }

  @Test
  void offersTheChosenProductsWithWhatIsThere() {
    product("CHOSEN-1");
    product("CHOSEN-2");
    String[] chosen =
        form("/stock", "action", "choose", "chosen", "CHOSEN-1", "chosen", "CHOSEN-2");

    String page = owner.post(PATH, chosen).body();

    assertThat(page).contains("Units of CHOSEN-1 at", "Units of CHOSEN-2 at");
    assertThat(owner.post(PATH, form("/stock", "action", "choose")).body())
        .contains("Nothing was chosen");
  }

  @Test
  void asksWhatHappenedAndWhy() {
    product("ASKED");
    String[] silent =
        line("/stock", "ASKED", "0", "units", "1", "mode", "by", "reason", "", "key", "asked");

    HttpResponse<String> refused = owner.post(PATH, silent);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("role=\"alert\"", "choose what happened", "ASKED,shop,1");
    assertThat(owner.post(PATH, form("/stock", "action", "preview", "lines", "")).statusCode())
        .isEqualTo(400);
    assertThat(owner.post(PATH, form("/stock", "action", "guess")).statusCode()).isEqualTo(400);
  }

  @Test
  void goesBackToThisServerAlone() {
    product("BACK");
    String[] form =
        line(
            "/stock",
            "BACK",
            "0",
            "units",
            "1",
            "mode",
            "by",
            "reason",
            "found",
            "key",
            "back",
            "back",
            "//elsewhere.example/stock");

    assertThat(sent(owner.post(PATH, form))).isEqualTo("/stock?changed=1");
  }

  @Test
  void showsAProductAsItWas() {
    product("PAST");
    for (String[] move :
        new String[][] {{"2026-03-01T10:00:00Z", "10"}, {"2026-05-01T10:00:00Z", "5"}}) {
      Client.Answer answer =
          SERVER
              .admin()
              .post(
                  "/api/v1/movements",
                  "{\"sku\":\"PAST\",\"reason\":\"purchase\",\"quantity\":%s,\"location\":\"shop\",\"occurred_at\":\"%s\"}"
                      .formatted(move[1], move[0]),
                  "Idempotency-Key",
                  move[0]);
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    String then = owner.get("/stock/PAST?at=2026-04-01T00:00").body();
    assertThat(then).contains("id=\"on-hand\">10<", "id=\"as-of\"").doesNotContain("id=\"change\"");
    assertThat(owner.get("/stock/PAST?at=2026-04-01T00:00&axis=recorded").body())
        .contains("id=\"on-hand\">0<");
    assertThat(owner.get("/stock/PAST").body())
        .containsPattern("id=\"on-hand\"><a [^>]*>15<")
        .contains("[[&#34;2026-03-01&#34;,10],[&#34;2026-05-01&#34;,15]]");
    assertThat(owner.get("/stock/PAST?at=yesterday").statusCode()).isEqualTo(400);
    assertThat(owner.get("/stock/PAST?days=8").statusCode()).isEqualTo(400);
  }
}
