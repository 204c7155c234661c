package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts that would run in a browser or a database, in every field that people or channels write:
 * each page shows them as they were written, and nothing else happens.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileTextsIT {

  /** Each gets out of another place in a page, where it is not escaped as it must be there. */
  private static final List<String> TEXTS =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'><svg onload=alert(1)>",
          "\" autofocus onfocus=alert(1) x=\"",
          "</title><script>alert(1)</script>",
          "</textarea><script>alert(1)</script>",
          "</script><script>alert(1)</script>",
          "--><iframe srcdoc='<script>alert(1)</script>'></iframe>",
          "<a href=javascript:alert(1)>here</a>",
          "javascript:alert(1)",
          "<math><mglyph><style></math><img src onerror=alert(1)>",
          "<p data-bars='[' data-feed=on hx-get=/ hx-trigger=load>",
          "{{constructor.constructor('alert(1)')()}}",
          "${alert(1)} #{alert(1)} @(alert(1)) $unsafe{alert(1)}",
          "`;alert(1);//",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "'; drop table movement; --",
          "\\'); select pg_sleep(60); --",
          "%27 or 1=1 %00 :seller ?");

  /** What a text would have made of a page. Our own scripts and pictures come from /assets/. */
  private static final String INTRUDING =
      "script:not([src^='/assets/']), img:not([src^='/assets/']), iframe, style, math, [onload], [onerror], [onfocus],"
          + " [href^='javascript:'], main [hx-get]";

  private static final String INTRUDERS =
      "what => [...document.querySelectorAll(what)].map(element => element.outerHTML)";

  /** What shows some of them, or none. */
  private static final List<String> OTHER_LISTS =
      List.of(
          "/", "/alerts", "/batches", "/reservations", "/settings/audit", "/held-changes", "/sync");

  @TempDir private static Path folder;

  @Test
  void areShownAsTheyWereWrittenAndDoNothing() throws Exception {
    Chromium.require();
    try (ShippedServer server = ShippedServer.startReady(folder.resolve("data"), Map.of());
        Chromium chromium = Chromium.start()) {
      Map<String, String> written = writeEverywhere(chromium.api(server));
      written.putAll(HostileListings.write(server, chromium.api(server), TEXTS));
      connectEach(chromium.api(server));
      Page page = chromium.page(1280, ColorScheme.LIGHT);
      Chromium.comeInTheFirstTime(page, server);

      for (int i = 0; i < TEXTS.size(); i++) {
        String text = TEXTS.get(i);
        read(page, server, "/stock/X-" + i, text);
        read(page, server, "/orders/shop/" + encoded(text), text);
        read(page, server, "/stock?q=" + encoded(text), text);
        read(page, server, "/journal?sku=X-" + i, text);
      }
      written.forEach((path, text) -> read(page, server, path, text));
      for (String path :
          List.of(
              "/stock",
              "/orders",
              "/journal",
              "/settings/locations",
              "/receiving",
              "/settings/alerts",
              "/settings/users",
              "/settings/tokens",
              "/settings/webhooks",
              "/imports",
              "/sync/calls/web",
              "/listings")) {
        read(page, server, path, TEXTS.toArray(String[]::new));
      }
      for (String path : OTHER_LISTS) {
        read(page, server, path);
      }
      echo(page, server);
      String key = page.locator("[name=form_key]").first().inputValue();
      written.forEach(
          (path, text) -> {
            if (path.startsWith("/listings/")) {
              answerOfListing(page, key, path, text);
            }
          });
      for (int i = 0; i < TEXTS.size(); i++) {
        answerOfOthers(page, key, i, TEXTS.get(i));
      }
      switchAmongSellers(page, server, chromium.api(server));
      assertThat(chromium.complaints())
          .filteredOn(complaint -> !complaint.matches(".*responded with a status of 4\\d\\d.*"))
          .isEmpty();
      assertThat(chromium.requested()).allMatch(url -> url.startsWith(server.url()));
    }
  }

  /** Opens a page that holds these texts, as people see texts: in words, or in a field. */
  private static void read(Page page, ShippedServer server, String path, String... texts) {
    Response answer = page.navigate(server.url() + path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    String shown = shown(page);
    assertThat(texts).as(path).allMatch(shown::contains);
    assertThat((List<?>) page.evaluate(INTRUDERS, INTRUDING)).as(path).isEmpty();
  }

  /**
   * Asks for a page, or sends what a form would, and has the browser read the answer as it reads
   * every page, but not load what belongs to it: so that many can be read.
   *
   * @param fields of a form; none: the page is asked for
   * @return what people see of it, and its title
   */
  private static String parsed(Page page, String path, Map<String, String> fields) {
    Map<?, ?> answer =
        (Map<?, ?>)
            page.evaluate(
                """
                async ([path, fields, intruders]) => {
                  const form = Object.keys(fields).length > 0 && { method: 'POST', body: new URLSearchParams(fields) };
                  const answer = await fetch(path, form || {});
                  const read = new DOMParser().parseFromString(await answer.text(), 'text/html');
                  const values = [...read.querySelectorAll('input')].map(field => field.getAttribute('value'));
                  return { text: [read.title, read.body.textContent, ...values].join('\\n'),
                    intruders: [...read.querySelectorAll(intruders)].map(element => element.outerHTML) };
                }
                """,
                List.of(path, fields, INTRUDING));
    assertThat((List<?>) answer.get("intruders")).as("%s %s", path, fields).isEmpty();
    return answer.get("text").toString();
  }

  /** What forms of a listing answer. */
  private static void answerOfListing(Page page, String key, String path, String text) {
    Map<String, String> form =
        Map.of("form_key", key, "seen", text, "action", "preview", "buffer", text);
    assertThat(parsed(page, path + "/rule", form)).as(path).contains(text);
    assertThat(
            parsed(page, path, Map.of("form_key", key, "version", "1", "sku", text, "units", text)))
        .as(path)
        .contains("There is no product");
    assertThat(
            parsed(
                page,
                path + "/add",
                Map.of(
                    "form_key", key, "key", path, "units", "1", "location", "loc-0", "note", text)))
        .as(path)
        .contains(text);
  }

  /** Filters, and forms that keep or refuse what is typed. */
  private static void answerOfOthers(Page page, String key, int i, String text) {
    for (String path :
        List.of(
            "/labels?lines=",
            "/journal?actor=",
            "/reports/stock-movements?actor=",
            "/verification-records?sku=",
            "/what-if?from=2026-01-01&channel=",
            "/listings?channel=",
            "/settings/audit?actor=")) {
      parsed(page, path + encoded(text), Map.of());
    }
    Map<String, String> comparison =
        Map.of("form_key", key, "key", "c-" + i, "action", "compare", "product", text);
    assertThat(parsed(page, "/reconciliations/stock", comparison)).contains("There is no product");
    Map<String, String> view =
        Map.of(
            "form_key", key, "path", "/stock", "query", "q=X-" + i, "action", "keep", "name", text);
    assertThat(parsed(page, "/views", view)).as("a view").contains(text);
    Map<String, String> channel =
        Map.of("form_key", key, "channel", text, "set.company", text, "poll_seconds", text);
    assertThat(parsed(page, "/settings/channel-types/backmarket", channel))
        .as("a channel that is added")
        .contains(text);
    assertThat(parsed(page, "/settings/channels/told-" + i, Map.of()))
        .as("a channel that is there")
        .contains(text);
    answerOfPurchase(page, key, text);
    answerOfFile(page, key, text);
  }

  /** A file with such columns and cells, and what is chosen of it. */
  private static void answerOfFile(Page page, String key, String text) {
    String cell = "\"" + text.replace("\"", "\"\"") + "\"";
    String path =
        page.evaluate(
                """
                async ([key, name, content]) => {
                  const form = new FormData();
                  form.append('form_key', key);
                  form.append('file', new Blob([content]), name);
                  return new URL((await fetch('/imports', { method: 'POST', body: form })).url).pathname;
                }
                """,
                List.of(key, text, cell + ",sku\n" + cell + "," + cell + "\n"))
            .toString();
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    assertThat(parsed(page, path, Map.of())).as(path).contains(shown);
    Map<String, String> read =
        Map.of("form_key", key, "version", "1", "action", "read", "kind", "orders");
    parsed(page, path, read);
    Map<String, String> check =
        Map.of(
            "form_key",
            key,
            "version",
            "2",
            "action",
            "check",
            "column_external_id",
            "0",
            "column_sku",
            "1",
            "same_channel",
            text,
            "same_status",
            text);
    assertThat(parsed(page, path, check)).as(path).contains(shown);
    parsed(page, path, Map.of("form_key", key, "action", "discard"));
  }

  /**
   * A new one, refused for its quantity and then for what was pasted; each shows all it was told.
   */
  private static void answerOfPurchase(Page page, String key, String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field :
        List.of(
            "key", "kind", "reference", "supplier", "location", "expected_at", "note", "line")) {
      form.put(field, text);
    }
    form.putAll(
        Map.of("form_key", key, "sku", text, "quantity", text, "line_location", text, "lines", ""));
    assertThat(parsed(page, "/receiving/new", form))
        .contains("must be a whole number", "must be a day")
        .contains(text);
    form.put("lines", "\"" + text.replace("\"", "\"\"") + "\"");
    assertThat(parsed(page, "/receiving/new", form)).contains("Line 1 must be", text);
  }

  /** Each is called by a text, invites the owner, and is acted for once. */
  private static void switchAmongSellers(Page page, ShippedServer server, APIRequestContext api) {
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      String invitation = HostileListings.invitation(api, i, text);
      assertThat(parsed(page, invitation, Map.of())).contains("Join " + text);
      assertThat(parsed(page, invitation, Map.of("joins", "true")))
          .contains("Overview · " + text + " · Onhand");
    }
    read(page, server, "/account", TEXTS.toArray(String[]::new));
    assertThat(page.title()).contains(TEXTS.getLast());
  }

  private static String shown(Page page) {
    return page.evaluate(
            "() => document.body.textContent + [...document.querySelectorAll('input, textarea')].map(field => field.value).join('\\n')")
        .toString();
  }

  /** What a person types and gets back, as it was refused. */
  private static void echo(Page page, ShippedServer server) {
    for (String text : TEXTS) {
      page.navigate(server.url() + "/adjustments");
      page.locator("textarea").fill(text);
      page.locator("#note").fill(text);
      page.locator("#reason").selectOption("corrected");
      page.locator("main form button").last().click();
      page.waitForLoadState();
      assertThat(shown(page)).as("/adjustments").contains(text);
      assertThat((List<?>) page.evaluate(INTRUDERS, INTRUDING)).as("/adjustments").isEmpty();
    }
  }

  /**
   * Writes each text into each field.
   *
   * @return pages whose address is not known before, with the text that is on each
   */
  private static Map<String, String> writeEverywhere(APIRequestContext api) {
    Map<String, String> written = new LinkedHashMap<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      writeNames(api, i, text);
      order(api, i, text);
      String purchase = "/receiving/" + purchase(api, i, text);
      written.put(purchase, text);
      written.put(purchase + "/edit", text);
      written.put("/batches/" + batch(api, i, text), text);
    }
    return written;
  }

  /** A channel whose settings hold a text, for each. */
  private static void connectEach(APIRequestContext api) {
    for (int i = 0; i < TEXTS.size(); i++) {
      Map<String, ?> settings =
          Map.of("token", "t", "company", TEXTS.get(i), "contact", "c@c.example");
      Chromium.make(
          api,
          "PUT",
          "channels/told-" + i + "/account",
          Map.of("type", "backmarket", "settings", settings));
    }
  }

  private static void writeNames(APIRequestContext api, int i, String text) {
    String location = "loc-" + i;
    Chromium.make(api, "POST", "products", Map.of("sku", "X-" + i, "name", text));
    Chromium.make(api, "POST", "locations", Map.of("code", location, "name", text));
    Chromium.make(
        api, "POST", "users", Map.of("login", "user-" + i, "name", text, "role", "viewer"));
    Chromium.make(api, "POST", "tokens", Map.of("name", text, "scopes", List.of("stock:read")));
    Chromium.make(
        api,
        "POST",
        "alert-targets",
        Map.of("name", text, "kind", "email", "address", "shop@example.com"));
    Map<String, ?> arrived = Map.of("sku", "X-" + i, "quantity", 1, "location", location);
    Chromium.make(
        api, "POST", "movements", with(arrived, Map.of("reason", "purchase", "note", text)));
  }

  private static void order(APIRequestContext api, int i, String text) {
    List<Map<String, ?>> lines =
        List.of(
            Map.of("line", "1", "sku", "X-" + i, "quantity", 1),
            Map.of("line", text, "sku", "not known " + i, "quantity", 1));
    Chromium.make(
        api, "PUT", "orders/shop/" + encoded(text), Map.of("status", "paid", "lines", lines));
  }

  private static String purchase(APIRequestContext api, int i, String text) {
    Map<String, ?> words = Map.of("reference", text, "supplier", text, "note", text);
    Map<String, ?> line = Map.of("line", text, "sku", "X-" + i, "quantity", 1);
    Map<String, ?> goods = Map.of("location", "loc-" + i, "lines", List.of(line));
    return Chromium.make(api, "POST", "purchase-orders", with(words, goods));
  }

  private static String batch(APIRequestContext api, int i, String text) {
    String batch =
        Chromium.make(
            api, "POST", "batches", Map.of("kind", "top_up", "location", "loc-" + i, "note", text));
    Map<String, ?> scan = Map.of("id", text, "code", text);
    Chromium.make(api, "POST", "batches/" + batch + "/scans", Map.of("scans", List.of(scan)));
    return batch;
  }

  private static Map<String, ?> with(Map<String, ?> some, Map<String, ?> more) {
    Map<String, Object> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
