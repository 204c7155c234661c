package dev.onhand.e2e;

import static dev.onhand.e2e.Chromium.NARROW;
import static dev.onhand.e2e.Chromium.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with pages beyond looking, in a real browser, on the shipped build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageWorkIT {

  /** A page on which somebody has to press it more often has no way for them. */
  private static final int TABS_MAX = 80;

  @TempDir private static Path folder;

  @RegisterExtension
  static final ShownServer SHOWN =
      new ShownServer(
          () -> folder,
          place -> Map.of("ONHAND_BACKUPS", place.resolve("backups").toString()),
          (made, api) -> {});

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
  void personSeesWhatRunsLowAndHasTheListOpenWithIt() throws Exception {
    APIRequestContext api = chromium.api(server);
    for (String sku : new String[] {"LOW", "MANY"}) {
      Chromium.make(api, "POST", "products", Map.of("sku", sku));
    }
    Chromium.make(api, "POST", "locations", Map.of("code", "shop"));
    Chromium.make(api, "PUT", "alert-rules", Map.of("kind", "stock.low", "threshold", 5));
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
    chromium.lookInAllFour(page, "views");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All").setExact(true))
        .click();
    PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(2);
    page.getByText("To <b>buy</b>").click();
    page.getByText("Keep this view").click();
    button("Remove").click();
    assertThat(page.url()).endsWith("/stock");
    PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(2);
    leaveOutAColumn();
    goByKeys();
    assertThat(chromium.complaints()).isEmpty();
  }

  private static Locator title(String column) {
    return page.getByRole(
        AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName(column).setExact(true));
  }

  private static void leaveOutAColumn() {
    page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
    label("Column Unavailable").uncheck();
    button("Show these").click();
    assertThat(title("Unavailable").isVisible()).isFalse();
    assertThat(title("On hand").isVisible()).isTrue();
    assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("LOW")).innerText())
        .containsPattern("LOW\\s+3\\s+0\\s+3\\s+0");
    chromium.lookInAllFour(page, "columns");
    page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
    chromium.lookLightAndDark(page, "columns-to-choose", WIDE);
    page.setViewportSize(NARROW, 800);
    chromium.lookLightAndDark(page, "columns-to-choose", NARROW);
    page.setViewportSize(WIDE, 800);
    label("Column Unavailable").check();
    button("Show these").click();
    assertThat(title("Unavailable").isVisible()).isTrue();
  }

  private static Locator label(String name) {
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private static void goByKeys() {
    for (String key : new String[] {"j", "j", "k"}) {
      page.keyboard().press(key);
    }
    assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("LOW");
    assertThat(page.locator("#keys").isVisible()).isFalse();
    page.keyboard().press("?");
    assertThat(page.locator("#keys").innerText()).contains("down and up the rows");
    chromium.lookLightAndDark(page, "keys", WIDE);
    page.setViewportSize(NARROW, 800);
    chromium.lookLightAndDark(page, "keys", NARROW);
    page.setViewportSize(WIDE, 800);
    page.getByLabel("turn single keys off in this browser").check();
    button("Close").click();
    page.keyboard().press("j");
    assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("LOW");
    button("Keys").click();
    page.getByLabel("turn single keys off in this browser").uncheck();
    button("Close").click();
    page.keyboard().press("/");
    page.keyboard().type("MANY");
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.endsWith("/stock/MANY"));
  }

  /** As if a channel had refused a number, with texts that must not become anything but text. */
  @Test
  void personSeesWhatWasSaidWhenAListingWasTold() throws Exception {
    APIRequestContext api = chromium.api(server);
    Chromium.make(api, "POST", "products", Map.of("sku", "TOLD"));
    Chromium.connect(api, "web");
    server.sql(
        """
        with told as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at)
          select seller_id, channel_id, 'x-<i>1</i>', 'Told', 'active', now(), now(), now(), now(), now() from channel_account
          returning *),
        attempt as (
          insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at,
            outcome, detail)
          select seller_id, listing_id, channel_id, 5, 1, 1, now(), now(), 'refused', 'no such <b>listing</b>' from told)
        insert into push_call (seller_id, channel_id, sent_at, answered_at, is_asking, method, path, request, status, answer, why)
        select seller_id, channel_id, now(), now(), n = 2, 'POST', '/ws/listings/' || repeat('long', 40), '{"quantity":5}', 404,
          '{"error":"<script>alert(1)</script> ' || repeat('wide', 300) || '"}', 'refused'
        from told, generate_series(1, 2) as n
        returning call_id
        """);
    page.navigate(server.url() + "/sync");
    page.locator("#attempts tbody a").first().click();

    assertThat(page.locator("h1").innerText()).isEqualTo("What x-<i>1</i> was told");
    assertThat(page.locator("main").innerText())
        .contains("{\"quantity\":5}", "<script>alert(1)</script>", "HTTP 404", "Asked: POST");
    chromium.lookInAllFour(page, "attempt");
  }

  /** As if a channel had told of a return for an order that nobody knows. */
  @Test
  void personGivesUpWhatAChannelToldAndSaysWhy() throws Exception {
    APIRequestContext api = chromium.api(server);
    Chromium.connect(api, "told");
    server.sql(
        """
        insert into inbox_event (seller_id, channel_id, delivery_id, topic, orders, is_unreadable, received_at, state,
          attempts, due_at, error, ended_at)
        select seller_id, channel_id, 'return-<b>7</b>', 'return', '{}', false, now(), 'failed', 9, now(), 'no order 77', now()
        from channel_account join channel using (seller_id, channel_id) where code = 'told'
        returning event_id
        """);
    page.navigate(server.url() + "/sync");
    chromium.lookInAllFour(page, "given-up");
    page.locator("input[name=chosen]").check();
    page.getByText("Give up the chosen for good").click();
    button("Give up").click();
    assertThat(page.locator("#reason:invalid").count()).as("a reason is asked for").isOne();
    assertThat(page.locator("#done").count()).isZero();
    page.locator("#reason").fill("booked by hand");
    button("Give up").click();

    assertThat(page.locator("#done").innerText()).contains("1");
    assertThat(page.locator("main").innerText()).contains("Nothing waits for a person.");
    assertThat(api.get(server.url() + "/api/v1/inbox?state=done").text())
        .contains("given up by user:owner: booked by hand");
    assertThat(chromium.complaints()).isEmpty();
  }

  /** From one thing to the next by the Tab key, as who has no mouse must. */
  private static void reach(String selector) {
    for (int i = 0; i < TABS_MAX; i++) {
      page.keyboard().press("Tab");
      if (page.evaluate("what => document.activeElement.matches(what)", selector).equals(true)) {
        return;
      }
    }
    throw new AssertionError(selector + " is not reached by Tab at " + page.url());
  }

  private static void enter() {
    page.waitForNavigation(() -> page.keyboard().press("Enter"));
  }

  @Test
  void personAdjustsMatchesAndApprovesByKeyboardAlone() throws Exception {
    APIRequestContext api = chromium.api(server);
    Chromium.make(api, "POST", "products", Map.of("sku", "KEYS"));
    Chromium.make(api, "POST", "locations", Map.of("code", "keys"));
    Chromium.connect(api, "keys");
    server.sql(
        """
        with made as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at)
          select a.seller_id, a.channel_id, 'keys-1', 'Keys', 'active', now(), now(), now(), now(), now()
          from channel_account a join channel c using (seller_id, channel_id) where c.code = 'keys'
          returning *)
        insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at,
          finished_at, listings, differing, raising)
        select seller_id, channel_id, 'demand', 'user:owner', 'staged', 1, now(), now(), now(), 1, 1, 1 from made
        returning run_id
        """);
    page.navigate(server.url() + "/");
    page.keyboard().press("/");
    page.keyboard().type("KEY"); // nothing has just this name: the list of what begins so
    enter();
    reach("a[aria-label='Adjust KEYS']");
    enter();
    PlaywrightAssertions.assertThat(page.getByLabel("Another location of KEYS")).isFocused();
    page.keyboard().type("keys");
    reach("[aria-label^='Units of KEYS']");
    page.keyboard().type("4");
    reach("[name=reason]");
    page.keyboard().type("received");
    reach("[name=note]");
    page.keyboard().type("by keyboard");
    enter();
    assertThat(page.locator("#done").innerText()).isEqualTo("Recorded.");

    page.navigate(server.url() + "/listings?channel=keys");
    reach("td a[href^='/listings/lst_']");
    enter();
    reach("#match #sku");
    page.keyboard().type("KEYS");
    enter();
    assertThat(page.locator("main").innerText()).contains("One of it is 1 of KEYS");

    page.navigate(server.url() + "/reconciliations?channel=keys");
    reach("td a[href^='/reconciliations/']");
    enter();
    reach("button[value=approve]");
    enter();
    assertThat(page.locator("button[value=approve]").count()).isZero();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void personSeesThatThereIsABackup() throws Exception {
    page.navigate(server.url() + "/settings/backups");
    Eventually.within(
        Duration.ofSeconds(90),
        "a backup is there",
        () -> {
          page.reload();
          return page.locator("#backups tbody tr").count() == 1;
        });
    assertThat(page.locator("main").innerText()).contains(".tar.gz", "read again whole");
    assertThat(page.locator("main [role=alert], main [role=status]").count()).isZero();
    chromium.lookInAllFour(page, "backups");
  }

  @Test
  void personSetsTheLimitsOfABrake() {
    Chromium.make(
        chromium.api(server),
        "PUT",
        "channels/brake/account",
        Map.of(
            "type",
            "backmarket",
            "settings",
            Map.of("token", "t", "company", "c", "contact", "c")));
    page.navigate(server.url() + "/held-changes");
    chromium.lookInAllFour(page, "limits");
    page.getByText("Set the limits of brake").click();
    page.locator("#listings_above-brake").fill("77");
    page.locator("details[open] button").click();

    assertThat(page.locator("#done").innerText()).isEqualTo("The limits of brake are set.");
    page.waitForLoadState(LoadState.DOMCONTENTLOADED);
    assertThat(page.locator("#limits").innerText()).contains("more than 77 and 20 %");
  }
}
