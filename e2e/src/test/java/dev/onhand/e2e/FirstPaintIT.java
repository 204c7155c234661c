package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon a page is seen, by the browser's own measure, and what it loads for that. With {@code
 * ONHAND_PAINT_DATA} it is measured on a data directory that is there, such as that of {@code
 * bin/bench --keep DIR pages}, as often as one likes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FirstPaintIT {

  /**
   * Beside every page of the menu: those that people come to from there, as they are on that data.
   */
  private static final List<String> BELOW =
      List.of(
          "/stock?q=P5",
          "/stock/P1",
          "/what-if",
          "/labels",
          "/reservations/audit",
          "/reconciliations/stock");

  /** Looks at each page where times are asked for; else it is seen that nothing loads again. */
  private static final int TIMES = 5;

  /** How often a server that was just started is asked for each page before times are taken. */
  private static final int ASKED_BEFORE = 15;

  /** All that a browser loads beside its first page; plain it would be ten times as much. */
  private static final long FIRST_BYTES_MAX = 120_000;

  @TempDir private static Path folder;

  @Test
  void loadsLittleOnceAndNothingAgain() throws Exception {
    Chromium.require();
    Optional<Path> given = Optional.ofNullable(System.getenv("ONHAND_PAINT_DATA")).map(Path::of);
    try (ShippedServer server =
            given.isEmpty()
                ? ShippedServer.startReady(folder.resolve("data"), Map.of())
                : ShippedServer.start(given.get(), Map.of(ShippedServer.JAVA_OPTIONS, ""));
        Chromium chromium = Chromium.start()) {
      Page page = chromium.page(1280, ColorScheme.LIGHT);
      if (server.welcomes()) {
        Chromium.comeInTheFirstTime(page, server);
      } else { // it was measured on this data before
        page.navigate(server.url() + "/sign-in");
        Chromium.signIn(page);
      }
      if (given.isEmpty()) {
        APIRequestContext api = chromium.api(server);
        Chromium.make(api, "POST", "products", Map.of("sku", "P1"));
      }
      Page fresh = chromium.page(1280, ColorScheme.LIGHT);
      fresh.navigate(server.url() + "/sign-in");
      assertThat(loaded(fresh)).isBetween(1_000L, FIRST_BYTES_MAX);

      List<String> lines = new ArrayList<>();
      Set<String> paths = menu(page, server.url());
      for (int i = 0; given.isPresent() && i < ASKED_BEFORE; i++) {
        paths.forEach(path -> page.request().get(server.url() + path));
      }
      for (String path : paths) {
        open(page, server.url() + path);
        List<Double> paints = new ArrayList<>();
        for (int i = 0; i < (given.isEmpty() ? 1 : TIMES); i++) {
          open(page, server.url() + path);
          assertThat(loaded(page)).as("loaded again on " + path).isZero();
          paints.add(firstPaint(page));
        }
        Collections.sort(paints);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s first paint: median %.0f ms, longest %.0f ms",
                path,
                paints.get(paints.size() / 2),
                paints.getLast()));
      }
      Files.write(Shell.ROOT.resolve("e2e/target/first-paint.txt"), lines);
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  /** Where the menu and the tabs of its pages lead, and {@link #BELOW}. */
  private static Set<String> menu(Page page, String server) {
    Set<String> paths = new LinkedHashSet<>();
    open(page, server + "/");
    List<String> tops = linked(page, "header a[href='/settings/locations'], #sections a");
    for (String top : tops) {
      open(page, server + top);
      paths.add(top);
      paths.addAll(linked(page, "main nav .nav-tabs a"));
    }
    assertThat(paths).hasSizeGreaterThan(20).contains("/sync", "/settings/audit");
    paths.addAll(BELOW);
    return paths;
  }

  private static List<String> linked(Page page, String selector) {
    return page.locator(selector).all().stream().map(link -> link.getAttribute("href")).toList();
  }

  private static void open(Page page, String url) {
    assertThat(page.navigate(url).status()).as(url).isEqualTo(200);
    Chromium.awaitCharts(page);
  }

  /** What the page loaded beside itself over the wire, in bytes, with headers. */
  private static long loaded(Page page) {
    page.waitForLoadState();
    return ((Number)
            page.evaluate(
                """
                () => performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/'))
                  .reduce((sum, one) => sum + one.transferSize, 0)
                """))
        .longValue();
  }

  private static double firstPaint(Page page) {
    return ((Number)
            page.evaluate(
                """
                () => new Promise(told => {
                  const known = performance.getEntriesByName('first-contentful-paint');
                  if (known.length) {
                    told(known[0].startTime);
                  } else {
                    new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))
                      .observe({ type: 'paint', buffered: true });
                  }
                })
                """))
        .doubleValue();
  }
}
