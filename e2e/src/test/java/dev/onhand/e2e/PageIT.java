package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who opens the address that the server says it serves. */
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

  /** As narrow as a telephone, or as a page at 400 %. */
  private static final int NARROW = 320;

  @TempDir private Path folder;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requested = new ArrayList<>();

  @Test
  void firstPageSaysThatItRunsAndWhereToLook() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed");
    try (ShippedServer server = ShippedServer.start(folder.resolve("data"));
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS))) {
      Page page = open(browser, server.url());

      assertThat(page.title()).isEqualTo("Onhand");
      assertThat(heading(page)).isEqualTo("Onhand runs");
      assertThat(style(page, "dt", "fontWeight")).as("its style sheet is used").isEqualTo("600");
      assertThat(linksThatFail(page)).isEmpty();
      assertFitsNarrowScreen(page);
      assertLinksCanBeReachedByKeyboard(page);
      assertThat(requested).hasSizeGreaterThan(1).allMatch(url -> url.startsWith(server.url()));
      assertThat(complaints).isEmpty();
    }
  }

  private Page open(Browser browser, String url) {
    Page page = browser.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequestFailed(request -> complaints.add("failed: " + request.url()));
    page.onRequest(request -> requested.add(request.url()));
    Response answer = page.navigate(url);
    assertThat(answer.status()).isEqualTo(200);
    return page;
  }

  private static String heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).innerText();
  }

  private static String style(Page page, String element, String property) {
    return String.valueOf(
        page.locator(element)
            .first()
            .evaluate("(e, property) => getComputedStyle(e)[property]", property));
  }

  private static List<String> linksThatFail(Page page) {
    List<String> failing = new ArrayList<>();
    List<String> links = hrefs(page);
    assertThat(links).isNotEmpty();
    for (String link : links) {
      int status = page.request().get(link).status();
      if (status != 200) {
        failing.add(link + " " + status);
      }
    }
    return failing;
  }

  private static List<String> hrefs(Page page) {
    List<String> hrefs = new ArrayList<>();
    for (int i = 0; i < page.locator("a").count(); i++) {
      hrefs.add(String.valueOf(page.locator("a").nth(i).evaluate("a => a.href")));
    }
    return hrefs;
  }

  private static void assertFitsNarrowScreen(Page page) {
    page.setViewportSize(NARROW, 640);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
        .as("no scrolling sideways")
        .isEqualTo(NARROW);
  }

  private static void assertLinksCanBeReachedByKeyboard(Page page) {
    for (String link : hrefs(page)) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => document.activeElement.href")).isEqualTo(link);
      assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
          .as("focus is seen")
          .isNotEqualTo("none");
    }
  }
}
