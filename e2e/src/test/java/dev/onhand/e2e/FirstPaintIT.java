package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon a page is seen, by the browser's own measure, and what it loads for that. With {@code
 * ONHAND_PAINT_DATA} it is measured on a data directory that is there, such as that of {@code
 * bin/bench --keep DIR pages}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FirstPaintIT {

  private static final List<String> PATHS =
      List.of(
          "/",
          "/stock",
          "/stock?q=P5",
          "/stock/P1",
          "/orders",
          "/listings",
          "/channels",
          "/sync",
          "/journal",
          "/reports",
          "/alerts",
          "/settings/locations");

  private static final int TIMES = 5;

  /** All that a browser loads beside its first page; plain it would be ten times as much. */
  private static final long FIRST_BYTES_MAX = 120_000;

  @TempDir private static Path folder;

  @Test
  void loadsLittleOnceAndNothingAgain() throws Exception {
    Chromium.require();
    Optional<Path> given = Optional.ofNullable(System.getenv("ONHAND_PAINT_DATA")).map(Path::of);
    try (ShippedServer server =
            ShippedServer.start(
                given.orElse(folder.resolve("data")),
                given.isEmpty() ? Map.of() : Map.of(ShippedServer.JAVA_OPTIONS, ""));
        Chromium chromium = Chromium.start()) {
      Page page = chromium.page(1280, ColorScheme.LIGHT);
      Chromium.comeInTheFirstTime(page, server);
      if (given.isEmpty()) {
        APIRequestContext api = chromium.api(server);
        Chromium.make(api, "POST", "products", Map.of("sku", "P1"));
      }
      Page fresh = chromium.page(1280, ColorScheme.LIGHT);
      fresh.navigate(server.url() + "/sign-in");
      assertThat(loaded(fresh)).isBetween(1_000L, FIRST_BYTES_MAX);

      List<String> lines = new ArrayList<>();
      page.navigate(server.url() + "/stock");
      for (String path : PATHS) {
        page.navigate(server.url() + path);
        List<Double> paints = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
          page.navigate(server.url() + path);
          assertThat(loaded(page)).as("loaded again on " + path).isZero();
          paints.add(firstPaint(page));
        }
        Collections.sort(paints);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s first paint: median %.0f ms, longest %.0f ms",
                path,
                paints.get(TIMES / 2),
                paints.getLast()));
      }
      Files.write(Shell.ROOT.resolve("e2e/target/first-paint.txt"), lines);
      assertThat(chromium.complaints()).isEmpty();
    }
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
