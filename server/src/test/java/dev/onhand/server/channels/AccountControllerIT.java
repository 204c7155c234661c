package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountControllerIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);

  private static Client admin;

  private Sandbox sandbox;
  private Account remote;
  private String sku;
  private String path;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void connect() {
    sku = Shop.product(admin);
    stock("berlin", 10);
    stock("paris", 3);
    sandbox = new Sandbox(InstantSource.system(), 20261127);
    remote = sandbox.open("phones", BackMarket.withToken("good"));
    path = "/api/v1/channels/bm-" + sku + "/account";
    assertThat(put("good", "").status()).isEqualTo(200);
  }

  @AfterEach
  void close() {
    admin.post(path + "/pause", "{}");
    sandbox.close();
  }

  @Test
  void countsItsListingsAndThoseOfNoProduct() throws Exception {
    remote.shop().list(Item.of(sku), 4);
    remote.shop().list(Item.of(sku + "-BLUE"), 2);
    populate();

    assertThat(account("/state")).isEqualTo("paused");
    assertThat(account("/listings")).isEqualTo("2");
    assertThat(account("/unmatched")).isEqualTo("1");
    assertThat(account("/due")).isEqualTo("1");
    Answer suggested = admin.get("/api/v1/listings/" + unmatched() + "/suggestions");
    assertThat(suggested.at("/data/0/sku")).isEqualTo(sku);
    assertThat(suggested.at("/data/0/why")).isEqualTo("sku_and_more");
    admin.send("PUT", "/api/v1/listings/" + unmatched() + "/match", "{}");
    assertThat(account("/listings")).isEqualTo("2");
    assertThat(account("/unmatched")).isEqualTo("0");
  }

  @Test
  void saysAtOnceWhatItsListingsShouldShowWhereOtherLocationsAreSold() throws Exception {
    remote.shop().list(Item.of(sku), 4);
    populate();
    assertThat(desired()).isEqualTo("13");

    put("good", ",\"locations\":[\"paris\"]");
    assertThat(desired()).isEqualTo("3");
    put("good", "");
    assertThat(desired()).isEqualTo("13");
  }

  @Test
  void makesNoChannelOfARequestThatItRefuses() {
    Answer refused =
        admin.send(
            "PUT",
            "/api/v1/channels/refused/account",
            settings("good", ",\"locations\":[\"paris\",\"nowhere\"]"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/locations");
    assertThat(refused.at("/detail")).contains("'nowhere'");
    assertThat(admin.get("/api/v1/channels/refused").status()).isEqualTo(404);
  }

  @Test
  void tellsATestThatGoesWellFromOneThatDoesNot() {
    remote.shop().list(Item.of(sku), 4);
    Answer well = admin.post(path + "/test", "");
    assertThat(well.json().at("/ok").asBoolean()).isTrue();
    assertThat(well.at("/detail")).endsWith("on its first page: 1.");

    remote.faults().next(Fault.TOKEN_EXPIRED, Purpose.ORDER_POLL, 1);
    Answer half = admin.post(path + "/test", "");
    assertThat(half.json().at("/ok").asBoolean(true)).isFalse();
    assertThat(half.at("/detail"))
        .startsWith("Its listings were read, its orders were not. The key");

    put("bad", "");
    Answer bad = admin.post(path + "/test", "");
    assertThat(bad.json().at("/ok").asBoolean(true)).isFalse();
    assertThat(bad.at("/detail")).contains("key or token is not accepted");
  }

  @Test
  void beginsAsAPresetSaysAndWhatIsSaidHoldsInstead() {
    Answer made = mirakl("", "\"preset\":\"lowers_its_stock\"");
    assertThat(made.at("/poll_seconds")).isEqualTo("300");
    assertThat(made.at("/settings/lowers_stock")).isEqualTo("true");

    Answer said =
        mirakl(",\"lowers_stock\":\"\"", "\"preset\":\"lowers_its_stock\",\"poll_seconds\":60");
    assertThat(said.at("/poll_seconds")).isEqualTo("60");
    assertThat(said.at("/settings/lowers_stock")).isEqualTo("false");
  }

  @Test
  void namesThePresetsThereAreAndWhatOneAsksFor() {
    assertThat(mirakl("", "\"preset\":\"bazaar\"").at("/errors/0/detail"))
        .startsWith("preset must be one of one_shop, several_shops, by_warehouse, ");
    Answer untold = mirakl("", "\"preset\":\"several_shops\"");
    assertThat(untold.at("/errors/0/pointer")).isEqualTo("/settings/shop_id");
    assertThat(untold.at("/errors/0/detail")).startsWith("shop_id is needed with the preset");
    assertThat(mirakl(",\"shop_id\":\"7\"", "\"preset\":\"several_shops\"").status())
        .isEqualTo(200);
    assertThat(put("good", ",\"preset\":\"any\"").at("/errors/0/detail"))
        .isEqualTo("preset must be left out: there are none for Back Market");
  }

  @Test
  void beginsLikeAnotherChannelButForWhatIsItsOwn() {
    mirakl(
        ",\"shop_id\":\"7\",\"warehouse\":\"W1\",\"lowers_stock\":\"true\"",
        "\"locations\":[\"paris\"],\"poll_seconds\":900,\"calls_per_day\":500,\"hourly_read\":false");
    String other = "/api/v1/channels/like-" + sku + "/account";
    String body =
        """
        {"type":"mirakl","like":"mk-%s","settings":{"address":"https://de.example",\
        "lowers_stock":"false"%s},"calls_per_day":100}""";
    Answer keyless = admin.send("PUT", other, body.formatted(sku, ""));
    assertThat(keyless.at("/errors/0/pointer")).isEqualTo("/settings/api_key");

    Answer made = admin.send("PUT", other, body.formatted(sku, ",\"api_key\":\"other-key\""));
    assertThat(made.json().at("/settings").toString())
        .contains("\"address\":\"https://de.example\"", "\"warehouse\":\"W1\"")
        .contains("\"lowers_stock\":\"false\"")
        .doesNotContain("shop_id", "key");
    assertThat(made.json().at("/locations").toString()).isEqualTo("[\"paris\"]");
    assertThat(made.at("/poll_seconds")).isEqualTo("900");
    assertThat(made.at("/calls_per_day")).isEqualTo("100");
    assertThat(made.at("/hourly_read")).isEqualTo("false");
  }

  @Test
  void beginsLikeNoChannelOfAnotherTypeAndNoneThatIsNotThere() {
    assertThat(mirakl("", "\"like\":\"bm-%s\"".formatted(sku)).at("/errors/0/detail"))
        .isEqualTo("like names 'bm-%s', which is of type backmarket, not mirakl".formatted(sku));
    assertThat(mirakl("", "\"like\":\"nowhere\"").at("/errors/0/detail"))
        .isEqualTo("like names 'nowhere', which is no channel that is set up");
  }

  private Answer mirakl(String settings, String more) {
    return admin.send(
        "PUT",
        "/api/v1/channels/mk-" + sku + "/account",
        """
        {"type":"mirakl","settings":{"address":"https://fr.example","api_key":"secret-key"%s},%s}"""
            .formatted(settings, more));
  }

  private Answer put(String token, String more) {
    return admin.send("PUT", path, settings(token, more));
  }

  private String settings(String token, String more) {
    return """
        {"type":"backmarket","settings":{"address":"%s","token":"%s","company":"Shop",\
        "contact":"it@shop.example"}%s}"""
        .formatted(remote.base(), token, more);
  }

  private void populate() throws Exception {
    assertThat(admin.post(path + "/populate", "").status()).isEqualTo(200);
    Eventually.within(SOON, "its listings are read", () -> !account("/listings_read_at").isEmpty());
  }

  private String account(String pointer) {
    return admin.get(path).at(pointer);
  }

  private String unmatched() {
    return admin.get("/api/v1/listings?only=unmatched&channel=bm-" + sku).at("/data/0/id");
  }

  private String desired() {
    return admin.get("/api/v1/listings?sku=" + sku).at("/data/0/desired/quantity");
  }

  private void stock(String location, int units) {
    Answer set =
        admin.post(
            "/api/v1/stock/" + sku + "/set",
            "{\"location\":\"%s\",\"on_hand\":%d}".formatted(location, units),
            "Idempotency-Key",
            sku + location);
    assertThat(set.status()).isLessThan(300);
  }
}
