package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a person sees them, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageIT {
  private static final int NARROW = 360;
  private static final int WIDE = 1280;

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
          "/orders/web/A-1",
          "/listings",
          "/channels",
          "/channels/web/shadow",
          "/channels/web/buffers",
          "/channels/web/buffers?propose=true",
          "/sync",
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
          "/reservations.csv",
          "/reservations.xlsx",
          "/settings/audit.csv",
          "/settings/audit.xlsx",
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

  private static final String PASSWORD = "green tea in the morning";

  @TempDir private static Path folder;

  private static ShippedServer server;
  private static Chromium chromium;

  /** Of somebody who did not come in yet. */
  private static String link;

  private static String invitation;

  /** For each test, so that each says that it was skipped. */
  @BeforeEach
  void requireChromium() throws Exception {
    Chromium.require();
    if (server == null) {
      open();
    }
    chromium.forget();
  }

  private static void open() throws Exception {
    server = ShippedServer.start(folder.resolve("data"));
    chromium = Chromium.start();
    comeInTheFirstTime();
    ShownShop shop = ShownShop.fill(server, chromium.api(server));
    link = shop.link();
    invitation = shop.invitation();
  }

  /** As the owner of a new server does: by the link that it printed. */
  private static void comeInTheFirstTime() {
    Page page = chromium.browser().newPage();
    page.navigate(server.url() + server.welcome());
    label(page, "Password").fill(PASSWORD);
    label(page, "The same again").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("welcome"));
    assertThat(page.title()).isEqualTo("Overview · Onhand");
    page.close();
  }

  private static Locator label(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  @AfterAll
  static void close() throws Exception {
    if (server != null) {
      chromium.close();
      server.close();
    }
  }

  @Test
  void personSignsInReceivesUnitsAndSeesWhyThereAreSoMany() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/stock/TEA");
    assertThat(page.title()).isEqualTo("Sign in · Onhand");
    signIn(page);

    assertThat(page.url()).endsWith("/stock/TEA");
    fill(page, "another location", "12", "by", "received", "first delivery");
    page.getByLabel("Another location of TEA").selectOption("shop");
    button(page, "Record").click();

    assertThat(page.locator("#done").innerText()).isEqualTo("Recorded.");
    assertThat(page.locator("#available").innerText()).isEqualTo("12");
    assertThat(page.locator("main").innerText()).contains("first delivery", "All of it adds up.");

    fill(page, "shop", "13", "by", "damaged", "dropped");
    button(page, "Record").click();
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("Only 12 units");
    assertThat(page.locator("#planned").innerText()).contains("refused");
  }

  /** What a person who is lost sees, and the file that a person takes along. */
  @Test
  void personWhoIsLostIsShownAWayAndAListCanBeTakenAlong() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/nowhere?x=1");
    signIn(page);
    assertThat(page.locator("h1").innerText()).isEqualTo("There is no such thing");
    chromium.look(page, "nowhere", WIDE, ColorScheme.LIGHT);
    assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("status of 404"));
    page.getByLabel("Search for a SKU or name").fill("CUP");
    button(page, "Search").click();
    Download file = page.waitForDownload(() -> page.getByText("Export as CSV").click());
    assertThat(file.suggestedFilename()).isEqualTo("onhand-stock.csv");
    assertThat(Files.readString(file.path())).startsWith("sku,name,on_hand").contains("\nCUP,");
  }

  @Test
  void billOfMaterialsCanBeTakenAlong() throws Exception {
    Shell.assumeBuiltOnline();
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/settings/about");
    signIn(page);
    Download sbom = page.waitForDownload(() -> page.getByText("The bill of materials").click());
    assertThat(Files.readString(sbom.path())).contains("\"bomFormat\" : \"CycloneDX\"");
  }

  private static void fill(
      Page page, String location, String units, String mode, String reason, String note) {
    page.getByLabel("Units of TEA at " + location).fill(units);
    label(page, "How").selectOption(mode);
    label(page, "What happened").selectOption(reason);
    label(page, "Why").fill(note);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** In a row of the list; then many lines, looked at before they are recorded. */
  @Test
  void personAdjustsStockInARowAndManyLinesAtOnce() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/stock?q=CUP");
    signIn(page);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Adjust CUP")).click();
    page.getByLabel("Units of CUP at shop").fill("5");
    label(page, "How").selectOption("set");
    label(page, "What happened").selectOption("counted");
    label(page, "Why").fill("counted on the shelf");
    button(page, "Record").click();
    assertThat(page.locator("#done").innerText()).isEqualTo("Recorded.");
    assertThat(page.url()).endsWith("/stock?q=CUP&changed=1");

    page.getByText("Adjust many").click();
    page.getByLabel("Lines", new Page.GetByLabelOptions().setExact(true))
        .fill("CUP,shop,+2\nPOT,shop,-7");
    label(page, "What happened").selectOption("corrected");
    label(page, "Why").fill("found in the back");
    button(page, "Preview").click();
    assertThat(page.locator("#planned").innerText()).contains("+2", "refused");
    chromium.lookLightAndDark(page, "preview", WIDE);
    page.getByLabel("Lines", new Page.GetByLabelOptions().setExact(true)).fill("CUP,shop,+2");
    button(page, "Preview").click();
    button(page, "Record 1 change").click();
    assertThat(page.locator("#done").innerText()).isEqualTo("Recorded.");
    assertThat(page.navigate(server.url() + "/stock/CUP").status()).isEqualTo(200);
    assertThat(page.locator("#on-hand").innerText()).isEqualTo("7");
    assertThat(chromium.complaints()).isEmpty();
  }

  /** In one tab; another one, of before, is refused then, and says why. */
  private static void joinAndSwitch(Page page, Page before) throws Exception {
    page.navigate(server.url() + "/settings/locations");
    signIn(page);
    before.navigate(server.url() + "/settings/locations");
    page.navigate(server.url() + invitation);
    chromium.look(page, "join", WIDE, ColorScheme.LIGHT);
    button(page, "Join Blue House of Teas and More").click();
    assertThat(page.title()).isEqualTo("Overview · Blue House of Teas and More · Onhand");

    label(before, "Code").fill("stale");
    before.locator("main form button").last().click();
    assertThat(before.locator("main").innerText())
        .contains("you act for 'Blue House of Teas and More' now", "Nothing was changed");

    page.locator(".sellers summary").focus();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> page.title().equals("Overview · Default · Onhand"));
  }

  @Test
  void personJoinsAnotherSellerAndSwitches() throws Exception {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(WIDE, 800)
                    .setReducedMotion(ReducedMotion.REDUCE));
    Page page = context.newPage();
    joinAndSwitch(page, context.newPage());
    for (int width : new int[] {WIDE, NARROW}) {
      page.setViewportSize(width, 800);
      page.navigate(server.url() + "/settings/users");
      page.locator(".sellers summary").click();
      chromium.lookLightAndDark(page, "sellers", width);
    }
    context.close();
    assertThat(chromium.complaints()).isEmpty();
  }

  /** By keyboard alone: who is to go is typed first, and what is typed wrong changes nothing. */
  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void personTakesSomebodyOutByTypingWhoItIs(int width) throws Exception {
    Page page = chromium.page(width, ColorScheme.LIGHT);
    page.navigate(server.url() + "/settings/users");
    signIn(page);
    label(page, "Login").fill("gone@shop.example");
    label(page, "Name").fill("Sam");
    page.keyboard().press("Enter");
    page.getByText("A link for gone@shop.example").waitFor();

    typeToRemove(page, "gone");
    assertThat(page.getByRole(AriaRole.ALERT).innerText())
        .isEqualTo("Nothing was changed: to go through with it, type gone@shop.example");
    openRemoval(page);
    chromium.lookLightAndDark(page, "remove", width);
    page.navigate(server.url() + "/settings/users");
    typeToRemove(page, "gone@shop.example");
    page.waitForCondition(() -> page.getByText("gone@shop.example").count() == 0);
    assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
  }

  private static void openRemoval(Page page) {
    page.locator("tr:has-text('gone@shop.example') summary").last().focus();
    page.keyboard().press("Enter");
  }

  private static void typeToRemove(Page page, String typed) {
    openRemoval(page);
    page.keyboard().press("Tab");
    page.keyboard().type(typed);
    page.keyboard().press("Enter");
  }

  /** No violation of WCAG, nothing beside the screen, in the light and in the dark. */
  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void everyPageCanBeReadByAll(int width) throws Exception {
    Page page = chromium.page(width, ColorScheme.LIGHT);
    Set<String> seen = new HashSet<>();
    seen.add(see(page, "/sign-in", "sign-in", width));
    seen.add(see(page, "/sign-in/code", "sign-in-code", width));
    seen.add(see(page, link, "welcome", width));
    page.navigate(server.url() + "/sign-in");
    signIn(page);
    for (String path : PATHS) {
      seen.add(see(page, path, path, width));
    }
    for (String list : LISTS) {
      seen.add(see(page, first(page, list), list + "/one", width));
    }
    seen.add(see(page, first(page, "/receiving") + "/edit", "/receiving/edit", width));
    page.navigate(server.url() + first(page, "/settings/webhooks"));
    String delivery = page.locator("main a[href*='/deliveries/']").first().getAttribute("href");
    seen.add(see(page, delivery, "delivery", width));
    assertThat(Routes.ofPages())
        .as("pages that nobody looked at")
        .filteredOn(route -> seen.stream().noneMatch(path -> Routes.leads(path, route)))
        .containsExactlyInAnyOrderElementsOf(NO_PAGES);
    page.navigate(server.url() + "/account");
    page.locator("#password-now").fill(PASSWORD);
    button(page, "Set up").click();
    page.locator("#recovery li").first().waitFor();
    assertThat(page.locator("#recovery li").count()).isEqualTo(10);
    chromium.lookLightAndDark(page, "second-factor", width);
    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.requested())
        .hasSizeGreaterThan(1)
        .allMatch(url -> url.startsWith(server.url()));
  }

  private static String see(Page page, String path, String name, int width) {
    Response answer = page.navigate(server.url() + path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    chromium.lookLightAndDark(page, name, width);
    return path;
  }

  /** Where the first row of a list leads that has a page of its own. */
  private static String first(Page page, String list) {
    page.navigate(server.url() + list);
    String below = list.equals("/sync") ? "/sync/attempts/" : list + "/";
    return page.locator("main td a[href^='" + below + "']").first().getAttribute("href");
  }

  @Test
  void pagesCanBeReadWithoutScripts() throws Exception {
    Page page =
        chromium.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
    page.navigate(server.url() + "/sign-in");
    signIn(page);

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
    signIn(page);
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

  private static void signIn(Page page) {
    label(page, "Login").fill("owner");
    label(page, "Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    page.waitForURL(url -> !url.contains("sign-in"));
  }
}
