package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views of lists are everybody's own. */
class ViewPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void comeIn() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  private static HttpResponse<String> keep(
      Visitor visitor, String path, String name, String query, String... more) {
    String[] form = {
      "form_key", visitor.field("/account", "form_key"), "path", path, "name", name, "query", query
    };
    String[] all = java.util.Arrays.copyOf(form, form.length + more.length);
    System.arraycopy(more, 0, all, form.length, more.length);
    return visitor.post("/views", all);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void keepsFiltersUnderANameAndOpensTheListWithTheUsualOne() {
    assertThat(
            location(
                keep(owner, "/orders", "Waiting", "only=backordered&starting_after=ord_1&status=")))
        .isEqualTo("/orders?only=backordered");
    assertThat(owner.get("/orders").statusCode()).isEqualTo(200);
    location(keep(owner, "/orders", "Of web", "channel=web", "usual", "true"));
    assertThat(location(owner.get("/orders"))).isEqualTo("/orders?channel=web");

    location(keep(owner, "/orders", "Waiting", "only=backordered", "usual", "true"));
    assertThat(location(owner.get("/orders"))).isEqualTo("/orders?only=backordered");
    String all = owner.get("/orders?limit=50").body();
    assertThat(all).contains("href=\"/orders?channel=web\"", "href=\"/orders?only=backordered\"");
    assertThat(owner.get("/journal").body()).doesNotContain("Of web");

    location(keep(owner, "/orders", "Waiting", "", "action", "remove"));
    assertThat(owner.get("/orders").body()).contains("Of web").doesNotContain("Waiting</a>");
  }

  @Test
  void isSeenByNobodyElse() {
    location(keep(owner, "/stock", "Mine alone", "q=secret", "usual", "true"));
    Client.Answer seller =
        SERVER
            .admin()
            .post("/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
    Client.Answer colleague =
        SERVER
            .admin()
            .post("/api/v1/tokens", "{\"name\":\"colleague\",\"scopes\":[\"stock:read\"]}");
    for (String token : new String[] {seller.at("/token/token"), colleague.at("/token")}) {
      Visitor other = new Visitor(SERVER.server().url()).signedIn(token);
      assertThat(other.get("/stock").body()).doesNotContain("Mine alone").contains("<h1");
      location(keep(other, "/stock", "Mine alone", "", "action", "remove"));
    }
    assertThat(location(owner.get("/stock"))).isEqualTo("/stock?q=secret");
  }

  @Test
  void hasTheColumnsThatItsVisitorWants() {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}");
    String path = "/stock?limit=50";
    assertThat(owner.get(path).body()).contains("value=\"Buffer\" checked").doesNotContain("hide-");
    String[] two = {"action", "columns", "shown", "On hand", "shown", "Available"};
    assertThat(location(keep(owner, "/stock", "", "q=te&limit=50", two))).isEqualTo("/stock?q=te");
    assertThat(location(keep(owner, "/stock", "", "", two))).isEqualTo(path);

    assertThat(owner.get(path).body())
        .contains("hide-3 hide-5 hide-6 hide-8 hide-9 hide-10", "value=\"Available\" checked")
        .doesNotContain("value=\"Buffer\" checked");
    assertThat(owner.get("/journal").body()).doesNotContain("hide-");
    Client.Answer reader =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"stock:read\"]}");
    Visitor other = new Visitor(SERVER.server().url()).signedIn(reader.at("/token"));
    assertThat(other.get(path).body()).contains("TEA").doesNotContain("hide-");
    location(keep(other, "/stock", "", "", "action", "columns", "shown", "Name"));
    assertThat(other.get(path).body()).contains("hide-3 hide-4").doesNotContain("hide-2");
    assertThat(owner.get(path).body()).contains("hide-3 hide-5");
  }

  /** What was just done on a page is no filter of its list. */
  @ParameterizedTest
  @CsvSource({
    "/reservations, channel=web, Note",
    "/receiving, status=open&sku=TEA, Supplier",
    "/batches, under_way=true, By",
    "/verification-records, channel=web, Notes",
    "/reconciliations, hourly=true, Equal",
    "/sync, channel=web, Told",
    "/alerts, closed=true, Of"
  })
  void isThereForListsOfWork(String list, String query, String column) {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}");
    location(keep(owner, list, "Mine", query + "&again=2", "usual", "true"));
    String shown = location(owner.get(list));
    assertThat(shown).isEqualTo(list + "?" + query);
    assertThat(owner.get(shown).body())
        .containsOnlyOnce("id=\"views\"")
        .contains(">Mine <span", "value=\"" + column + "\" checked");
    hide(list, column);
    assertThat(owner.get(shown).body()).contains(">Mine <span");
  }

  @ParameterizedTest
  @CsvSource({"/imports, limit=9, Refused", "/held-changes, limited=web, Held now"})
  void listWithoutFiltersHasTheColumnsThatItsVisitorWants(
      String list, String query, String column) {
    assertThat(owner.get(list + "?" + query).body())
        .containsOnlyOnce("id=\"views\"")
        .contains("value=\"" + column + "\" checked")
        .doesNotContain("Keep this view");
    hide(list, column);
  }

  private static void hide(String list, String column) {
    location(keep(owner, list, "", "", "action", "columns", "shown", "Channel"));
    assertThat(owner.get(list + "?limit=50").body())
        .contains("value=\"" + column + "\"")
        .doesNotContain("value=\"" + column + "\" checked");
  }

  @Test
  void auditIsNarrowedByWhoWhatOfWhatAndWhenToAViewThatIsKept() {
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"seen\"}");
    String wanted = "actor=token%3Aadmin&what=create+location&of=LOCATIONS&from=2026-01-01";
    location(keep(owner, "/settings/audit", "Mine", wanted));

    assertThat(owner.get("/settings/audit?" + wanted).body())
        .contains(
            "Mine</a>",
            "<td>create location</td>",
            "<td class=\"long\">/api/v1/locations</td>",
            "href=\"/settings/audit.csv?actor=token%3Aadmin&amp;what=create%20location&amp;of=LOCATIONS&amp;from=2026-01-01\"");
    assertThat(owner.get("/settings/audit.csv?" + wanted).body()).contains("create location");
    for (String other : List.of("actor=token%3Aadm", "what=token", "of=sellers", "to=2026-01-01")) {
      assertThat(owner.get("/settings/audit?" + other).body())
          .as(other)
          .doesNotContain("<td>create location</td>");
      assertThat(owner.get("/settings/audit.csv?" + other).body())
          .as(other)
          .doesNotContain("create location");
    }
    assertThat(owner.get("/settings/audit?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void auditHasTheColumnsThatItsVisitorWants() {
    assertThat(owner.get("/settings/audit").body()).contains("<td class=\"nowrap\">");
    hide("/settings/audit", "Request");
    assertThat(owner.get("/settings/audit").body()).contains("hide-2 hide-3 hide-4 hide-5 hide-6");
  }

  @Test
  void refusesWhatIsNoViewOfAList() {
    assertThat(keep(owner, "/settings/users", "x", "q=1").statusCode()).isEqualTo(400);
    assertThat(keep(owner, "//elsewhere.example", "x", "q=1").statusCode()).isEqualTo(400);
    assertThat(keep(owner, "/listings", "x", "").statusCode()).isEqualTo(400);
    assertThat(keep(owner, "/listings", "x", "q=1\r\nSet-Cookie:a=b").statusCode()).isEqualTo(400);
    assertThat(keep(owner, "/listings", " ", "q=1").statusCode()).isEqualTo(400);
    for (int view = 0; view < SavedViews.VIEWS_MAX; view++) {
      location(keep(owner, "/listings", "view " + view, "channel=c" + view));
    }
    assertThat(keep(owner, "/listings", "one more", "q=1").body()).contains("remove one first");
    location(keep(owner, "/listings", "view 0", "channel=d"));
  }
}
