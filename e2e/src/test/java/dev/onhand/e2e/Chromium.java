package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ScreenshotType;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A real browser, which writes down whatever a page should not do. */
final class Chromium implements AutoCloseable {

  private static final Path PROGRAM =
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

  private static final Path SCREENSHOTS = Shell.ROOT.resolve("e2e/target/screenshots");

  /** Nobody looks at those of a build. */
  private static final boolean KEEPS_SCREENSHOTS = Boolean.getBoolean("onhand.screenshots");

  private static final String CHARTS_HAVE_COLOURS_OF_PAGE =
      """
      () => Array.from(document.querySelectorAll('[data-days], [data-lines], [data-bars]')).every(chart =>
          echarts.getInstanceByDom(chart).getOption().xAxis[0].axisLabel.color === getComputedStyle(document.body).color)
      """;

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final List<String> RULES_OF_COLOURS =
      List.of("color-contrast", "link-in-text-block");

  /** There are no frames in pages. */
  private static final String BROKEN_RULES =
      """
      runOnly => axe.run(document, {runOnly, resultTypes: ['violations'], iframes: false})
          .then(found => found.violations.map(rule => rule.id + ': ' + rule.nodes[0].html))
      """;

  /**
   * It reads the text of each colour of each element anew, a half of its time; there are few of
   * them.
   */
  private static final String COLOURS_ARE_READ_ONCE =
      """
      () => {
        const colour = axe.commons.color.Color.prototype;
        const read = colour.parseString;
        const known = new Map();
        colour.parseString = function (text) {
          if (known.has(text)) {
            [this.r, this.g, this.b, this.alpha] = known.get(text);
          } else {
            read.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
          }
          return this;
        };
      }
      """;

  /** Who draws when the page gets another width, or other colours, has drawn. */
  private static final String IS_DRAWN =
      "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))";

  static final int NARROW = 360;
  static final int WIDE = 1280;

