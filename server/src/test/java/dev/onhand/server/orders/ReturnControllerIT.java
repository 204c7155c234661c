package dev.onhand.server.orders;

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

class ReturnControllerIT {

  private static final String PATH = "/api/v1/returns";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;
  private String id;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void ship() {
    sku = Shop.product(admin);
    id = "o-" + sku;
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":10}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
    admin.send(
        "PUT",
        "/api/v1/orders/web/" + id,
        "{\"status\":\"shipped\",\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":4}]}"
            .formatted(sku));
  }

  private Answer book(String key, String body) {
    return admin.post(PATH, body.formatted(sku, id), "Idempotency-Key", key + sku);
  }

  private long stock(String pointer) {
    return admin.get("/api/v1/stock/" + sku).json().at(pointer).asLong();
  }

  private static final String DAMAGED =
      """
      {"order":{"channel":"web","external_id":"%2$s","line":"a"},"quantity":3,"disposition":"damaged","location":"paris"}""";

  @Test
  void booksWhatCameBackOfAnOrdersLineOnce() {
    Answer booked = book("a", DAMAGED);
    assertThat(booked.status()).isEqualTo(201);
    assertThat(booked.at("/movements/0/reason")).isEqualTo("sale_return");
    assertThat(booked.at("/movements/0/to/location")).isEqualTo("paris");
    assertThat(booked.at("/movements/0/cause/reference")).isEqualTo("web/" + id);
    assertThat(stock("/damaged")).isEqualTo(3);
    Answer again = book("a", DAMAGED);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.at("/movements/0/id")).isEqualTo(booked.at("/movements/0/id"));
    assertThat(stock("/damaged")).isEqualTo(3);
    Answer shown = admin.get("/api/v1/orders/web/" + id);
    assertThat(shown.json().at("/lines/0/by_location/0/returned").asLong()).isEqualTo(3);
    assertThat(shown.at("/log/1/effect")).isEqualTo("return");
  }

  private Answer tryOut(String key, String body) {
    return admin.post(
        PATH + "?dry_run=true", body.formatted(sku, id), "Idempotency-Key", key + sku);
  }

  @Test
  void saysInADryRunWhatWouldBeBooked() {
    Answer would = tryOut("a", DAMAGED);
    assertThat(would.status()).as(would.text()).isEqualTo(201);
    assertThat(would.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(would.json().at("/movements/0/id").isNull()).isTrue();
    assertThat(would.at("/movements/0/sku")).isEqualTo(sku);
    assertThat(would.at("/movements/0/to/location")).isEqualTo("paris");
    assertThat(would.json().at("/movements/0/to/after").asLong()).isEqualTo(3);
    assertThat(stock("/damaged")).isZero();
    assertThat(admin.get("/api/v1/orders/web/" + id).json().at("/log")).hasSize(1);

    Answer booked = book("a", DAMAGED);
    assertThat(booked.header("Idempotency-Hit")).as("the first time").isEmpty();
    assertThat(booked.json().has("dry_run")).isFalse();
    Answer again = tryOut("a", DAMAGED);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.json().at("/movements")).hasSize(1);
    assertThat(tryOut("b", DAMAGED).at("/detail")).contains("1 can still come back");
    assertThat(stock("/damaged")).isEqualTo(3);
  }

  @Test
  void saysInADryRunWhatWouldBeBookedWithoutAnOrder() {
    String body =
        """
        {"sku":"%1$s","quantity":2,"disposition":"quality_control","location":"berlin"}""";
    Answer would = tryOut("c", body);
    assertThat(would.json().at("/dry_run").asBoolean()).as(would.text()).isTrue();
    assertThat(would.json().at("/movements/0/to/after").asLong()).isEqualTo(2);
    assertThat(stock("/quality_control")).isZero();
    assertThat(book("c", body).header("Idempotency-Hit")).isEmpty();
    assertThat(tryOut("d", body.replace("berlin", "rome")).code()).isEqualTo("unknown_location");
  }

  @Test
  void refusesMoreThanLeft() {
    book("a", DAMAGED);
    Answer refused = book("b", DAMAGED);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains("1 can still come back").contains("not 3");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/quantity");
    assertThat(stock("/damaged")).isEqualTo(3);
  }

  @Test
  void booksWhatCameBackWithoutAnOrder() {
    String body =
        """
        {"sku":"%1$s","quantity":2,"disposition":"quality_control","location":"berlin","reference":"RMA-9"}""";
    Answer booked = book("c", body);
    assertThat(booked.status()).isEqualTo(201);
    assertThat(booked.json().at("/order").isNull()).isTrue();
    assertThat(booked.at("/movements/0/cause/kind")).isEqualTo("return");
    assertThat(booked.at("/movements/0/cause/reference")).isEqualTo("RMA-9");
    assertThat(book("c", body).header("Idempotency-Hit")).isEqualTo("true");
    assertThat(stock("/quality_control")).isEqualTo(2);
  }

  @Test
  void aKeyOfAnotherReturnIsRefused() {
    book("d", DAMAGED);
    Answer other = book("d", DAMAGED.replace("damaged", "available"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("key_used_differently");
  }

  @Test
  void tellsWhatIsNotThere() {
    Answer order =
        book(
            "e",
            """
            {"order":{"channel":"web","external_id":"none","line":"a"},"quantity":1,"disposition":"available"}""");
    assertThat(order.status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/orders/web/none").status()).isEqualTo(404);
    Answer line = book("f", DAMAGED.replace("\"a\"", "\"z\""));
    assertThat(line.status()).isEqualTo(404);
    assertThat(line.at("/errors/0/pointer")).isEqualTo("/order/line");
    Answer place = book("g", DAMAGED.replace("paris", "rome"));
    assertThat(place.status()).isEqualTo(422);
    assertThat(place.at("/code")).isEqualTo("unknown_location");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'quantity':1,'disposition':'available'}|/sku",
        "{'sku':'x','quantity':1,'disposition':'available'}|/location",
        "{'sku':'x','quantity':0,'disposition':'available','location':'berlin'}|/quantity",
        "{'sku':'x','quantity':1.5,'disposition':'available','location':'berlin'}|/quantity",
        "{'sku':'x','quantity':1,'disposition':'lost','location':'berlin'}|/disposition",
        "{'order':{'channel':'web','external_id':'1'},'quantity':1,'disposition':'damaged'}|/order/line",
        "{'order':{'channel':'web','external_id':'1','line':'a'},'sku':'x','quantity':1,'disposition':'damaged'}|/sku",
      })
  void refusesWhatIsMalformed(String body, String pointer) {
    Answer refused =
        admin.post(PATH, body.replace('\'', '"'), "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void needsAKey() {
    assertThat(admin.post(PATH, DAMAGED.formatted(sku, id)).at("/code"))
        .isEqualTo("idempotency_key_missing");
  }

  @Test
  void listsWhatCameBackAndShowsIt() {
    Answer booked = book("l", DAMAGED);
    Answer unknown =
        book(
            "m",
            """
            {"sku":"%1$s","quantity":2,"disposition":"quality_control","location":"berlin","reference":"RMA-9"}""");
    Answer list = admin.get(PATH + "?sku=" + sku);
    assertThat(list.json().at("/data")).hasSize(2);
    assertThat(list.at("/data/0/reference")).isEqualTo("RMA-9");
    assertThat(list.json().at("/data/0/order").isNull()).isTrue();
    assertThat(list.at("/data/1/id")).isEqualTo(booked.at("/movements/0/id"));
    assertThat(list.at("/data/1/order/external_id")).isEqualTo(id);
    assertThat(list.at("/data/1/order/line")).isEqualTo("a");
    assertThat(list.json().at("/data/1/reference").isNull()).isTrue();
    assertThat(list.json().at("/data/1/quantity").asLong()).isEqualTo(3);
    assertThat(list.at("/data/1/disposition")).isEqualTo("damaged");
    assertThat(list.at("/data/1/location")).isEqualTo("paris");
    Answer shown = admin.get(PATH + "/" + unknown.at("/movements/0/id"));
    assertThat(shown.json()).isEqualTo(list.json().at("/data/0"));
  }

  @Test
  void listsByWhatIsSaid() {
    book("n", DAMAGED);
    String of = PATH + "?sku=" + sku;
    assertThat(admin.get(of + "&channel=web&order=" + id).json().at("/data")).hasSize(1);
    assertThat(admin.get(of + "&location=paris&disposition=damaged").json().at("/data")).hasSize(1);
    assertThat(admin.get(of + "&location=berlin").json().at("/data")).isEmpty();
    assertThat(admin.get(of + "&created_from=2100-01-01T00:00:00Z").json().at("/data")).isEmpty();
    assertThat(admin.get(of + "&created_to=2100-01-01T00:00:00Z").json().at("/data")).hasSize(1);
    Answer refused = admin.get(of + "&disposition=lost&created_from=today");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("available, damaged or quality_control", "created_from");
    assertThat(admin.get(PATH + "?sku=none").at("/detail")).contains("There is no product 'none'");
    assertThat(admin.get(PATH + "/mov_0000000000001").code())
        .as("a set level")
        .isEqualTo("not_found");
  }
}
