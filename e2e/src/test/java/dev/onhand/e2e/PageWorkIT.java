package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with pages beyond looking, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageWorkIT {

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
        chromium.look(page, name, width, scheme);
      }
    }
    page.setViewportSize(WIDE, 800);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void personSeesWhatRunsLowAndHasTheListOpenWithIt() throws Exception {
    APIRequestContext api = chromium.api(server);
    for (String sku : new String[] {"LOW", "MANY"}) {
      Chromium.make(api, "POST", "products", Map.of("sku", sku));
    }
    Chromium.make(api, "POST", "locations", Map.of("code", "shop"));
    Chromium.make(api, "POST", "alert-rules", Map.of("kind", "stock.low", "threshold", 5));
    page.navigate(server.url() + "/stock?running_low=true");
    assertThat(page.locator("main").innerText()).contains("stock.low", "show all");

    for (Map.Entry<String, Integer> one : Map.of("LOW", 3, "MANY", 30).entrySet()) {
      Chromium.make(
          api,
          "POST",
          "movements",
          Map.of(
              "sku",
              one.getKey(),
              "reason",
              "purchase",
              "quantity",
              one.getValue(),
              "location",
              "shop"));
    }
    Eventually.within(
        Duration.ofSeconds(30),
        "the alert is open",
        () -> {
          page.reload();
          return page.locator("tbody tr").count() == 1;
        });
    assertThat(page.locator("tbody").innerText()).contains("LOW");

    page.getByText("Keep this view").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("To <b>buy</b>");
    page.getByLabel("the list opens with it").check();
    button("Keep").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Stock").setExact(true))
        .click();
    assertThat(page.url()).endsWith("/stock?running_low=true");
    assertThat(page.locator(".views").innerText()).contains("To <b>buy</b>");
    page.getByText("Keep this view").click();
    look("views");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All").setExact(true))
        .click();
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    page.getByText("To <b>buy</b>").click();
    page.getByText("Keep this view").click();
    button("Remove").click();
    assertThat(page.url()).endsWith("/stock");
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    assertThat(chromium.complaints()).isEmpty();
  }
}