  /** Playwright's own five seconds are short on a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of the owner of a server that these tests started. */
  static final String PASSWORD = "green tea in the morning";

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requested = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** One for all classes that a process tests, one after the other; it ends with the process. */
  private static final class Running {
    static final Playwright PLAYWRIGHT =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    static final Browser BROWSER =
        PLAYWRIGHT
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(FLAGS));
  }

  /** Skips a test where there is none; it is reported so. */
  static void require() {
    assumeTrue(Files.isExecutable(PROGRAM), "Chromium is not installed");
  }

  /** With no page open; a page knows nothing of what one before it was told or loaded. */
  static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    return new Chromium(Running.PLAYWRIGHT, Running.BROWSER);
  }

  Browser browser() {
    return browser;
  }

  /** Calls of a program with the server's first token. */
  APIRequestContext api(ShippedServer server) {
    return playwright
        .request()
        .newContext(
            new APIRequest.NewContextOptions()
                .setBaseURL(server.url())
                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + server.token())));
  }

  /** A page of which all is written down that it says, asks for and fails at. */
  Page page(int width, ColorScheme scheme) {
    Page page =
        browser.newPage(
            new Browser.NewPageOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                // Colours on their way to others have the contrast of neither.
                .setReducedMotion(ReducedMotion.REDUCE));
    page.onConsoleMessage(
        message -> {
          // Only that a test types before a page that was just loaded is drawn.
          if (!message.text().startsWith("Autofocus processing was blocked")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequestFailed(this::complain);
    page.onRequest(request -> requested.add(request.url()));
    return page;
  }

  /**
   * What an open page still loads, its feed or what is read once it is seen, ends when it is left,
   * which the browser calls a failure.
   */
  private void complain(Request request) {
    if (!URI.create(request.url()).getPath().matches("/feed|.*/(echarts|htmx)\\.min\\.js")) {
      complaints.add("failed: " + request.url());
    }
  }

  /** Opens the first link of a new server, sets the owner's password, and is signed in. */
  static void comeInTheFirstTime(Page page, ShippedServer server) {
    page.navigate(server.url() + server.welcome());
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("input[name=again]").fill(PASSWORD);
    page.locator("form button").click();
    page.waitForURL(url -> !url.contains("welcome"));
  }

  /** As the owner who came in so. */
  static void signIn(Page page) {
    page.locator("input[name=login]").fill("owner");
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("form button").first().click();
    page.waitForURL(url -> !url.contains("sign-in"));
  }

  /**
   * Makes something by the API, with a key of its own.
   *
   * @param path below that of the API
   * @return its id; nothing: it has none
   */
  static String make(APIRequestContext api, String method, String path, Map<String, ?> body) {
    APIResponse answer =
        api.fetch(
            "/api/v1/" + path,
            RequestOptions.create()
                .setMethod(method)
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", path + body.hashCode())
                .setData(body));
    assertThat(answer.status()).as("%s %s: %s", path, body, answer.text()).isIn(200, 201);
    return new JsonMapper().readTree(answer.text()).path("id").asString();
  }

  /** Connects a channel, to a marketplace that nobody asks. */
  static void connect(APIRequestContext api, String channel) {
    make(
        api,
        "PUT",
        "channels/" + channel + "/account",
        Map.of(
            "type",
            "backmarket",
            "settings",
            Map.of("token", "t", "company", "c", "contact", "c")));
  }

  /** As {@link #look}, of a page as it stands, whose colours follow those of the system. */
  void lookLightAndDark(Page page, String name, int width) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      look(page, name, width, scheme);
    }
  }

  /** In all four looks, of a page as it stands; it is left wide. */
  void lookInBothWidths(Page page, String name) {
    for (int width : new int[] {NARROW, WIDE}) {
      page.setViewportSize(width, 800);
      lookLightAndDark(page, name, width);
    }
  }

  /** In all four looks, of a page loaded anew, of which none is to be complained of. */
  void lookInAllFour(Page page, String name) {
    page.reload();
    lookInBothWidths(page, name);
    assertThat(complaints).isEmpty();
  }

  /**
   * Complains of what not all can read; with {@code -Donhand.screenshots=true} a picture is kept
   * for people to look at. Who looks in the dark looks in the light too.
   */
  void look(Page page, String name, int width, ColorScheme scheme) {
    awaitCharts(page);
    page.evaluate(IS_DRAWN);
    if (KEEPS_SCREENSHOTS) {
      keepScreenshot(page, name, width, scheme);
    }
    String where = "%s at %d, %s".formatted(name, width, scheme);
    if (!page.evaluate("() => document.documentElement.scrollWidth").equals(width)) {
      complaints.add(where + ": scrolls sideways");
    }
    if (!page.evaluate(CHARTS_HAVE_COLOURS_OF_PAGE).equals(true)) {
      complaints.add(where + ": a chart has other colours than the page");
    }
    for (Object broken : broken(page, scheme)) {
      complaints.add(where + ": " + broken);
    }
  }

  private static void keepScreenshot(Page page, String name, int width, ColorScheme scheme) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                SCREENSHOTS.resolve(
                    "%s-%d-%s.jpg"
                        .formatted(
                            name.replaceAll("\\W+", "_"),
                            width,
                            scheme.name().toLowerCase(Locale.ROOT))))
            // A PNG takes the browser a third longer.
            .setType(ScreenshotType.JPEG)
            .setFullPage(true));
  }

  /** Charts are drawn once the page is seen. */
  static void awaitCharts(Page page) {
    page.locator(".chart:not([_echarts_instance_])")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  /**
   * What of WCAG a page breaks, as axe finds it: all rules in the light; the same page in the dark
   * can only have other colours. {@link AxeBuilder} would load axe anew for each question and have
   * it tell what is well too, most of its time.
   */
  private static List<?> broken(Page page, ColorScheme scheme) {
    if (page.evaluate("() => typeof axe").equals("undefined")) {
      page.evaluate(AxeBuilder.getAxeScript());
      page.evaluate(COLOURS_ARE_READ_ONCE);
    }
    return (List<?>)
        page.evaluate(
            BROKEN_RULES,
            scheme == ColorScheme.DARK
                ? Map.of("type", "rule", "values", RULES_OF_COLOURS)
                : Map.of("type", "tag", "values", WCAG));
  }

  /** What pages did that they should not; more may be added. */
  List<String> complaints() {
    return complaints;
  }

  /** The addresses that pages asked for. */
  List<String> requested() {
    return requested;
  }

  /** Begins anew with what is written down. */
  void forget() {
    complaints.clear();
    requested.clear();
  }

  /** Closes all pages. */
  @Override
  public void close() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }
}
