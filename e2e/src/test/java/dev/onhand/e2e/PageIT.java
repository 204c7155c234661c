package dev.onhand.e2e;

import static dev.onhand.e2e.Chromium.NARROW;
import static dev.onhand.e2e.Chromium.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does on pages, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageIT {

  @TempDir private static Path folder;

  private static ShownShop shop;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(
          () -> folder, place -> Map.of(), (made, api) -> shop = ShownShop.fill(made, api));

  private static ShippedServer server;
  private static Chromium chromium;

  @BeforeEach
  void begin() {
    server = SHOWN.server();
    chromium = SHOWN.chromium();
  }

  private static Locator label(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  @Test
  void personSignsInReceivesUnitsAndSeesWhyThereAreSoMany() throws Exception {
    Page page = chromium.page(WIDE, ColorScheme.LIGHT);
    page.navigate(server.url() + "/stock/TEA");
    assertThat(page.title()).isEqualTo("Sign in · Onhand");
    Chromium.signIn(page);

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
    Chromium.signIn(page);
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
    Chromium.signIn(page);
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
    Chromium.signIn(page);
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
    Chromium.signIn(page);
    before.navigate(server.url() + "/settings/locations");
    page.navigate(server.url() + shop.invitation());
    chromium.lookInAllFour(page, "join");
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
    Chromium.signIn(page);
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
}
