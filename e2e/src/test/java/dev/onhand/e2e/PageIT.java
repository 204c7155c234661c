package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a person sees them, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageIT {
  private static final Path CHROMIUM =
      Path.of(Optional.ofNullable(System.getenv("ONHAND_CHROMIUM")).orElse("/usr/bin/chromium"));

  /** Nothing but the page is to be loaded, so the browser calls nobody on its own account. */
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final int NARROW = 360;
  private static final int WIDE = 1280;

  /** For people to look at. */
  private static final Path SCREENSHOTS = Shell.ROOT.resolve("e2e/target/screenshots");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/stock",
          "/stock/TEA",
          "/orders",
          "/orders/web/A-1",
          "/listings",
          "/channels",
          "/journal",
          "/alerts",
          "/receiving",
          "/reconciliations",
          "/settings/users",
          "/settings/tokens",
          "/settings/audit",
          "/account");

  private static final String PASSWORD = "green tea in the morning";

  @TempDir private static Path folder;

  private static ShippedServer server;
  private static Playwright playwright;
  private static Browser browser;

  /** Of somebody who did not come in yet. */
  private static String link;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requested = new ArrayList<>();

  /** For each test, so that each says that it was skipped. */
  @BeforeEach
  void requireChromium() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed");
    if (server == null) {
      open();
    }
  }

  private static void open() throws Exception {
    server = ShippedServer.start(folder.resolve("data"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS));
    comeInTheFirstTime();
    APIRequestContext api =
        playwright
            .request()
            .newContext(
                new APIRequest.NewContextOptions()
                    .setBaseURL(server.url())
                    .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + server.token())));
    make(api, "post", "/api/v1/locations", "{\"code\":\"shop\"}");
    make(api, "post", "/api/v1/products", "{\"sku\":\"TEA\",\"name\":\"Tea <b>in bags</b>\"}");
    make(
        api,
        "put",
        "/api/v1/orders/web/A-1",
        "{\"status\":\"paid\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2}]}");
    String user = "{\"login\":\"jo@shop.example\",\"name\":\"Jo\",\"role\":\"operator\"}";
    link =
        make(api, "post", "/api/v1/users", user)
            .text()
            .replaceAll("(?s).*\"path\":\"([^\"]*)\".*", "$1");
  }

  /** As the owner of a new server does: by the link that it printed. */
  private static void comeInTheFirstTime() {
    Page page = browser.newPage();
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

  private static APIResponse make(APIRequestContext api, String method, String path, String body) {
    APIResponse answer =
        api.fetch(
            path,
            RequestOptions.create()
                .setMethod(method)
                .setHeader("Content-Type", "application/json")
                .setData(body));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    return answer;
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
      playwright.close();
      server.close();
    }
  }

  @Test
  void personSignsInReceivesUnitsAndSeesWhyThereAreSoMany() throws Exception {
    Page page = page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/stock/TEA");
    assertThat(page.title()).isEqualTo("Sign in · Onhand");
    signIn(page);

    assertThat(page.url()).endsWith("/stock/TEA");
    page.getByLabel("What happened").selectOption("purchase");
    page.getByLabel("Units").fill("12");
    page.getByLabel("Why").fill("first delivery");
    page.getByText("Record", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.locator("#done").innerText()).isEqualTo("Recorded: purchase of 12");
    assertThat(page.locator("#available").innerText()).isEqualTo("12");
    assertThat(page.locator("main").innerText()).contains("first delivery", "All of it adds up.");

    page.getByLabel("What happened").selectOption("damage");
    page.getByLabel("Units").fill("13");
    page.getByLabel("Why").fill("dropped");
    page.getByText("Record", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("12");
    assertThat(page.locator("#on-hand").innerText()).isEqualTo("12");
  }

  /** Wide and narrow, light and dark: no violation of WCAG, nothing beside the screen. */
  @Test
  void everyPageCanBeReadByAll() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    for (int width : new int[] {WIDE, NARROW}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = page(width, scheme);
        page.navigate(server.url() + "/sign-in");
        look(page, "sign-in", width, scheme);
        page.navigate(server.url() + link);
        look(page, "welcome", width, scheme);
        page.navigate(server.url() + "/sign-in");
        signIn(page);
        for (String path : PATHS) {
          Response answer = page.navigate(server.url() + path);
          assertThat(answer.status()).as(path).isEqualTo(200);
          look(page, path, width, scheme);
        }
        page.close();
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(requested).hasSizeGreaterThan(1).allMatch(url -> url.startsWith(server.url()));
  }

  private void look(Page page, String name, int width, ColorScheme scheme) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                SCREENSHOTS.resolve(
                    "%s-%d-%s.png"
                        .formatted(
                            name.replaceAll("\\W+", "_"),
                            width,
                            scheme.name().toLowerCase(Locale.ROOT))))
            .setFullPage(true));
    String where = "%s at %d, %s".formatted(name, width, scheme);
    if (!page.evaluate("() => document.documentElement.scrollWidth").equals(width)) {
      complaints.add(where + ": scrolls sideways");
    }
    new AxeBuilder(page)
        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
        .analyze()
        .getViolations()
        .forEach(
            rule ->
                complaints.add(
                    "%s: %s: %s"
                        .formatted(where, rule.getId(), rule.getNodes().getFirst().getHtml())));
  }

  @Test
  void pagesCanBeReadWithoutScripts() throws Exception {
    Page page = browser.newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
    page.navigate(server.url() + "/sign-in");
    signIn(page);

    assertThat(page.navigate(server.url() + "/stock").status()).isEqualTo(200);
    assertThat(page.locator("main").innerText()).contains("TEA", "Tea <b>in bags</b>");
  }

  @Test
  void linksCanBeReachedByKeyboardAndTheFocusIsSeen() throws Exception {
    Page page = page(WIDE, ColorScheme.LIGHT);
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

  private Page page(int width, ColorScheme scheme) {
    Page page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, 800).setColorScheme(scheme));
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequestFailed(request -> complaints.add("failed: " + request.url()));
    page.onRequest(request -> requested.add(request.url()));
    return page;
  }

  private static void signIn(Page page) {
    label(page, "Login").fill("owner");
    label(page, "Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    page.waitForURL(url -> !url.contains("sign-in"));
  }
}
