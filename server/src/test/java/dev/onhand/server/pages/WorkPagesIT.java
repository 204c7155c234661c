package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.store.testing.Eventually;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages on which people do work: receiving, deciding differences, making tokens. */
class WorkPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String CHECK = "/reconciliations/stock";

  private static Visitor owner;
  private static String receiving;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made(SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}"));
    made(SERVER.admin().post("/api/v1/products", "{\"sku\":\"CUP\"}"));
    made(SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}"));
    receiving =
        "/receiving/"
            + made(SERVER
                    .admin()
                    .post(
                        "/api/v1/purchase-orders",
                        """
                            {"reference":"po-1","location":"shop","supplier":"<b>Leaf</b>",\
                            "lines":[{"line":"a,1","sku":"TEA","quantity":10},{"sku":"CUP","quantity":5}]}"""))
                .at("/id");
    made(
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/channels/web/account",
                "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}"));
  }

  private static Client.Answer made(Client.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return answer;
  }

  @Test
  void receivesWhatCameOnceHoweverOftenTheFormIsSent() {
    assertThat(owner.get("/receiving").body()).contains("po-1", "Leaf").doesNotContain("<b>Leaf");
    String[] form = receipt("4", "");

    assertThat(owner.post(receiving, form).statusCode()).isEqualTo(303);
    HttpResponse<String> again = owner.post(receiving, form);

    assertThat(again.headers().firstValue("Location").orElse("")).endsWith("said=again");
    assertThat(SERVER.admin().get("/api/v1/stock/TEA").at("/on_hand")).isEqualTo("4");
    assertThat(SERVER.admin().get("/api/v1/stock/CUP").at("/on_hand")).isEqualTo("0");
    assertThat(owner.get(receiving).body()).contains("4 of line a,1 to shop, available");
  }

  @Test
  void saysWhatIsWrongWithAReceipt() {
    HttpResponse<String> nothing = owner.post(receiving, receipt("", ""));
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("role=\"alert\"", "say of at least one line what came");
    assertThat(owner.post(receiving, receipt("-1", "")).body()).contains("role=\"alert\"");
    assertThat(owner.post(receiving, receipt("many", "")).body())
        .contains("units must be a whole number");
  }

  private static String[] receipt(String tea, String cups) {
    return new String[] {
      "form_key",
      owner.field(receiving, "form_key"),
      "key",
      owner.field(receiving, "key"),
      "line",
      "a,1",
      "units",
      tea,
      "line",
      "2",
      "units",
      cups,
      "state",
      "available",
      "note",
      "from the page"
    };
  }

  /** The channel is paused, so that nobody calls it. */
  @Test
  void showsWhatAShadowWouldHaveAvoided() throws SQLException {
    assertThat(owner.get("/channels").body()).contains("/channels/web/shadow");
    assertThat(owner.get("/channels/web/shadow").body())
        .contains("Onhand tells this channel", "Onhand only reads");
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          update channel_account set shadow_since = now() - interval '1 day';
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at)
          select seller_id, channel_id, 'shadowed', 'Tea', 'active', now(), now(), now(), now(), now()
          from channel_account;
          insert into shadow_wish (seller_id, channel_id, listing_id, quantity, shown, at)
          select seller_id, channel_id, listing_id, 0, 1, now() - interval '1 hour' from listing
          where external_id = 'shadowed';
          insert into shadow_sale (seller_id, channel_id, listing_id, order_id, line, units, missing, sold_at)
          select seller_id, channel_id, listing_id, 'o-1', '1', 1, 1, now() - interval '1 minute' from listing
          where external_id = 'shadowed'
          """);
    }
    assertThat(owner.get("/channels/web/shadow").body())
        .contains("Another tool tells this channel", ">avoided<", "o-1", "Switch over");
    assertThat(owner.get("/channels/web/shadow?lag_seconds=86400").body())
        .contains("oversold as well");

    String key = owner.field("/channels/web/shadow", "form_key");
    owner.post("/channels/web/shadow", "form_key", key, "action", "end");
    assertThat(owner.get("/channels/web/shadow").body()).contains("What is shown is of its shadow");
  }

  @Test
  void hasAChannelComparedAndCallsNobodyForIt() {
    String key = owner.field("/reconciliations", "form_key");

    HttpResponse<String> wanted = owner.post("/reconciliations", "form_key", key, "channel", "web");
    String run = wanted.headers().firstValue("Location").orElseThrow();
    assertThat(owner.get(run).body()).contains("worker reads its listings", "web");
    assertThat(owner.get("/reconciliations").body()).contains(run);

    HttpResponse<String> early = owner.post(run, "form_key", key, "action", "approve");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("not read to their end yet");
    assertThat(owner.post(run, "form_key", key, "action", "guess").statusCode()).isIn(400, 404);
  }

  @Test
  void decidesADifferenceOnce() throws SQLException {
    String key = owner.field("/reconciliations", "form_key");
    String run =
        owner
            .post("/reconciliations", "form_key", key, "channel", "web")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String difference = difference();

    HttpResponse<String> ignored =
        owner.post(run, "form_key", key, "difference", difference, "action", "ignore");
    assertThat(ignored.statusCode()).as(ignored.body()).isEqualTo(303);
    assertThat(SERVER.admin().get("/api/v1/differences/" + difference).at("/action"))
        .isEqualTo("ignore");

    HttpResponse<String> again =
        owner.post(run, "form_key", key, "difference", difference, "action", "push");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("decided already");
  }

  private static String difference() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                with shown as (
                  insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
                    shown_changed_at, created_at, updated_at)
                  select a.seller_id, a.channel_id, 'x-1', 'Tea', 'active', now(), now(), now(), now(), now()
                  from channel_account a
                  returning seller_id, channel_id, listing_id
                )
                insert into drift (seller_id, channel_id, listing_id, desired, believed, observed, cause, found_at, action)
                select seller_id, channel_id, listing_id, 1, 1, 2, 'edited_on_channel', now(), 'ask' from shown
                returning drift_id
                """)) {
      row.next();
      return PublicId.of(IdKind.DIFFERENCE, row.getLong(1));
    }
  }

  /** A level is made wrong, as only who owns the database can. */
  @Test
  void comparesStockWithItsMovementsAndMendsIt() throws Exception {
    made(SERVER.admin().post("/api/v1/products", "{\"sku\":\"SUM\",\"name\":\"A <b>sum</b>\"}"));
    made(
        SERVER
            .admin()
            .post(
                "/api/v1/movements",
                "{\"sku\":\"SUM\",\"reason\":\"purchase\",\"quantity\":15,\"location\":\"shop\"}",
                "Idempotency-Key",
                "fifteen"));
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update stock_level set available = 27 where product_id = (select product_id from product where sku = 'SUM')");
    }
    String[] asked = check("compare", "SUM");
    assertThat(owner.post(CHECK, asked).statusCode()).isEqualTo(303);
    assertThat(owner.post(CHECK, asked).statusCode()).as("sent twice").isEqualTo(303);
    Eventually.within(
        Duration.ofSeconds(20),
        "it is compared",
        () -> owner.get(CHECK).body().contains("only compared") && runs("done") == 1);
    assertThat(owner.get(CHECK).body())
        .contains("System Stock", "Calculated Stock", ">27</td>", ">15</td>", ">+12</td>")
        .contains("A &lt;b&gt;sum&lt;/b&gt;", "0 were updated");
    assertThat(owner.get(file(CHECK + "/job_")).body()).contains(",SUM,A <b>sum</b>,27,15,12,1");
    assertThat(owner.get(file(CHECK + ".csv")).body()).contains(",SUM,done,yes,1,1,0,");
    assertThat(owner.get(CHECK + "/job_none/products.csv").statusCode()).isEqualTo(404);
    assertThat(SERVER.admin().get("/api/v1/stock/SUM").at("/on_hand")).isEqualTo("27");

    owner.post(CHECK, check("update", "SUM"));
    Eventually.within(Duration.ofSeconds(20), "it is mended", () -> runs("done") == 2);
    assertThat(owner.get(CHECK).body()).contains("1 were updated");
    assertThat(SERVER.admin().get("/api/v1/stock/SUM").at("/on_hand")).isEqualTo("15");
    assertThat(owner.post(CHECK, check("compare", "none")).body())
        .contains("role=\"alert\"", "'none'");
  }

  /** The first that the page offers whose address begins so. */
  private static String file(String address) {
    Matcher file =
        Pattern.compile("href=\"(" + Pattern.quote(address) + "[^\"]*)\" download")
            .matcher(owner.get(CHECK).body());
    assertThat(file.find()).as(address).isTrue();
    return file.group(1);
  }

  private static long runs(String state) {
    return owner.get(CHECK).body().split(">" + state + "</span>", -1).length - 1L;
  }

  private static String[] check(String action, String product) {
    return new String[] {
      "form_key",
      owner.field(CHECK, "form_key"),
      "key",
      owner.field(CHECK, "key"),
      "action",
      action,
      "product",
      product
    };
  }

  private static void changesNoRuleThatIsNotAsItWasSeen(String page, String key, String seen) {
    String[] form = {"form_key", key, "seen", seen, "action", "set", "buffer", "9", "max", "4"};
    HttpResponse<String> late = owner.post(page + "/rule", form);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains(
            "It is now 'keep back 3, show 100 % of the rest'; you wanted 'keep back 9, show 100 %"
                + " of the rest, at most 4'.")
        .contains("value=\"9\"");
    assertThat(owner.get(page).body()).contains("value=\"3\"").doesNotContain("value=\"9\"");
    form[3] = "as I like";
    assertThat(owner.post(page + "/rule", form).statusCode()).isEqualTo(400);
  }

  /** Its channel is stopped, so that nobody calls it. */
  @Test
  void saysWhyAListingShowsSoManyAndSetsItsRuleAfterAPreview() throws SQLException {
    String page = "/listings/" + listingOfTenPots();
    String key = owner.field(page, "form_key");
    assertThat(owner.get(page).body()).contains("what there is at the channel", "Take it away");
    assertThat(owner.get("/search?q=pot").headers().firstValue("Location")).contains(page);

    HttpResponse<String> seen =
        owner.post(
            page + "/rule", "form_key", key, "seen", ";;", "action", "preview", "buffer", "3");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("Listings that would show another number: 1", ">7<");
    assertThat(owner.get(page).body()).doesNotContain("units are kept back");
    HttpResponse<String> wrong =
        owner.post(page + "/rule", "form_key", key, "seen", ";;", "action", "set", "percent", "0");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("role=\"alert\"", "percent must be from 1 to 100");

    String unset = owner.field(page, "seen");
    owner.post(page + "/rule", "form_key", key, "seen", unset, "action", "set", "buffer", "3");
    assertThat(owner.get(page + "?said=rule").body())
        .contains("units are kept back", "that of this listing", "The rule is set.");
    changesNoRuleThatIsNotAsItWasSeen(page, key, unset);
    String set = owner.field(page, "seen");
    owner.post(page + "/rule", "form_key", key, "seen", set, "action", "remove");
    assertThat(owner.get(page).body()).contains("that of the channel");
    assertThat(owner.post(page + "/sync", "form_key", key).body())
        .contains("role=\"alert\"", "is stopped");
    assertThat(owner.post("/listings", "form_key", key, "sku", "POT").statusCode()).isEqualTo(409);

    String[] added = {
      "form_key", key, "key", owner.field(page, "key"), "units", "4", "location", "shop"
    };
    String record = owner.post(page + "/add", added).headers().firstValue("Location").orElseThrow();
    assertThat(owner.get(record).body()).contains("Posted.", "Added at listing");
    assertThat(owner.post(page + "/add", added).headers().firstValue("Location")).contains(record);
    assertThat(SERVER.admin().get("/api/v1/stock/POT").at("/on_hand")).isEqualTo("14");
    assertThat(
            owner
                .post(page + "/add", "form_key", key, "key", "k", "units", "0", "location", "shop")
                .body())
        .contains("units must be from 1");
    matchesOnlyWhatIsStillAsItWasSeen(page, key);
  }

  private static void matchesOnlyWhatIsStillAsItWasSeen(String page, String key) {
    String seen = owner.field(page, "version");
    String[] ours = {"form_key", key, "version", seen, "sku", "TEA", "units", "6"};
    assertThat(owner.post(page, ours).statusCode()).isEqualTo(303);

    HttpResponse<String> late =
        owner.post(page, "form_key", key, "version", seen, "sku", "CUP", "units", "2");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("role=\"alert\"", "It is now 6 of 'TEA'; you wanted 2 of 'CUP'");
    assertThat(owner.get(page).body()).contains("One of it is 6 of <a href=\"/stock/TEA\"");
    String now = owner.field(page, "version");
    assertThat(owner.post(page, "form_key", key, "version", now, "sku", "NONE").body())
        .contains("role=\"alert\"", "NONE");
    assertThat(owner.post(page, "form_key", key, "version", now, "sku", "CUP", "units", "0").body())
        .contains("role=\"alert\"", "units must be");
  }

  private static String listingOfTenPots() throws SQLException {
    made(SERVER.admin().post("/api/v1/products", "{\"sku\":\"POT\"}"));
    made(
        SERVER
            .admin()
            .post(
                "/api/v1/movements",
                "{\"sku\":\"POT\",\"reason\":\"purchase\",\"quantity\":10,\"location\":\"shop\"}",
                "Idempotency-Key",
                "ten-pots"));
    made(
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/channels/still/account",
                "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}"));
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                with still as (
                  update channel_account a set state = 'stopped' from channel c
                  where c.seller_id = a.seller_id and c.channel_id = a.channel_id and c.code = 'still'
                  returning a.seller_id, a.channel_id)
                insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by, matched_at,
                  desired, desired_at, shown, shown_from, shown_to, shown_changed_at, created_at, updated_at)
                select s.seller_id, s.channel_id, 'pot', 'A pot', 'active', p.product_id, 'hand', now(),
                  10, now(), 10, now(), now(), now(), now(), now()
                from still s join product p on p.seller_id = s.seller_id and p.sku = 'POT'
                returning listing_id
                """)) {
      row.next();
      return PublicId.of(IdKind.LISTING, row.getLong(1));
    }
  }

  @Test
  void makesATokenThatIsShownOnceAndRevokesIt() {
    String key = owner.field("/settings/tokens", "form_key");
    HttpResponse<String> made =
        owner.post(
            "/settings/tokens", "form_key", key, "name", "till-1", "role", "viewer", "days", "7");
    String secret = made.body().replaceAll("(?s).*value=\"(onh_live_[0-9A-Za-z]+)\".*", "$1");
    Client till = SERVER.client(secret);

    assertThat(till.get("/api/v1/stock/TEA").status()).isEqualTo(200);
    assertThat(till.post("/api/v1/locations", "{\"code\":\"x\"}").status()).isEqualTo(403);
    assertThat(owner.get("/settings/tokens").body()).contains("till-1").doesNotContain(secret);

    String id = SERVER.admin().get("/api/v1/tokens").at("/data/0/id");
    HttpResponse<String> untyped =
        owner.post("/settings/tokens/" + id, "form_key", key, "typed", "till");
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body()).contains("Nothing was changed: to go through with it, type till-1");
    assertThat(till.get("/api/v1/stock/TEA").status()).isEqualTo(200);
    owner.post("/settings/tokens/" + id, "form_key", key, "typed", "till-1");
    assertThat(till.get("/api/v1/stock/TEA").status()).isEqualTo(401);
    assertThat(
            owner
                .post("/settings/tokens", "form_key", key, "name", "", "role", "viewer")
                .statusCode())
        .isEqualTo(400);
  }
}
