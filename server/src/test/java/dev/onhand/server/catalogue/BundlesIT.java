package dev.onhand.server.catalogue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundlesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String tee;
  private String mug;
  private String set;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void products() {
    tee = Shop.product(admin);
    mug = Shop.product(admin);
    set = Shop.product(admin);
  }

  private static Answer put(String bundle, String components) {
    return admin.send("PUT", "/api/v1/bundles/" + bundle, "{\"components\":[" + components + "]}");
  }

  private static String part(String sku, long units) {
    return "{\"sku\":\"%s\",\"units\":%d}".formatted(sku, units);
  }

  private static Answer stockIs(String sku, String location, long units) {
    return admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"%s\",\"on_hand\":%d}".formatted(location, units),
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  @Test
  void isAsManyAsItsComponentsMake() {
    Answer made = put(set, part(tee, 2) + "," + part(mug, 1));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().at("/components")).hasSize(2);
    stockIs(tee, "berlin", 5);
    stockIs(mug, "berlin", 9);
    stockIs(tee, "paris", 20);
    stockIs(mug, "paris", 3);
    Answer stock = admin.get("/api/v1/stock/" + set);
    assertThat(stock.json().at("/available").asLong()).isEqualTo(5);
    assertThat(stock.json().at("/on_hand").asLong()).isZero();
    assertThat(stock.at("/limited_by")).isEqualTo(tee);
    Answer list = admin.get("/api/v1/stock?q=" + set + "&location=paris");
    assertThat(list.status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/stock?q=" + set).json().at("/data/0/available").asLong())
        .isEqualTo(5);
    assertThat(admin.get("/api/v1/products/" + set).at("/tracking")).isEqualTo("bundle");
    assertThat(admin.get("/api/v1/bundles").text()).contains(set);
  }

  @Test
  void anOrderTakesItsComponents() {
    put(set, part(tee, 6));
    stockIs(tee, "berlin", 20);
    Answer order =
        admin.send(
            "PUT",
            "/api/v1/orders/web/b-" + set,
            "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":2}]}"
                .formatted(set));
    assertThat(order.json().at("/moved/reserved").asLong()).isEqualTo(12);
    assertThat(admin.get("/api/v1/stock/" + set).json().at("/available").asLong()).isEqualTo(1);
    put(set, part(tee, 4));
    admin.post("/api/v1/orders/web/b-" + set + "/status", "{\"status\":\"shipped\"}");
    assertThat(admin.get("/api/v1/stock/" + tee).json().at("/on_hand").asLong())
        .as("the line keeps what the bundle was made of when it was begun")
        .isEqualTo(8);
  }

  @Test
  void hasNoMovementsOfItsOwn() {
    put(set, part(tee, 6));
    Answer refused = stockIs(set, "berlin", 1);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("bundle_product");
  }

  @Test
  void isNotMadeOfWhatHasMovementsIsABundleOrInOne() {
    stockIs(mug, "berlin", 1);
    Answer stocked = put(mug, part(tee, 1));
    assertThat(stocked.status()).isEqualTo(409);
    assertThat(stocked.at("/detail")).contains("has movements of its own");
    put(set, part(tee, 6));
    assertThat(put(Shop.product(admin), part(set, 1)).at("/detail")).contains("is a bundle");
    assertThat(put(tee, part(mug, 1)).at("/detail")).contains("component of a bundle");
    assertThat(put(mug, part(mug, 1)).at("/detail")).contains("itself");
  }

  @Test
  void whatOrdersWaitForBecomesNone() {
    admin.send(
        "PUT",
        "/api/v1/orders/web/w-" + set,
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":2}]}"
            .formatted(set));
    assertThat(put(set, part(tee, 6)).at("/detail")).contains("Orders wait");
  }

  @Test
  void becomesAUsualProductAgain() {
    Answer made = put(set, part(tee, 6));
    Answer stale = admin.send("DELETE", "/api/v1/bundles/" + set, "", "If-Match", "W/\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(made.json().at("/version").asLong()).isEqualTo(2);
    assertThat(admin.send("DELETE", "/api/v1/bundles/" + set, "").at("/tracking"))
        .isEqualTo("tracked");
    assertThat(admin.get("/api/v1/bundles/" + set).status()).isEqualTo(404);
    assertThat(stockIs(set, "berlin", 1).status()).isEqualTo(201);
  }

  @Test
  void trackingAloneMakesNoBundleNorEndsOne() {
    assertThat(
            admin
                .patch("/api/v1/products/" + set, "{\"tracking\":\"bundle\"}")
                .at("/errors/0/pointer"))
        .isEqualTo("/tracking");
    put(set, part(tee, 6));
    assertThat(admin.patch("/api/v1/products/" + set, "{\"tracking\":\"tracked\"}").status())
        .isEqualTo(409);
    assertThat(admin.patch("/api/v1/products/" + set, "{\"name\":\"Six\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|/components",
        "{'units':1}|/components/0/sku",
        "{'sku':'x'}|/components/0/units",
        "{'sku':'nobody','units':1}|/components/0/sku",
        "{'sku':'x','units':0}|/components/0/units",
        "{'sku':'x','units':1000001}|/components/0/units",
      })
  void refusesWhatIsMalformed(String components, String pointer) {
    Answer refused = put(set, components == null ? "" : components.replace('\'', '"'));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void refusesAComponentTwice() {
    assertThat(put(set, part(tee, 1) + "," + part(tee, 2)).at("/errors/0/detail"))
        .contains("there twice");
  }
}
