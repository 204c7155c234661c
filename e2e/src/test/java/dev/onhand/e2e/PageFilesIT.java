package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file is brought in by a page, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageFilesIT {

  @TempDir private static Path folder;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(() -> folder, place -> Map.of(), (made, api) -> {});

  private static ShippedServer server;
  private static Chromium chromium;
  private static Page page;

  @BeforeEach
  void begin() {
    server = SHOWN.server();
    chromium = SHOWN.chromium();
    page = SHOWN.page();
  }

  private static Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void personBringsInAFileWhoseColumnsAreCalledOtherwise() {
    Chromium.make(chromium.api(server), "POST", "products", Map.of("sku", "FILED"));
    Chromium.make(chromium.api(server), "POST", "locations", Map.of("code", "filed"));
    sendFile("Artikel;Menge;Lager\nFILED;50;filed\nFILED;viele;filed\n");
    chromium.lookInAllFour(page, "file");
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
    chromium.lookInAllFour(page, "file-checked");
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
