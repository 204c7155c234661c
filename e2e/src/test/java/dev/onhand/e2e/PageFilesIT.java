package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is brought in by a page, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageFilesIT {

  private static final int NARROW = 360;
  private static final int WIDE = 1280;

  @TempDir private static Path folder;

  private static ShippedServer server;
  private static Chromium chromium;
  private static Page page;

  /** For each test, so that each says that it was skipped. */
  @BeforeEach
  void requireChromium() throws Exception {
    Chromium.require();
    if (server == null) {
      server = ShippedServer.start(folder.resolve("data"));
      chromium = Chromium.start();
      page = chromium.page(WIDE, ColorScheme.LIGHT);
      Chromium.comeInTheFirstTime(page, server);
    }
    chromium.forget();
  }

  @AfterAll
  static void close() throws Exception {
    if (server != null) {
      chromium.close();
      server.close();
    }
  }

  private static Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** In all four looks; the page is left as it was. */
  private static void look(String name) {
    for (int width : new int[] {WIDE, NARROW}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        page.setViewportSize(width, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.reload(); // else colours are still on their way from one scheme to the other
        chromium.look(page, name, width, scheme);
      }
    }
    page.setViewportSize(WIDE, 800);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void personBringsInAFileWhoseColumnsAreCalledOtherwise() {
    Chromium.make(chromium.api(server), "POST", "products", Map.of("sku", "FILED"));
    Chromium.make(chromium.api(server), "POST", "locations", Map.of("code", "filed"));
    sendFile("Artikel;Menge;Lager\nFILED;50;filed\nFILED;viele;filed\n");
    look("file");
    page.locator("#column_sku").selectOption("Artikel");
    page.locator("#column_quantity").selectOption("Menge");
    page.locator("#column_location").selectOption("Lager");
    page.locator("#same_reason").selectOption("purchase");
    button("Check it").click();
    page.getByText("Nothing is applied while a line is wrong").waitFor();
    page.locator("[name=skip]").check();
    button("Check it").click();
    page.locator("#difference").waitFor();
    assertThat(page.locator("#difference").innerText()).contains("FILED", "+50");
    look("file-checked");
    button("Apply it without what is wrong").click();
    page.waitForURL("**/imports/imp_*");
    assertThat(page.locator("main").innerText()).contains("count.csv", "complete");
    sendFile("a,b\n1,2\n");
    button("Discard the file").click();
    page.waitForURL("**/imports");
    assertThat(chromium.complaints()).isEmpty();
  }

  private static void sendFile(String text) {
    page.navigate(server.url() + "/imports");
    page.locator("#file")
        .setInputFiles(
            new FilePayload("count.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    button("Look at it").click();
    page.waitForURL("**/imports/files/*");
  }
}
