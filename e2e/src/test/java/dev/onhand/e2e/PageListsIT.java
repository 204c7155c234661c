package dev.onhand.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.onhand.e2e.Chromium.NARROW;
import static dev.onhand.e2e.Chromium.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are narrowed and turned over without the page being loaded anew. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageListsIT {

  /** How many libraries a page reads once it is seen. */
  private static final String READS_AFTERWARDS =
      """
      () => Promise.all([painted(), loaded()]).then(() => new Promise(setTimeout))
        .then(() => document.querySelectorAll('head script[src*="/lib/"]').length)
      """;

  @TempDir private static Path folder;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(
          () -> folder, place -> Map.of("ONHAND_ENVIRONMENT", "staging"), (made, api) -> fill(api));

  private static ShippedServer server;
  private static Chromium chromium;
  private static Page page;

  @BeforeEach
  void begin() {
    server = SHOWN.server();
    chromium = SHOWN.chromium();
    page = SHOWN.page();
  }

  private static void fill(APIRequestContext api) {
    Chromium.make(api, "POST", "locations", Map.of("code", "shop"));
    for (String sku : new String[] {"TEA-1", "TEA-2", "CUP"}) {
      Chromium.make(api, "POST", "products", Map.of("sku", sku));
      Chromium.make(
          api,
          "POST",
          "movements",
          Map.of("sku", sku, "reason", "purchase", "quantity", 5, "location", "shop"));
    }
  }

  /** Opens a page with a list, and marks it: what is loaded anew has no mark. */
  private static void open(String path) {
    page.navigate(server.url() + path);
    page.waitForFunction("() => window.htmx"); // it is read once the page is seen
    page.evaluate("() => { window.mark = 'here'; }");
  }

  private static boolean isTheSamePage() {
    return page.evaluate("() => window.mark === 'here'").equals(true);
  }

  private static Locator rows() {
    return page.locator("#list tbody tr");
  }

  @Test
  void typingNarrowsTheListAndLeavesTheRestAsItIs() {
    open("/stock");
    page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("#q").click();
    page.keyboard().type("TEA");
    assertThat(rows()).hasCount(2);
    assertThat(page.locator("#said")).hasText("2 rows");
    assertThat(page.locator("#q")).isFocused();
    page.keyboard().type("-2");
    assertThat(rows()).hasCount(1);
    assertThat(page.locator("#said")).hasText("1 row");
    assertThat(page.locator("#q")).hasValue("TEA-2");
    assertThat(page.locator("details.columns")).hasAttribute("open", "");
    assertThat(page.getByText("Export as CSV")).hasAttribute("href", Pattern.compile("q=TEA-2"));
    assertThat(page.locator("#views input[name=query]").first())
        .hasValue(Pattern.compile("q=TEA-2"));
    assertThat(page.locator("#choose [name=back]")).hasValue(Pattern.compile("q=TEA-2"));
    assertThat(isTheSamePage()).isTrue();
    chromium.lookLightAndDark(page, "narrowed", WIDE);
    page.setViewportSize(NARROW, 800);
    chromium.lookLightAndDark(page, "narrowed", NARROW);
    page.setViewportSize(WIDE, 800);

    String shared = page.url();
    assertThat(shared).contains("/stock?q=TEA-2");
    page.keyboard().press("Tab");
    page.goBack();
    assertThat(rows()).hasCount(3);
    assertThat(page.url()).endsWith("/stock");
    assertThat(page.locator("#q")).hasValue("");
    page.goForward();
    assertThat(rows()).hasCount(1);
    assertThat(page.locator("#q")).hasValue("TEA-2");
    page.navigate(shared);
    assertThat(rows()).hasCount(1);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void nothingFoundIsSaidAndAChoiceNarrowsToo() {
    open("/stock");
    page.locator("#q").fill("nothing");
    assertThat(page.locator("#said")).hasText("Nothing is like that");
    page.locator("#q").fill("");
    assertThat(rows()).hasCount(3);
    page.getByLabel("below its floor").check();
    assertThat(page.locator("#said")).hasText("Nothing is like that");
    assertThat(page.getByLabel("below its floor")).isFocused();
    assertThat(isTheSamePage()).isTrue();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void whoseSessionEndedSignsInOnAWholePageAndGoesOn() {
    open("/stock");
    page.evaluate(
        """
        () => fetch('/sign-out', { method: 'POST',
          body: new URLSearchParams({ form_key: document.querySelector('[name=form_key]').value }) })
        """);
    page.locator("#q").fill("CUP");
    page.waitForURL(url -> url.contains("/sign-in?next="));
    assertThat(page.locator("#list")).hasCount(0);
    Chromium.signIn(page);
    assertThat(page.locator("#q")).hasValue("CUP");
    assertThat(rows()).hasCount(1);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidBesideWhatIsFilledInAndAsAPageWhereItIsSent() {
    open("/journal");
    page.locator("#sku").fill("NOTHING");
    page.keyboard().press("Tab");
    assertThat(page.locator("#failed")).containsText("NOTHING");
    assertThat(rows()).hasCount(3);
    page.locator("#sku").fill("CUP");
    page.keyboard().press("Tab");
    assertThat(rows()).hasCount(1);
    assertThat(page.locator("#failed")).hasCount(0);
    assertThat(isTheSamePage()).isTrue();

    page.locator("#sku").fill("NOTHING");
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-detail]")).containsText("NOTHING");
    assertThat(page.locator("#list")).hasCount(0);
  }

  @Test
  void withoutANetworkTheListStaysAndItIsSaid() {
    open("/stock");
    page.context().setOffline(true);
    try {
      page.locator("#q").fill("CUP");
      assertThat(page.locator("#failed")).containsText("cannot be reached");
      assertThat(rows()).hasCount(3);
    } finally {
      page.context().setOffline(false);
    }
    page.locator("#q").fill("TEA");
    assertThat(rows()).hasCount(2);
    assertThat(page.locator("#failed")).hasCount(0);
    assertThat(isTheSamePage()).isTrue();
  }

  /** Such as who switched in another tab. */
  @Test
  void listOfAnotherSellerDoesNotStandInThePageOfThisOne() {
    open("/stock");
    page.evaluate("() => { document.getElementById('main').dataset.seller = 'sel_2'; }");
    page.locator("#q").fill("CUP");
    page.waitForURL(url -> url.contains("q=CUP"));
    assertThat(rows()).hasCount(1);
    page.waitForCondition(() -> !isTheSamePage());
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void listIsTurnedOverAndKeysGoOn() {
    open("/stock?limit=1");
    page.getByText("More →").click();
    assertThat(rows()).hasCount(2);
    assertThat(page.locator("#said")).hasText("2 rows");
    assertThat(page.url()).contains("starting_after=");
    assertThat(page.locator("#list .table-responsive")).isFocused();
    page.keyboard().press("j");
    assertThat(rows().first().locator("a").first()).isFocused();

    page.getByLabel(Pattern.compile("^Adjust ")).first().click();
    assertThat(page.locator("#adjust [name=units]").first()).isFocused();
    page.getByText("Leave it").click();
    assertThat(page.locator("#adjust")).hasCount(0);
    assertThat(isTheSamePage()).isTrue();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void numberLooksLikeOneUntilSomebodyComesNearAndLeadsToItsMovements() {
    open("/stock?q=CUP");
    Locator onHand = rows().first().locator("td.number a").first();
    assertThat(onHand).hasText("5");
    assertThat(onHand).hasCSS("text-decoration-line", "none");
    onHand.focus();
    assertThat(onHand).hasCSS("text-decoration-line", "underline");
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.endsWith("/journal?sku=CUP"));
    assertThat(rows()).hasCount(1);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void whatIsComparedStandsBelowItsQuestion() {
    open("/what-if");
    page.locator("#to").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#list [role=status]")).containsText("is what happened");
    assertThat(page.locator("#said")).containsText("is what happened");
    assertThat(page.locator("#to")).isFocused();
    assertThat(isTheSamePage()).isTrue();
    assertThat(page.url()).contains("/what-if?from=");
    chromium.lookLightAndDark(page, "compared-anew", WIDE);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void viewThatAListOpensWithIsKeptAndLeft() {
    open("/batches?under_way=true");
    page.getByText("Keep this view").click();
    page.locator("#view-name").fill("Still open");
    page.getByLabel("the list opens with it").check();
    page.locator("#views button[value=keep]").click();
    page.locator("#views [aria-current]").waitFor();
    open("/batches");
    assertThat(page.url()).endsWith("/batches?under_way=true");
    page.getByLabel("only those under way").uncheck();
    page.waitForURL(url -> !url.contains("under_way"));
    assertThat(page.getByLabel("only those under way").isChecked()).isFalse();
    assertThat(page.locator("#views a").last()).hasText(Pattern.compile("^Still open"));
    assertThat(page.locator("#views a").last()).not().hasAttribute("aria-current", "page");
    assertThat(isTheSamePage()).isTrue();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void chartIsDrawnWhereThereWasNone() {
    open("/reports/movements-by-reason?from=2020-01-01&to=2020-01-02");
    assertThat(page.locator("#list .empty-title")).hasCount(1);
    assertThat(loads("echarts.min.js")).isFalse();
    page.locator("#to").fill("2100-01-01");
    page.keyboard().press("Tab");
    assertThat(page.locator(".chart canvas")).hasCount(1);
    assertThat(isTheSamePage()).isTrue();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void chartsComeAfterThePageIsSeen() {
    open("/reports/movements-by-reason");
    assertThat(page.locator(".chart canvas")).hasCount(1);
    Object after =
        page.evaluate(
            """
            () => performance.getEntriesByType('resource').find(one => one.name.includes('echarts')).startTime
              - performance.getEntriesByName('first-contentful-paint')[0].startTime
            """);
    // When a page is painted is told in steps of four milliseconds.
    assertThat(((Number) after).doubleValue()).isGreaterThan(-4);
    assertThat(chromium.complaints()).isEmpty();
  }

  /** As where the network is slow. */
  @Test
  void whatIsFilledInBeforeListsAreNarrowedIsHeardThen() {
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(Pattern.compile(".*/htmx\\.min\\.js.*"), held::add);
    try {
      page.navigate(server.url() + "/stock");
      page.evaluate("() => { window.mark = 'here'; }");
      page.waitForCondition(() -> !held.isEmpty());
      page.locator("#q").fill("TEA-2");
      assertThat(rows()).hasCount(3);
      held.forEach(Route::resume);
      assertThat(rows()).hasCount(1);
      assertThat(isTheSamePage()).isTrue();
      assertThat(chromium.complaints()).isEmpty();
    } finally {
      page.unrouteAll();
    }
  }

  @Test
  void pageWithoutAListReadsNothingForOne() {
    page.navigate(server.url() + "/account");
    assertThat(page.evaluate(READS_AFTERWARDS)).isEqualTo(0);
    page.navigate(server.url() + "/stock");
    assertThat(page.evaluate(READS_AFTERWARDS)).isEqualTo(1);
  }

  private boolean loads(String name) {
    return page.evaluate(
            "name => performance.getEntriesByType('resource').some(one => one.name.includes(name))",
            name)
        .equals(true);
  }

  @Test
  void chartIsDrawnAnew() {
    open("/reports/movements-by-reason");
    assertThat(page.locator(".chart canvas")).hasCount(1);
    page.evaluate("() => { document.querySelector('.chart').id = 'before'; }");
    page.locator("#sku").fill("CUP");
    page.keyboard().press("Tab");
    assertThat(page.locator("#before")).hasCount(0);
    assertThat(page.locator(".chart canvas")).hasCount(1);
    assertThat(isTheSamePage()).isTrue();
    chromium.lookLightAndDark(page, "drawn-anew", WIDE);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void allOfItWorksWithoutScripts() {
    Page plain =
        chromium.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
    plain.navigate(server.url() + "/stock?limit=1");
    Chromium.signIn(plain);
    plain.getByText("More →").click();
    assertThat(plain.locator("#list tbody tr")).hasCount(2);
    plain.locator("#q").fill("CUP");
    plain.keyboard().press("Enter");
    assertThat(plain.locator("#list tbody tr")).hasCount(1);
    assertThat(plain.url()).contains("/stock?q=CUP");
    plain.close();
  }
}
