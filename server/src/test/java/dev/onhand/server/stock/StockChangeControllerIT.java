package dev.onhand.server.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StockChangeControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void makeProduct() {
    sku = Shop.product(admin);
  }

  @Test
  void bringsOnHandToANumber() {
    Answer more = set(key(), "{\"location\":\"berlin\",\"on_hand\":7,\"note\":\"shelf 3\"}");
    assertThat(more.status()).isEqualTo(201);
    assertThat(more.at("/object")).isEqualTo("stock_set");
    assertThat(more.json().at("/changed").asBoolean()).isTrue();
    assertThat(more.at("/movement/reason")).isEqualTo("stock_count_correction");
    assertThat(more.at("/movement/to/location")).isEqualTo("berlin");
    assertThat(more.at("/movement/note")).isEqualTo("shelf 3");
    Answer fewer = set(key(), "{\"location\":\"berlin\",\"on_hand\":5,\"reason\":\"manual\"}");
    assertThat(fewer.at("/movement/reason")).isEqualTo("manual_out");
    assertThat(fewer.json().at("/movement/quantity").asLong()).isEqualTo(2);
    assertThat(fewer.json().at("/on_hand").asLong()).isEqualTo(5);
    assertThat(onHand()).isEqualTo(5);
  }

  @Test
  void recordsNothingWhereTheNumberIsRight() {
    set(key(), "{\"location\":\"berlin\",\"on_hand\":7}");
    Answer same = set(key(), "{\"location\":\"berlin\",\"on_hand\":7}");
    assertThat(same.status()).isEqualTo(201);
    assertThat(same.json().at("/changed").asBoolean(true)).isFalse();
    assertThat(same.json().at("/movement").isNull()).isTrue();
  }

  @Test
  void givesTheFirstAnswerAgainAlsoWhereNothingMoved() {
    set(key(), "{\"location\":\"berlin\",\"on_hand\":7}");
    String key = key();
    Answer first = set(key, "{\"location\":\"berlin\",\"on_hand\":7}");
    set(key(), "{\"location\":\"berlin\",\"on_hand\":6}");
    Answer again = set(key, "{\"on_hand\":7,\"location\":\"berlin\"}");
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(onHand()).isEqualTo(6);
    Answer other = set(key, "{\"location\":\"berlin\",\"on_hand\":8}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key_used_differently");
  }

  @Test
  void sharesItsKeysWithMovements() {
    String key = key();
    set(key, "{\"location\":\"berlin\",\"on_hand\":7}");
    Answer movement =
        admin.post(
            "/api/v1/movements",
            """
            {"sku":"%s","reason":"purchase","quantity":7,"location":"berlin"}
            """
                .formatted(sku),
            "Idempotency-Key",
            key);
    assertThat(movement.status()).isEqualTo(422);
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void comparesBeforeItSets() {
    set(key(), "{\"location\":\"berlin\",\"on_hand\":7}");
    Answer stale = set(key(), "{\"location\":\"berlin\",\"on_hand\":5,\"expected_on_hand\":6}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.code()).isEqualTo("stale_quantity");
    assertThat(stale.at("/errors/0/pointer")).isEqualTo("/expected_on_hand");
    assertThat(
            set(key(), "{\"location\":\"berlin\",\"on_hand\":5,\"expected_on_hand\":7}").status())
        .isEqualTo(201);
  }

  @Test
  void saysInADryRunWhatASettingWouldDo() {
    String key = key();
    String body = "{\"location\":\"berlin\",\"on_hand\":7}";
    Answer dry =
        admin.post("/api/v1/stock/" + sku + "/set?dry_run=true", body, "Idempotency-Key", key);
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(dry.json().at("/movement/quantity").asLong()).isEqualTo(7);
    assertThat(onHand()).isZero();
    assertThat(set(key, body).header("Idempotency-Hit")).isEmpty();
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThat(set(key(), "{\"location\":\"berlin\",\"on_hand\":-1}").code())
        .isEqualTo("invalid_request");
    assertThat(set(key(), "{\"on_hand\":1,\"reason\":\"guess\"}").json().at("/errors")).hasSize(2);
    assertThat(set(key(), "{\"location\":\"mars\",\"on_hand\":1}").code())
        .isEqualTo("unknown_location");
    assertThat(
            admin
                .post(
                    "/api/v1/stock/unheard-of/set",
                    "{\"location\":\"berlin\",\"on_hand\":1}",
                    "Idempotency-Key",
                    key())
                .status())
        .isEqualTo(404);
    assertThat(
            admin
                .post("/api/v1/stock/" + sku + "/set", "{\"location\":\"berlin\",\"on_hand\":1}")
                .code())
        .isEqualTo("idempotency_key_missing");
    assertThat(onHand()).isZero();
  }

  @Test
  void putsALevelUnderAFloorOfItsOwn() {
    Answer own = floor(key(), "{\"location\":\"berlin\",\"floor\":-5}");
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.json().at("/floor").asLong()).isEqualTo(-5);
    assertThat(own.json().at("/floor_is_own").asBoolean()).isTrue();
    assertThat(own.header("ETag")).isEqualTo("W/\"1\"");
    Answer none = floor(key(), "{\"location\":\"berlin\",\"floor\":null}");
    assertThat(none.json().at("/floor").isNull()).isTrue();
    Answer inherited = floor(key(), "{\"location\":\"berlin\",\"inherit\":true}");
    assertThat(inherited.json().at("/floor").asLong(-1)).isZero();
    assertThat(inherited.json().at("/floor_is_own").asBoolean()).isFalse();
    assertThat(admin.get("/api/v1/stock/" + sku + "/levels/berlin").json())
        .isEqualTo(inherited.json());
  }

  @Test
  void changesAFloorOnlyAtTheVersionThatWasSeen() {
    String tag = floor(key(), "{\"location\":\"berlin\",\"floor\":-5}").header("ETag");
    set(key(), "{\"location\":\"berlin\",\"on_hand\":1}");
    Answer stale =
        admin.post(
            "/api/v1/stock/" + sku + "/floor",
            "{\"location\":\"berlin\",\"floor\":-6}",
            "Idempotency-Key",
            key(),
            "If-Match",
            tag);
    assertThat(stale.status()).isEqualTo(412);
  }

  @Test
  void keepsNothingOfAFloorInADryRun() {
    Answer dry =
        admin.post(
            "/api/v1/stock/" + sku + "/floor?dry_run=true",
            "{\"location\":\"berlin\",\"floor\":-5}",
            "Idempotency-Key",
            key());
    assertThat(dry.json().at("/floor").asLong()).isEqualTo(-5);
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(admin.get("/api/v1/stock/" + sku + "/levels/berlin").status()).isEqualTo(404);
  }

  @Test
  void refusesFloorsThatCannotBe() {
    for (String body :
        new String[] {
          "{\"location\":\"berlin\"}",
          "{\"location\":\"berlin\",\"floor\":1}",
          "{\"location\":\"berlin\",\"floor\":-1000000001}",
          "{\"location\":\"berlin\",\"floor\":0,\"inherit\":true}",
          "{\"location\":\"berlin\",\"inherit\":false}",
          "{\"floor\":0}"
        }) {
      assertThat(floor(key(), body).status()).as(body).isEqualTo(400);
    }
    assertThat(floor(key(), "{\"location\":\"mars\",\"floor\":0}").status()).isEqualTo(422);
  }

  private Answer set(String key, String body) {
    return admin.post("/api/v1/stock/" + sku + "/set", body, "Idempotency-Key", key);
  }

  private Answer floor(String key, String body) {
    return admin.post("/api/v1/stock/" + sku + "/floor", body, "Idempotency-Key", key);
  }

  private long onHand() {
    return admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
