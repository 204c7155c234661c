package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Receiver;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ChannelSetupPagesIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String KIND = "/settings/channel-types/backmarket";

  private static Client admin;
  private static Visitor owner;

  private Sandbox sandbox;
  private Account remote;
  private String code;
  private String path;

  @BeforeAll
  static void signIn() {
    admin = SERVER.admin();
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  /** Each test has a channel of its own. */
  @BeforeEach
  void open(TestInfo test) {
    code = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    path = "/settings/channels/" + code;
    sandbox = new Sandbox(InstantSource.system(), 20261129);
    remote = sandbox.open("phones", BackMarket.withToken("good"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> add(String address, String token, String... more) {
    return send(KIND, List.of("channel", code, "set.token", token, "set.address", address), more);
  }

  private HttpResponse<String> save(String version, String address, String token, String... more) {
    return send(
        path,
        List.of("action", "save", "version", version, "set.token", token, "set.address", address),
        more);
  }

  private static HttpResponse<String> send(String to, List<String> fields, String... more) {
    List<String> form =
        new ArrayList<>(
            List.of(
                "form_key",
                owner.field("/settings/channels", "form_key"),
                "set.company",
                "The <b>shop</b>",
                "set.contact",
                "it@shop.example",
                "hourly_read",
                "on"));
    form.addAll(fields);
    form.addAll(List.of(more));
    return owner.post(to, form.toArray(String[]::new));
  }

  private HttpResponse<String> press(String action) {
    return owner.post(
        path, "form_key", owner.field("/settings/channels", "form_key"), "action", action);
  }

  private String account(String pointer) {
    return admin.get("/api/v1/channels/" + code + "/account").at(pointer);
  }

  private String page() {
    return owner.get(path).body();
  }

  @Test
  void offersEachKindAndAsksForWhatItNeeds() {
    String kinds = owner.get("/settings/channels").body();
    for (JsonNode kind : admin.get("/api/v1/channel-types").json().at("/data")) {
      String type = kind.at("/type").asString();
      assertThat(kinds).contains("/settings/channel-types/" + type);
      String form = owner.get("/settings/channel-types/" + type).body();
      for (JsonNode setting : kind.at("/settings")) {
        assertThat(form).as(type).contains("name=\"set." + setting.at("/name").asString() + "\"");
      }
    }
    assertThat(owner.get("/settings/channel-types/none").statusCode()).isEqualTo(404);
  }

  @Test
  void addsAChannelThatIsPausedAndNeverShowsItsSecret() {
    assertThat(
            add(remote.base().toString(), "hidden-token", "poll_seconds", "30")
                .headers()
                .firstValue("Location"))
        .contains(path + "?said=added");

    assertThat(account("/state")).isEqualTo("paused");
    assertThat(account("/poll_seconds")).isEqualTo("30");
    assertThat(account("/settings/company")).isEqualTo("The <b>shop</b>");
    assertThat(page())
        .contains("It is set, and not shown", "The &lt;b>shop&lt;/b>")
        .doesNotContain("hidden-token", "<b>shop</b>");
    assertThat(owner.get("/settings/channels").body()).contains(code, "not since it was set up");
  }

  @Test
  void fillsInWhatAPresetSaysAndMarksWhatItAsksFor() {
    String form = owner.get("/settings/channel-types/mirakl?preset=several_shops").body();
    assertThat(form)
        .contains("The fields are filled in for: A user of several shops.")
        .contains(
            "value=\"several_shops\" checked", "Shop id<span class=\"text-secondary\"> (needed)")
        .containsPattern("name=\"poll_seconds\"[^>]*value=\"300\"");
    assertThat(owner.get("/settings/channel-types/mirakl?preset=bazaar").body())
        .contains("preset must be one of one_shop, several_shops");
    assertThat(owner.get("/settings/channel-types/mirakl").body())
        .contains("name=\"preset\" value=\"by_warehouse\"", "must not be mixed with it.")
        .doesNotContain("The fields are filled in", "Shop id<span class=\"text-secondary\"> (n");
  }

  @Test
  void fillsInWhatAnotherChannelHasButNoSecretAndNothingOfItsOwn() {
    assertThat(owner.get(KIND + "?like=" + code).statusCode()).isEqualTo(400);
    add(remote.base().toString(), "hidden-token", "poll_seconds", "45", "set.market", "de-de");
    assertThat(page()).contains("href=\"" + KIND + "?like=" + code + "\"");

    String form = owner.get(KIND + "?like=" + code).body();
    assertThat(form)
        .contains("The fields are filled in as they are of " + code)
        .contains("value=\"The &lt;b>shop&lt;/b>\"", "<option value=\"de-de\" selected")
        .containsPattern("name=\"poll_seconds\"[^>]*value=\"45\"")
        .doesNotContain("hidden-token");
    assertThat(owner.get("/settings/channel-types/mirakl?like=" + code).body())
        .contains("which is of type backmarket, not mirakl");
    assertThat(
            send(
                    KIND,
                    List.of(
                        "channel", code + "-2", "like", code, "set.token", "new", "set.market", ""))
                .statusCode())
        .isEqualTo(303);
    JsonNode made = admin.get("/api/v1/channels/" + code + "-2/account").json();
    assertThat(made.at("/poll_seconds").asInt()).as("what was left empty").isEqualTo(60);
    assertThat(made.at("/settings/market").asString()).isEqualTo("fr-fr");
  }

  @Test
  void saysAtTheFieldWhatIsWrongAndMakesNothing() {
    HttpResponse<String> refused =
        add("shop", "hidden-token", "locations", "nowhere", "poll_seconds", "often");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("id=\"field-set-address-error\">address must be an address like https")
        .contains("locations names 'nowhere'", "poll_seconds must be a whole number")
        .contains("3 things are to be mended", "value=\"often\"")
        .contains("value=\"shop\"", "is to be typed again")
        .doesNotContain("hidden-token");
    assertThat(admin.get("/api/v1/channels/" + code).status()).isEqualTo(404);

    code = "";
    assertThat(add(remote.base().toString(), "good").body()).contains("channel must not be empty");
  }

  @Test
  void addsNoChannelThatIsThere() {
    add(remote.base().toString(), "good");
    HttpResponse<String> twin = add("https://elsewhere.example", "good");

    assertThat(twin.statusCode()).isEqualTo(400);
    assertThat(twin.body()).contains("is set up already");
    assertThat(account("/settings/address")).isEqualTo(remote.base().toString());
    HttpResponse<String> other =
        owner.post(
            "/settings/channel-types/files",
            "form_key",
            owner.field("/settings/channels", "form_key"),
            "channel",
            code,
            "set.folder",
            "partner");
    assertThat(other.body()).contains("is set up already");
  }

  @Test
  void keepsASecretThatIsLeftEmptyAndTakesOneAway() {
    admin.send(
        "PUT",
        "/api/v1/channels/" + code + "/account",
        "{\"type\":\"http\",\"settings\":{\"address\":\"https://shop.example\",\"secret\":\"s\",\"webhook_secret\":\"w\"}}");
    String[] form = {
      "form_key",
      owner.field(path, "form_key"),
      "action",
      "save",
      "version",
      account("/version"),
      "set.address",
      "https://new.example",
      "set.secret",
      "",
      "set.webhook_secret",
      ""
    };
    assertThat(owner.post(path, form).statusCode()).isEqualTo(303);
    assertThat(account("/settings/address")).isEqualTo("https://new.example");
    assertThat(page())
        .contains("name=\"without.webhook_secret\"")
        .doesNotContain("name=\"without.secret\"");

    assertThat(
            owner
                .post(
                    path,
                    "form_key",
                    owner.field(path, "form_key"),
                    "action",
                    "save",
                    "version",
                    account("/version"),
                    "set.address",
                    "https://new.example",
                    "without.webhook_secret",
                    "on")
                .statusCode())
        .isEqualTo(303);
    assertThat(page()).doesNotContain("name=\"without.webhook_secret\"");
    assertThat(account("/has_secrets")).isEqualTo("true");
  }

  @Test
  void tellsTheSecondOfTwoBothValuesButNoSecret() {
    add("https://one.example", "good");
    String version = account("/version");
    save(version, "https://two.example", "");

    HttpResponse<String> late = save(version, "https://three.example", "hidden-token");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("Somebody changed it meanwhile", "address 'https://two.example'")
        .contains("you wanted address 'https://three.example'", "token set anew")
        .contains("value=\"https://two.example\"", "value=\"" + account("/version") + "\"")
        .doesNotContain("hidden-token");
    assertThat(account("/settings/address")).isEqualTo("https://two.example");
  }

  @Test
  void testsAChannelAndKeepsWhatItSaid() {
    add(remote.base().toString(), "good");
    assertThat(page()).contains("Not since it was set up as it is");
    assertThat(press("test").statusCode()).isEqualTo(303);
    assertThat(page())
        .contains("it answered", "The channel answered; listings on its first page: 0.");

    save(account("/version"), "http://127.0.0.1:9/", "");
    assertThat(page()).as("with other settings").contains("Not since it was set up as it is");
    press("test");
    assertThat(page()).contains("something is wrong", "See the setting address");
    assertThat(owner.get("/settings/channels").body()).contains("something is wrong");

    save(account("/version"), remote.base().toString(), "bad");
    admin.post("/api/v1/channels/" + code + "/account/test", "");
    assertThat(page()).as("by whom ever it was tested").contains("key or token is not accepted");
  }

  /** Neither the page nor the database waits, and of two presses one test comes. */
  @Test
  void waitsForNoChannelThatTakesItsTime() throws Exception {
    try (Receiver slow = new Receiver()) {
      CountDownLatch open = answersLater(slow);
      add(slow.url(), "good");
      assertThat(press("test").statusCode()).isEqualTo(303);
      assertThat(page()).contains("It is being tested", "hx-trigger");
      assertThat(owner.get("/settings/channels").body()).contains("under way");
      assertThat(longTransactions()).isZero();
      press("test");
      assertThat(slow.calls()).hasSize(1);

      open.countDown();
      Eventually.within(SOON, "it is said", () -> page().contains("something is wrong"));
      assertThat(page()).doesNotContain("hx-trigger");
    }
  }

  @Test
  void forgetsWhatWasSaidOfOtherSettings() throws Exception {
    try (Receiver slow = new Receiver()) {
      CountDownLatch open = answersLater(slow);
      add(slow.url(), "good");
      Thread test =
          Thread.ofVirtual()
              .start(() -> admin.post("/api/v1/channels/" + code + "/account/test", ""));
      Eventually.within(SOON, "it is asked", () -> slow.calls().size() == 1);
      save(account("/version"), remote.base().toString(), "");
      open.countDown();
      test.join();

      assertThat(page()).contains("Not since it was set up as it is");
    }
  }

  private static CountDownLatch answersLater(Receiver channel) {
    CountDownLatch open = new CountDownLatch(1);
    channel.answer(
        call -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Receiver.Answer.of(404);
        });
    return open;
  }

  /** Such as one that was open while the page waited. */
  private static long longTransactions() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select count(*)
                from pg_stat_activity
                where datname = current_database() and backend_type = 'client backend'
                  and xact_start < now() - interval '2 seconds'
                """);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void letsAChannelWorkAndHasItRest() {
    add(remote.base().toString(), "good");
    press("resume");
    assertThat(account("/state")).isEqualTo("active");
    assertThat(press("pause").headers().firstValue("Location")).contains(path + "?said=pause");
    assertThat(account("/state")).isEqualTo("paused");
    assertThat(account("/reason")).startsWith("paused by ");
    assertThat(press("jump").statusCode()).isEqualTo(400);
    path = "/settings/channels/nowhere";
    assertThat(press("test").statusCode()).isEqualTo(404);
  }

  @Test
  void showsThoseWhoMayOnlyLookWhatIsSet() {
    add(remote.base().toString(), "hidden-token");
    String token =
        admin
            .post(
                "/api/v1/tokens",
                "{\"name\":\"t\",\"scopes\":[\"orders:read\",\"locations:read\"]}")
            .at("/token");
    Visitor viewer = new Visitor(SERVER.server().url()).signedIn(token);

    assertThat(viewer.get("/settings/channels").body()).contains(code).doesNotContain("id=\"add\"");
    assertThat(viewer.get(path).body())
        .contains("it@shop.example", "set, and not shown")
        .doesNotContain("<form method=\"post\" action=\"" + path, "hidden-token");
    assertThat(viewer.get(KIND).statusCode()).isEqualTo(403);
    HttpResponse<String> refused =
        viewer.post(
            path, "form_key", viewer.field("/settings/channels", "form_key"), "action", "resume");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(account("/state")).isEqualTo("paused");
  }

  @Test
  void writesDownWhoSetAChannelUp() {
    add(remote.base().toString(), "good");
    press("test");
    assertThat(owner.get("/settings/audit").body())
        .contains("add channel of page", "change channel account of page: test", path);
  }
}
