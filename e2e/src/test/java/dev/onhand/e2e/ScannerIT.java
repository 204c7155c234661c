package dev.onhand.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scanning in a browser: by keyboard and camera, with a network that comes and goes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScannerIT {

  /** A browser that reads barcodes: it sees a jar for a while, and then nothing. */
  private static final String CAMERA =
      """
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d');
        setInterval(() => pen.fillRect(Math.random() * 100, 0, 1, 1), 40);
        return canvas.captureStream();
      };
      let looks = 0;
      window.BarcodeDetector = class { async detect() { return looks++ < 5 ? [{ rawValue: 'JAR' }] : []; } };
      """;

  @TempDir private static Path folder;

  private final JsonMapper json = new JsonMapper();

  @Test
  void keepsEachScanOnceWhateverTheNetworkDoes() throws Exception {
    Chromium.require();
    try (ShippedServer server = ShippedServer.startReady(folder.resolve("data"), Map.of());
        Chromium chromium = Chromium.start()) {
      APIRequestContext api = chromium.api(server);
      String batch = batch(api);
      Page page = chromium.page(390, ColorScheme.LIGHT);
      page.addInitScript(CAMERA);
      Chromium.comeInTheFirstTime(page, server);
      page.navigate(server.url() + "/batches/" + batch);

      scan(page, "TEA", "2");
      assertThat(page.locator("#waiting")).containsText("TEA × 2: ");
      assertThat(page.locator("#found")).containsText("TEA");

      page.context().setOffline(true);
      scan(page, "CUP", "3");
      assertThat(page.locator("#waiting"))
          .containsText("Without a network. 1 scan is kept in this browser");
      scan(page, "CUP", "4");
      assertThat(page.locator("#waiting")).containsText("2 scans are kept");
      page.context().setOffline(false);
      assertThat(page.locator("#waiting")).containsText("CUP × 4: ");

      AtomicInteger calls = new AtomicInteger();
      page.route(
          "**/scan",
          route -> {
            if (calls.getAndIncrement() == 0) {
              route.fetch();
              route.abort();
            } else {
              route.resume();
            }
          });
      scan(page, "LID", "5");
      assertThat(page.locator("#waiting")).containsText("Without a network. 1 scan is kept");
      page.reload();
      assertThat(page.locator("#waiting")).containsText("LID × 5: ");

      page.locator("#camera").click();
      assertThat(page.locator("#waiting")).containsText("JAR × 1: ");
      page.locator("#camera").click();

      Instant now = Instant.parse(read(api, batch, "").path("opened_at").asString());
      page.clock().setFixedTime(Date.from(now.minus(Duration.ofHours(3))));
      scan(page, "JAR", "2");
      assertThat(page.locator("#waiting")).containsText("JAR × 2: ");
      assertThat(read(api, batch, "/scans").path("data").values())
          .as("the device's clock is three hours slow")
          .allMatch(kept -> Instant.parse(kept.path("scanned_at").asString()).isAfter(now));

      scan(page, "TEA", "99999999999999");
      assertThat(page.locator("#refused")).containsText("Not kept: TEA × 99999999999999.");
      page.locator("#refused button").click();
      assertThat(page.locator("#refused")).isHidden();
      assertThat(scanned(api, batch)).isEqualTo(Map.of("TEA", 2L, "CUP", 7L, "LID", 5L, "JAR", 3L));
      namesWhatComesTooLate(server, page, api, batch);
    }
  }

  /** The browser was closed without a network, and the batch was posted meanwhile. */
  private static void namesWhatComesTooLate(
      ShippedServer server, Page page, APIRequestContext api, String batch) {
    // A browser that is set offline from outside is online again while it leaves the page.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }");
    scan(page, "TEA", "9");
    assertThat(page.locator("#waiting")).containsText("1 scan is kept in this browser");
    page.navigate("about:blank");
    Chromium.make(api, "POST", "batches/" + batch + "/push", Map.of());

    page.navigate(server.url() + "/batches");
    assertThat(page.locator("#unsent")).containsText("1 not sent: " + batch);
    page.locator("#unsent a").click();
    assertThat(page.locator("#refused"))
        .containsText("Not kept: TEA × 9. This batch takes in no more scans.");
    page.navigate(server.url() + "/batches");
    assertThat(page.locator("#unsent")).containsText("1 not taken: " + batch);
    page.locator("#unsent a").click();
    page.locator("#refused button").click();
    assertThat(page.locator("#refused")).isHidden();
    page.navigate(server.url() + "/batches");
    assertThat(page.locator("#list")).containsText("pushed");
    assertThat(page.locator("#unsent")).isHidden();
  }

  private static void scan(Page page, String code, String units) {
    page.locator("#units").fill(units);
    page.locator("#code").fill(code);
    page.locator("#code").press("Enter");
  }

  private static String batch(APIRequestContext api) {
    for (String sku : List.of("TEA", "CUP", "LID", "JAR")) {
      Chromium.make(api, "POST", "products", Map.of("sku", sku));
    }
    Chromium.make(api, "POST", "locations", Map.of("code", "shop"));
    return Chromium.make(api, "POST", "batches", Map.of("kind", "top_up", "location", "shop"));
  }

  private JsonNode read(APIRequestContext api, String batch, String what) {
    return json.readTree(api.get("/api/v1/batches/" + batch + what).text());
  }

  private Map<String, Long> scanned(APIRequestContext api, String batch) {
    Map<String, Long> units = new HashMap<>();
    read(api, batch, "/lines")
        .path("data")
        .forEach(line -> units.put(line.path("sku").asString(), line.path("scanned").asLong()));
    return units;
  }
}
