package dev.onhand.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.onhand.e2e.Chromium.NARROW;
import static dev.onhand.e2e.Chromium.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All pages there are: who can read them, and how they look. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageLooksIT {

  private static final List<String> PATHS =
      List.of(
          "/",
          "/stock",
          "/stock?adjust=CUP",
          "/stock?running_low=true",
          "/search?q=id-CUP",
          "/stock/TEA",
          "/stock/CUP",
          "/stock/CUP?at=2026-02-01T00:00&days=90",
          "/adjustments",
          "/orders",
          "/reservations",
          "/reservations/audit",
          "/orders/web/A-1",
          "/listings",
          "/channels",
          "/channels/web/shadow",
          "/channels/web/buffers",
          "/channels/web/buffers?propose=true",
          "/sync",
          "/sync/calls/web",
          "/held-changes",
          "/held-changes/hld_0000000000001",
          "/journal",
          "/alerts",
          "/receiving",
          "/receiving/new",
          "/batches",
          "/imports",
          "/verification-records",
          "/reports",
          "/reports/movements-by-day",
          "/reports/movements-by-reason?from=2026-01-01",
          "/what-if",
          "/what-if?from=2026-01-01&channel=web&buffer=2&sourcing=nearest",
          "/labels",
          "/settings/webhooks",
          "/reconciliations",
          "/reconciliations/stock",
          "/settings/locations",
          "/settings/channels",
          "/settings/channels/web",
          "/settings/channel-types/http",
          "/settings/channel-types/shopify",
          "/settings/channel-types/mirakl?preset=several_shops",
          "/settings/users",
          "/settings/tokens",
          "/settings/alerts",
          "/settings/audit",
          "/settings/backups",
          "/settings/about",
          "/account");

  /** Lists whose first row leads to a page of its own. */
  private static final List<String> LISTS =
      List.of(
          "/listings",
          "/reconciliations",
          "/receiving",
          "/batches",
          "/imports",
          "/sync",
          "/settings/webhooks");

  /**
   * What people get and do not look at, and what only a server shows that demands second factors.
   */
  private static final Set<String> NO_PAGES =
      Set.of(
          "/feed",
          "/alerts.csv",
          "/alerts.xlsx",
          "/batches.csv",
          "/batches.xlsx",
          "/held-changes.csv",
          "/held-changes.xlsx",
          "/held-changes/{id}/listings.csv",
          "/held-changes/{id}/listings.xlsx",
          "/imports.csv",
          "/imports.xlsx",
          "/journal.csv",
          "/journal.xlsx",
          "/listings.csv",
          "/listings.xlsx",
          "/orders.csv",
          "/orders.xlsx",
          "/receiving.csv",
          "/receiving.xlsx",
          "/reconciliations.csv",
          "/reconciliations.xlsx",
          "/reconciliations/{id}/differences.csv",
          "/reconciliations/{id}/differences.xlsx",
          "/reconciliations/stock.csv",
          "/reconciliations/stock.xlsx",
          "/reconciliations/stock/{run}/products.csv",
          "/reconciliations/stock/{run}/products.xlsx",
          "/reservations.csv",
          "/reservations.xlsx",
          "/settings/audit.csv",
          "/settings/audit.xlsx",
          "/settings/locations.csv",
          "/settings/locations.xlsx",
          "/settings/tokens.csv",
          "/settings/tokens.xlsx",
          "/settings/users.csv",
          "/settings/users.xlsx",
          "/settings/webhooks/{id}/deliveries.csv",
          "/settings/webhooks/{id}/deliveries.xlsx",
          "/stock.csv",
          "/stock.xlsx",
          "/sync/attempts.csv",
          "/sync/attempts.xlsx",
          "/sync/given-up.csv",
          "/sync/given-up.xlsx",
          "/verification-records.csv",
          "/verification-records.xlsx",
          "/reports/{name}/export",
          "/settings/about/sbom",
          "/sign-in/oidc",
          "/sign-in/oidc/callback",
          "/sign-in/second-factor");

  /** So that pages have its button; nobody is asked before somebody presses it. */
  private static final Map<String, String> SINGLE_SIGN_ON =
      Map.of(
          "ONHAND_OIDC_ISSUER",
          "https://id.example",
          "ONHAND_OIDC_CLIENT_ID",
          "onhand",
          "ONHAND_OIDC_CLIENT_SECRET",
          "kept by both",
          "ONHAND_OIDC_NAME",
          "the company's accounts");

  @TempDir private static Path folder;

  private static ShownShop shop;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(
          () -> folder, place -> SINGLE_SIGN_ON, (made, api) -> shop = ShownShop.fill(made, api));

  private static ShippedServer server;
  private static Chromium chromium;

  @BeforeEach
  void begin() {
    server = SHOWN.server();
    chromium = SHOWN.chromium();
  }

  /** No violation of WCAG, nothing beside the screen, in both widths, in the light and dark. */
  @Test
  void everyPageCanBeReadByAll() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    Set<String> seen = new HashSet<>();
    seen.add(see(page, "/sign-in", "sign-in"));
    seen.add(see(page, "/sign-in/code", "sign-in-code"));
    seen.add(see(page, shop.link(), "welcome"));
    page.navigate(server.url() + "/sign-in");
    Chromium.signIn(page);
    for (String path : PATHS) {
      seen.add(see(page, path, path));
    }
    for (String list : LISTS) {
      seen.add(see(page, first(page, list), list + "/one"));
    }
    seen.add(see(page, first(page, "/receiving") + "/edit", "/receiving/edit"));
    seen.add(see(page, file(page), "/imports/file"));
    press(page, "Discard the file");
    page.waitForURL("**/imports");
    page.navigate(server.url() + first(page, "/settings/webhooks"));
    String delivery = page.locator("main a[href*='/deliveries/']").first().getAttribute("href");
    seen.add(see(page, delivery, "delivery"));
    assertThat(Routes.ofPages())
        .as("pages that nobody looked at")
        .filteredOn(route -> seen.stream().noneMatch(path -> Routes.leads(path, route)))
        .containsExactlyInAnyOrderElementsOf(NO_PAGES);
    page.navigate(server.url() + "/account");
    page.locator("#password-now").fill(Chromium.PASSWORD);
    press(page, "Set up");
    page.locator("#recovery li").first().waitFor();
    assertThat(page.locator("#recovery li").count()).isEqualTo(10);
    chromium.lookInBothWidths(page, "second-factor");
    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.requested())
        .hasSizeGreaterThan(1)
        .allMatch(url -> url.startsWith(server.url()));
  }

  /**
   * A link that is over, a password and a token that are wrong: what to do then is said, and is at
   * hand.
   */
  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void whoIsNotLetInSeesWhyAndTriesAgain(int width) {
    Page page = chromium.page(width, ColorScheme.LIGHT);
    page.navigate(server.url() + "/welcome/none");
    assertThat(page.locator("#error").innerText()).contains("Ask an admin for a new one");
    chromium.lookLightAndDark(page, "welcome-over", width);
    page.locator("#login").fill("owner");
    page.locator("#password").fill("black tea in the evening");
    press(page, "Sign in");
    assertThat(page.locator("#error")).hasText("The login or the password is not right.");
    assertThat(page.locator("#password")).isFocused();
    chromium.lookLightAndDark(page, "sign-in-refused", width);
    page.locator("summary").click();
    page.locator("#token").fill("onh_live_cut");
    press(page, "Sign in with the token");
    assertThat(page.locator("#error")).containsText("mistyped or cut off");
    assertThat(page.locator("#token")).isFocused();
    chromium.lookLightAndDark(page, "token-refused", width);
    assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("status of 40"));
    page.close();
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** Where a file waits that was sent. */
  private static String file(Page page) {
    page.navigate(server.url() + "/imports");
    byte[] text = "Artikel;Menge\nTEA;5\n".getBytes(StandardCharsets.UTF_8);
    page.locator("#file").setInputFiles(new FilePayload("count.csv", "text/csv", text));
    press(page, "Look at it");
    page.waitForURL("**/imports/files/*");
    return page.url().substring(server.url().length());
  }

  private static String see(Page page, String path, String name) {
    Response answer = page.navigate(server.url() + path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    chromium.lookInBothWidths(page, name);
    return path;
  }

  /** Where the first row of a list leads that has a page of its own. */
  private static String first(Page page, String list) {
    page.navigate(server.url() + list);
    String below = list.equals("/sync") ? "/sync/attempts/" : list + "/";
    return page.locator("main td a[href^='" + below + "']").first().getAttribute("href");
  }

  /** What a list is for, and where something is typed, by the path of the page. */
  private static final Map<String, String> SEEN_FIRST =
      Map.of(
          "/stock", "thead th:text-is('Available')",
          "/stock/TEA", "#change input[name=units]",
          "/journal", "tbody td.number",
          "/imports", "tbody td:has-text('complete')",
          "/held-changes", "tbody .badge",
          "/settings/audit", "tbody .badge",
          "/settings/users", "tbody summary:has-text('Remove')",
          "/settings/locations", "tbody button:has-text('Save')",
          "/settings/alerts", "tbody button:has-text('Save')",
          "/settings/tokens", "tbody summary:has-text('Revoke')");

  @Test
  void phoneShowsWhatMattersWithoutMovingATable() {
    Page page = chromium.page(NARROW, ColorScheme.LIGHT);
    page.navigate(server.url() + "/sign-in");
    Chromium.signIn(page);
    SEEN_FIRST.forEach(
        (path, what) -> {
          page.navigate(server.url() + path);
          assertThat(rightEdge(page, what)).as(path).isLessThanOrEqualTo(NARROW);
        });
    page.navigate(server.url() + file(page));
    assertThat(rightEdge(page, "#mapping select")).isLessThan(NARROW - 20);
    press(page, "Discard the file");
    page.waitForURL("**/imports");
    page.close();
  }

  private static double rightEdge(Page page, String selector) {
    BoundingBox box = page.locator(selector).first().boundingBox();
    return box.x + box.width;
  }

  @Test
  void pagesCanBeReadWithoutScripts() throws Exception {
    Page page =
        chromium.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
    page.navigate(server.url() + "/sign-in");
    Chromium.signIn(page);

    assertThat(page.navigate(server.url() + "/stock").status()).isEqualTo(200);
    assertThat(page.locator("main").innerText()).contains("TEA", "Tea <b>in bags</b>");
    page.route("**/assets/**", Route::abort); // how it looks is looked at elsewhere
    for (String path : PATHS) {
      assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
      assertThat(page.locator("main h1").innerText()).as(path).isNotEmpty();
      for (Locator chart : page.locator(".chart").all()) {
        assertThat(chart.getAttribute("aria-label")).as(path).contains("in the table below");
        assertThat(chart.locator("xpath=following::table").count()).as(path).isPositive();
      }
    }
  }

  @Test
  void linksCanBeReachedByKeyboardAndTheFocusIsSeen() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/sign-in");
    Chromium.signIn(page);
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.textContent"))
        .isEqualTo("Skip to the content");
    for (int i = 0; i < 6; i++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
          .as("focus is seen on %s", page.evaluate("() => document.activeElement.outerHTML"))
          .isNotEqualTo("none");
    }
  }
}
