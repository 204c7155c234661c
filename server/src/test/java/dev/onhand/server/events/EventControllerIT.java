package dev.onhand.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/events";

  private static Client admin;

  private String sku;
  private String start;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void begin() {
    sku = Shop.product(admin);
    start = admin.get(PATH + "?after=latest").at("/next");
  }

  @Test
  void tellsOfAMovementWhatItLeftBehindAtBothEnds() {
    String movement = purchase("one", 5);
    Answer page = admin.get(PATH + "?after=" + start);
    JsonNode event = page.json().at("/data/0");
    assertThat(event.at("/type").asString("")).isEqualTo("stock.level.changed");
    assertThat(event.at("/data/movement_id").asString("")).isEqualTo(movement);
    assertThat(event.at("/data/sku").asString("")).isEqualTo(sku);
    assertThat(event.at("/data/from/place").asString("")).isEqualTo("supplier");
    assertThat(event.at("/data/to/after").asLong()).isEqualTo(5);
    assertThat(event.at("/data/to/on_hand_after").asLong()).isEqualTo(5);
    assertThat(page.at("/next")).isEqualTo(event.at("/id").asString(""));
    assertThat(page.at("/has_more")).isEqualTo("false");
    assertThat(admin.get(PATH + "?after=" + page.at("/next")).json().at("/data").size()).isZero();
  }

  @Test
  void tellsOfAnOrderItsStatusAndWhatWaits() {
    purchase("stock", 1);
    order("1", "processing", 3);
    order("1", "cancelled", 3);
    order("2", "processing", 1, "NOBODY-KNOWS");

    List<JsonNode> events = new ArrayList<>();
    admin
        .get(PATH + "?type=order.status.changed,order.lines.changed&after=" + start)
        .json()
        .at("/data")
        .forEach(events::add);
    assertThat(events)
        .extracting(event -> event.at("/type").asString(""))
        .containsOnly("order.status.changed");
    assertThat(events)
        .extracting(event -> event.at("/data/status").asString(""))
        .containsExactly("processing", "cancelled", "processing");
    assertThat(events.get(0).at("/data/status_before").isNull()).isTrue();
    assertThat(events.get(0).at("/data/reserved").asLong()).isOne();
    assertThat(events.get(0).at("/data/missing").asLong()).isEqualTo(2);
    assertThat(events.get(1).at("/data/status_before").asString("")).isEqualTo("processing");
    assertThat(events.get(1).at("/data/released").asLong()).isOne();
    assertThat(events.get(2).at("/data/parked").asLong()).isOne();
  }

  @Test
  void givesAllByPagesOfOneInTheSameOrder() {
    purchase("a", 1);
    order("3", "processing", 1);
    purchase("b", 1);
    List<String> whole = ids(admin.get(PATH + "?limit=200&after=" + start));
    List<String> single = new ArrayList<>();
    String cursor = start;
    Answer page;
    do {
      page = admin.get(PATH + "?limit=1&after=" + cursor);
      single.addAll(ids(page));
      cursor = page.at("/next");
    } while (page.at("/has_more").equals("true"));
    assertThat(single).isEqualTo(whole).isSorted().doesNotHaveDuplicates();
    assertThat(whole.size()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void speaksCloudEvents() {
    purchase("cloud", 1);
    Answer plain = admin.get(PATH + "?after=" + start);
    JsonNode cloud = admin.get(PATH + "?format=cloudevents&after=" + start).json().at("/data/0");
    assertThat(cloud.at("/specversion").asString("")).isEqualTo("1.0");
    assertThat(cloud.at("/id").asString("")).isEqualTo(plain.at("/data/0/id"));
    assertThat(cloud.at("/source").asString("")).isEqualTo("/api/v1/events");
    assertThat(cloud.at("/type").asString("")).isEqualTo("dev.onhand.stock.level.changed");
    assertThat(cloud.at("/subject").asString("")).startsWith("sku_");
    assertThat(cloud.at("/datacontenttype").asString("")).isEqualTo("application/json");
    assertThat(cloud.at("/data")).isEqualTo(plain.json().at("/data/0/data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          after=mov_0000000000001 | after | evt_
          type=order              | type  | order.status.changed
          type=,                  | type  | must be one of
          limit=0                 | limit | from 1 to 200
          limit=many              | limit | whole number
          format=xml              | format | cloudevents
          """)
  void saysWhatIsWrongWithAParameter(String query, String parameter, String advice) {
    Answer refused = admin.get(PATH + "?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(parameter);
    assertThat(refused.at("/errors/0/detail")).contains(advice);
  }

  private String purchase(String key, int units) {
    return admin
        .post(
            "/api/v1/movements",
            "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":%d,\"location\":\"berlin\"}"
                .formatted(sku, units),
            "Idempotency-Key",
            sku + key)
        .at("/id");
  }

  private void order(String number, String status, int units) {
    order(number, status, units, sku);
  }

  private void order(String number, String status, int units, String item) {
    Answer put =
        admin.send(
            "PUT",
            "/api/v1/orders/web/" + sku + "-" + number,
            "{\"status\":\"%s\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":%d}]}"
                .formatted(status, item, units));
    assertThat(put.status()).as(put.text()).isLessThan(300);
  }

  private static List<String> ids(Answer page) {
    List<String> ids = new ArrayList<>();
    page.json().at("/data").forEach(event -> ids.add(event.at("/id").asString("")));
    return ids;
  }
}
