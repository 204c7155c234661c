package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    Client admin = SERVER.admin();
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
    admin.post("/api/v1/products", "{\"sku\":\"<b>MUG</b>\",\"name\":\"Mug\"}");
    Client.Answer moved =
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"<b>MUG</b>\",\"reason\":\"purchase\",\"quantity\":1234,\"location\":\"shop\"}",
            "Idempotency-Key",
            "in");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
  }

  @Test
  void listsReportsAndShowsEach() {
    HttpResponse<String> list = owner.get("/reports");

    assertThat(list.body()).contains("<h1>Reports</h1>", "href=\"/reports/valuation\"");
    list.body()
        .lines()
        .filter(line -> line.contains("href=\"/reports/"))
        .map(line -> line.replaceAll(".*href=\"(/reports/[a-z-]+)\".*", "$1"))
        .forEach(
            path -> {
              HttpResponse<String> page = owner.get(path);
              assertThat(page.statusCode()).as(path).isEqualTo(200);
              assertThat(page.body()).contains(path + "/export?");
            });
  }

  @Test
  void showsRowsDrawsThemAndLinksFilesOfTheSameQuestion() {
    String page = owner.get("/reports/movements-by-day?sku=%3Cb%3EMUG%3C/b%3E").body();

    assertThat(page)
        .contains("data-bars=\"{", "<td class=\"number\">1,234</td>")
        .contains("format=xlsx", "sku=%3Cb%3EMUG%3C%2Fb%3E");
    assertThat(owner.get("/reports/movements-by-reason").body())
        .contains("&#34;name&#34;:&#34;purchase&#34;,&#34;data&#34;:[1234]");
    assertThat(owner.get("/journal?reason=purchase&cause=web%2F1&channel=web").body())
        .contains("href=\"/reports/movements-by-reason?reason=purchase&amp;channel=web\"")
        .contains("reason=purchase&amp;cause=web%2F1&amp;channel=web\" download")
        .contains("No movement is like that");
    assertThat(owner.get("/reports/valuation").body())
        .contains("&lt;b&gt;MUG&lt;/b&gt;")
        .doesNotContain("<b>MUG</b>");
  }

  @Test
  void exportsWhatIsAsked() {
    HttpResponse<String> csv = owner.get("/reports/valuation/export?format=csv&location=shop");

    assertThat(csv.headers().firstValue("Content-Disposition").orElse(""))
        .contains("onhand-valuation.csv");
    assertThat(csv.body()).contains("<b>MUG</b>,Mug,shop,1234,1234,0,0,0,100.00");
    assertThat(owner.get("/reports/valuation/export?format=xlsx").body()).startsWith("PK");
  }

  @Test
  void saysOnAPageWhatIsWrongWithTheQuestion() {
    HttpResponse<String> refused = owner.get("/reports/valuation?actor=me");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("cannot be narrowed by actor", "<!doctype html>");
    assertThat(owner.get("/reports/none").statusCode()).isEqualTo(404);
  }

  @Test
  void hasNineEntriesAtMostAndTabsForTheirParts() {
    String page = owner.get("/batches").body();
    String navigation =
        page.substring(page.indexOf("aria-label=\"Sections\""), page.indexOf("<main"));

    assertThat(navigation.split("nav-item", -1)).hasSizeLessThanOrEqualTo(1 + 9);
    assertThat(navigation).contains("href=\"/reports\"", "active\" href=\"/receiving\"");
    assertThat(page).contains("active\" href=\"/batches\"");
  }
}
