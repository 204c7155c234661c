package dev.onhand.e2e;

import static dev.onhand.e2e.Chromium.NARROW;
import static dev.onhand.e2e.Chromium.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What each page is for, done by somebody who reads what is on it, in a real browser. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageTasksIT {

  @TempDir private static Path folder;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(
          () -> folder,
          place -> Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"),
          ShownShop::fill);

  private static ShippedServer server;
  private static Chromium chromium;
  private static Page page;

  @BeforeEach
  void begin() {
    server = SHOWN.server();
    chromium = SHOWN.chromium();
    page = SHOWN.page();
  }

  private static void go(String path) {
    page.navigate(server.url() + path);
  }

  private static Locator label(String name) {
    return label(page, name);
  }

  private static Locator label(Page tab, String name) {
    return tab.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private static void press(String name) {
    press(page, name);
  }

  private static void press(Page tab, String name) {
    click(tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)));
  }

  private static void follow(String name) {
    click(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)));
  }

  /** Waits until the page that comes of it is there as a whole, so that what is on it counts. */
  private static void click(Locator target) {
    target.click();
    target.page().waitForLoadState(LoadState.DOMCONTENTLOADED);
  }

  private static String said() {
    return page.locator("main").innerText();
  }

  /** Another tab with the page as it is now, which comes too late later. */
  private static Page tab(String path) {
    Browser.NewContextOptions signedIn =
        new Browser.NewContextOptions()
            .setStorageState(page.context().storageState())
            .setViewportSize(WIDE, 800)
            .setReducedMotion(ReducedMotion.REDUCE);
    Page tab = chromium.browser().newContext(signedIn).newPage();
    tab.navigate(server.url() + path);
    return tab;
  }

  /** Refused as overtaken, with both values: in all four looks. */
  private static void tooLate(Page tab, String name, String now, String wanted) {
    assertThat(tab.getByRole(AriaRole.ALERT).innerText())
        .contains("Somebody changed it meanwhile", now, wanted);
    chromium.lookInBothWidths(tab, name);
    tab.context().close();
  }

  private static void requireNothingButRefusals() {
    assertThat(chromium.complaints())
        .allMatch(complaint -> complaint.matches(".*responded with a status of 4(00|12|22).*"));
  }

  @Test
  void goodsAreReceivedScannedAndLabelled() {
    go("/receiving");
    follow("po-1");
    page.getByLabel("Came now of TEA, line 1").fill("5");
    press("Book what came");
    assertThat(page.locator("#done").innerText()).isEqualTo("It is booked.");

    go("/batches");
    label("Kind").selectOption("top_up");
    press("Start");
    label("Scan or type a code").fill("POT");
    label("Units").fill("2");
    press("Keep");
    page.locator("main table a", new Page.LocatorOptions().setHasText("POT")).first().waitFor();
    press("Push");
    press("Complete");
    assertThat(page.locator("h1").innerText()).contains("completed");

    go("/labels");
    page.locator("textarea").fill("CUP,2");
    press("Make them");
    assertThat(page.locator(".label").count()).isEqualTo(2);
    requireNothingButRefusals();
  }

  @Test
  void anOrderIsAppliedAgainAndTheJournalNarrowed() {
    go("/orders");
    follow("web/A-1");
    press("Apply again");
    assertThat(page.locator("h1").innerText()).contains("web/A-1");
    assertThat(page.getByRole(AriaRole.ALERT).count()).isZero();

    go("/journal");
    label("SKU").fill("CUP");
    press("Show");
    PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(3);
    page.waitForDownload(() -> page.getByText("Export as Excel").click());
    follow("Draw by reason");
    assertThat(said()).contains("Movements by reason", "damage");

    go("/held-changes/hld_0000000000001");
    press("Reject: tell them nothing");
    assertThat(said()).contains("rejected", "Undo what changed the stock");
    requireNothingButRefusals();
  }

  @Test
  void aListingsRuleIsTriedAndSetAndTheSecondOfTwoIsToldBoth() {
    go("/listings");
    follow("id-POT");
    Page second = tab(page.url().substring(server.url().length()));
    label("Keep back").fill("2");
    press("Preview");
    assertThat(page.locator("#preview").innerText()).contains("would show another number");
    lookInAllFour("rule-preview");
    press("Set");
    assertThat(said()).contains("The rule is set.");

    label(second, "Keep back").fill("3");
    press(second, "Set");
    tooLate(second, "rule-too-late", "keep back 2", "keep back 3");
    requireNothingButRefusals();
  }

  @Test
  void theSetUpIsChanged() {
    go("/settings/locations");
    label("Code").fill("attic");
    press("Make it");
    page.getByLabel("Name of attic").fill("Under the roof");
    press("Save attic");
    assertThat(page.getByLabel("Name of attic").inputValue()).isEqualTo("Under the roof");

    go("/settings/tokens");
    label("What it is for").fill("till-1");
    press("Make it");
    assertThat(said()).contains("Keep the token now");
    typeToEnd("till-1", "Revoke");
    assertThat(page.locator("tr:has-text('till-1')").innerText()).contains("revoked");

    go("/settings/webhooks");
    label("Address").fill("https://second.invalid/");
    press("Make it");
    assertThat(said()).contains("Keep the secret now");
    typeToEnd("second.invalid", "Remove");
    assertThat(said()).doesNotContain("second.invalid");

    go("/settings/audit");
    assertThat(said()).contains("revoke token", "change webhook of page: remove");
    requireNothingButRefusals();
  }

  private static void typeToEnd(String name, String what) {
    page.locator("details.typed:has-text('" + name + "') summary").first().click();
    label("Type " + name + " to go through with it").fill(name);
    page.waitForNavigation(() -> press(what));
  }

  @Test
  void aRuleOfAlertsIsSetAndTheSecondOfTwoIsToldBoth() {
    go("/settings/alerts");
    Page second = tab("/settings/alerts");
    page.getByLabel("Threshold of channel.lag").fill("77");
    press("Save channel.lag");
    assertThat(page.getByLabel("Threshold of channel.lag").inputValue()).isEqualTo("77");

    second.getByLabel("Threshold of channel.lag").fill("88");
    press(second, "Save channel.lag");
    tooLate(second, "alerts-too-late", "threshold 77", "threshold 88");
    requireNothingButRefusals();
  }

  /** With a mistake first, at an address where nobody is; then another tab comes too late. */
  @Test
  void aChannelIsAddedTriedAndPutToWork() {
    go("/channels");
    follow("Add a channel");
    follow("A shop of your own");
    label("Channel (needed)").fill("garden");
    label("Address (needed)").fill("http://127.0.0.1:9/?shop=1");
    label("Secret (needed)").fill("not-to-be-seen");
    press("Add it, paused");
    assertThat(page.locator("#refused").innerText()).contains("Nothing was saved: one thing");
    assertThat(page.locator("#field-set-address-error").innerText()).contains("without a name");
    assertThat(label("Secret (needed)").inputValue()).isEmpty();
    lookInAllFour("channel-refused");

    label("Address (needed)").fill("http://127.0.0.1:9/");
    label("Secret (needed)").fill("not-to-be-seen");
    page.getByText("What may be left as it is").click();
    label("Push method").selectOption("POST");
    lookInAllFour("channel-all-settings");
    press("Add it, paused");
    assertThat(said()).contains("It is set up, and paused");

    press("Test it");
    assertThat(page.locator("#test").innerText())
        .contains("something is wrong", "No connection came about", "address");
    assertThat(page.content()).doesNotContain("not-to-be-seen");
    lookInAllFour("channel-tested");

    Page second = tab("/settings/channels/garden");
    label("Address (needed)").fill("http://127.0.0.1:7/");
    press("Save");
    assertThat(said()).contains("It is saved", "Not since it was set up as it is");
    label(second, "Address (needed)").fill("http://127.0.0.1:8/");
    press(second, "Save");
    tooLate(second, "channel-too-late", "'http://127.0.0.1:7/'", "'http://127.0.0.1:8/'");

    go("/settings/channels/garden");
    follow("Add one like it");
    assertThat(page.locator("#filled").innerText()).contains("as they are of garden");
    assertThat(label("Push method").inputValue()).isEqualTo("POST");
    assertThat(label("Address (needed)").inputValue()).isEmpty();
    lookInAllFour("channel-like");

    go("/settings/channel-types/mirakl");
    page.getByLabel("A user of several shops").check();
    press("Fill in the fields below");
    assertThat(page.locator("#filled").innerText()).contains("A user of several shops");
    assertThat(label("Shop id (needed)").inputValue()).isEmpty();
    assertThat(label("Seconds between polls for orders").inputValue()).isEqualTo("300");
    lookInAllFour("channel-preset");

    go("/channels");
    steer("Resume", "active");
    steer("Pause", "paused");
    requireNothingButRefusals();
  }

  private static void steer(String button, String state) {
    Locator garden = page.locator("tr:has-text('garden')");
    page.waitForNavigation(
        () ->
            garden
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
                .click());
    assertThat(garden.locator(".badge").innerText()).contains(state);
  }

  private static void lookInAllFour(String name) {
    chromium.lookInBothWidths(page, name);
  }

  private static Locator typed(String id) {
    return page.locator("[id='" + id + "']");
  }

  /** By the keyboard first: Enter asks for rows, so that nothing is ordered by half. */
  @Test
  void aPurchaseOrderIsMadeChangedAndClosed() {
    go("/receiving");
    follow("New purchase order");
    label("SKU, row 1").focus();
    for (String key : new String[] {"TEA", "many", "NONE", "2"}) {
      page.keyboard().type(key);
      page.keyboard().press(key.equals("2") ? "Enter" : "Tab");
    }
    page.waitForCondition(() -> label("SKU, row 7").isVisible());
    assertThat(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
        .isEqualTo("SKU, row 3");
    label("Reference").fill("po-2");
    label("Supplier").fill("Leaf");
    label("Expected on").fill("2030-12-20");
    press("Make it");
    assertThat(typed("0.quantity-wrong").innerText()).contains("must be a whole number");
    lookInAllFour("purchase-wrong");
    label("Quantity, row 1").fill("20");
    press("Make it");
    assertThat(typed("1.sku-wrong").innerText()).contains("There is no product 'NONE'");
    label("SKU, row 2").fill("CUP");
    press("Make it");
    assertThat(page.locator("#done").innerText()).startsWith("It is made.");

    Page second = tab(page.url().substring(server.url().length()).replaceFirst("[?].*", "/edit"));
    follow("Change it");
    page.getByText("Paste lines out of a spreadsheet").click();
    page.locator("#pasted").fill("POT\t3");
    press("More rows");
    assertThat(label("SKU, row 3").inputValue()).isEqualTo("POT");
    label("Supplier").fill("Root");
    press("Save");
    assertThat(page.locator("#done").innerText()).isEqualTo("It is changed.");
    label(second, "Supplier").fill("Twig");
    press(second, "Save");
    tooLate(second, "purchase-too-late", "supplier Root", "supplier Twig");

    closeWhatWasOrdered();
    requireNothingButRefusals();
  }

  private static void closeWhatWasOrdered() {
    page.getByLabel("Came now of TEA, line 1").fill("5");
    press("Book what came");
    page.locator("#done", new Page.LocatorOptions().setHasText("It is booked.")).waitFor();
    takeBackAndBookAgain();
    page.getByText("Close…").click();
    label("Why the rest does not come").fill("lost at sea");
    page.locator("#close").fill("po-1");
    press("Close");
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("type po-2");
    lookInAllFour("purchase-to-close");
    page.locator("#close").fill("po-2");
    press("Close");
    assertThat(page.locator("h1").innerText()).contains("closed");
    assertThat(said()).contains("Closed: lost at sea");
    lookInAllFour("purchase-closed");
    go("/receiving");
    lookInAllFour("purchases");
  }

  private static void takeBackAndBookAgain() {
    page.getByText("Take it back…").click();
    label("Why").fill("counted twice");
    lookInAllFour("receipt-to-take-back");
    page.setViewportSize(NARROW, 800);
    assertThat(
            page.evaluate(
                "() => { const it = document.getElementById('receipts').parentElement; return it.scrollWidth - it.clientWidth; }"))
        .as("by so much its table moves sideways")
        .isEqualTo(0);
    page.setViewportSize(WIDE, 800);
    page.locator("#back-1").fill("po-2");
    press("Take it back");
    page.locator("#done", new Page.LocatorOptions().setHasText("is taken back")).waitFor();
    assertThat(said()).contains("taken back by user:owner");
    page.getByLabel("Came now of TEA, line 1").fill("5");
    press("Book what came");
    page.locator("#done", new Page.LocatorOptions().setHasText("It is booked.")).waitFor();
  }

  @Test
  void whatRunsLowIsOrderedWithoutScripts() {
    Page plain =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setStorageState(page.context().storageState())
                    .setJavaScriptEnabled(false))
            .newPage();
    plain.navigate(server.url() + "/stock");
    plain.getByLabel("Choose CUP").check();
    press(plain, "Order the chosen");
    label(plain, "Quantity, row 1").fill("12");
    press(plain, "More rows");
    label(plain, "Reference").fill("po-3");
    press(plain, "Make it");
    assertThat(plain.locator("h1").innerText()).contains("po-3");
    assertThat(plain.locator("main").innerText()).contains("It is made.", "CUP");
    plain.context().close();
  }

  @Test
  void anImportIsUndoneAndSaysSo() {
    go("/imports");
    page.locator("#imports tr:has-text('movements') a").last().click();
    press("What would come of undoing it?");
    assertThat(page.locator("#preview").innerText()).contains("1 of 1 movements would be reversed");
    lookInAllFour("undo-preview");
    press("Undo it");
    follow("this import");
    assertThat(said()).contains("undone", "See what came of that");
    go("/imports");
    assertThat(page.locator("#imports").textContent()).contains("undone");
    go("/journal?sku=POT");
    assertThat(page.locator("tbody").textContent()).contains("−6");
    requireNothingButRefusals();
  }

  @Test
  void anAlertIsKnownAndLeadsToWhereItIsDealtWith() {
    go("/settings/alerts");
    page.getByLabel("Threshold of stock.low").fill("500");
    page.getByLabel("What follows from stock.low").selectOption("told");
    press("Save stock.low");
    go("/alerts");
    Locator alert = page.locator("tr:has-text('CUP')");
    alert.getByText("I know").click();
    alert.getByText("known to").waitFor();
    assertThat(alert.textContent()).contains("known to user:owner").doesNotContain("I know");
    lookInAllFour("alert-known");
    alert.getByRole(AriaRole.LINK).click();
    assertThat(page.url()).endsWith("/stock?running_low=true");
    assertThat(page.locator("tbody").innerText()).contains("CUP");
    requireNothingButRefusals();
  }

  @Test
  void whatWouldHaveBeenIsAskedAndAnswered() {
    go("/reports");
    page.locator("main a[href='/what-if']").first().click();
    label("From").fill("2026-01-01");
    label("Channel").selectOption("web");
    label("keeps back").fill("2");
    press("Compare");
    page.locator("#list h2", new Page.LocatorOptions().setHasText("Taken so")).waitFor();
    assertThat(said()).contains("Under the settings as they are", "Taken so");
    assertThat(page.locator("thead").first().textContent()).contains("As it is", "Then");
    assertThat(page.locator("tbody tr").count()).isPositive();
    assertThat(label("keeps back").inputValue()).isEqualTo("2");
    lookInAllFour("what-if-answered");
    requireNothingButRefusals();
  }
}
