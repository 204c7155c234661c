package dev.onhand.sandbox.magento;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MagentoOrdersTest {
  private static final String ORDERS = "/rest/all/V1/orders";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account =
      sandbox.open(
          "shop", Magento.withToken("secret").withConfigurables(sku -> sku.startsWith("MH")));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(account.base(), Map.of("Authorization", "Bearer secret"));
  private String simple;

  @BeforeEach
  void listSomething() {
    simple = shop.list(Item.of("24-MB01"), 100).id();
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void ordersLookAsDocumented() throws IOException {
    String configurable = shop.list(Item.of("MH01-XS-Black"), 5).id();
    Order order = shop.sell(configurable, 2).orElseThrow();
    JsonNode shown = client.json(ORDERS).at("/items/0");
    assertThat(Shape.of(shown)).isEqualTo(Shape.of(Shape.example("/magento/order.json")));
    assertThat(shown.get("increment_id").stringValue()).isEqualTo("000000001");
    assertThat(shown.at("/items/1/parent_item_id").longValue())
        .isEqualTo(order.lines().getFirst().number());
    assertThat(shown.at("/items/0/qty_invoiced").intValue()).isEqualTo(2);
    assertThat(shown.at("/items/1/qty_invoiced").intValue()).isZero();
  }

  @Test
  void stateFollowsTheOrder() throws IOException {
    Order order = shop.place(List.of(new Wanted(simple, 2))).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(told(order)).isEqualTo("new pending 2 0 0 0 0");
    shop.pay(order.id());
    assertThat(told(order)).isEqualTo("processing processing 2 2 0 0 0");
    shop.pack(order.id(), Map.of(line, 1));
    assertThat(told(order)).isEqualTo("processing processing 2 2 1 0 0");
    shop.pack(order.id(), Map.of(line, 1));
    assertThat(told(order)).isEqualTo("complete complete 2 2 2 0 0");
    shop.takeBack(order.id(), line, 1);
    assertThat(told(order)).isEqualTo("complete complete 2 2 2 0 1");
    shop.takeBack(order.id(), line, 1);
    assertThat(told(order)).isEqualTo("closed closed 2 2 2 0 2");
    assertThat(client.json("/rest/V1/shipments").get("total_count").intValue()).isEqualTo(2);
    assertThat(client.json("/rest/V1/creditmemos").at("/items/0/items/0/qty").intValue())
        .isEqualTo(2);
  }

  @Test
  void cancelledAndUnpaidOrdersAreCanceled() throws IOException {
    Order cancelled = shop.place(List.of(new Wanted(simple, 2))).orElseThrow();
    shop.cancel(cancelled.id());
    assertThat(told(cancelled)).isEqualTo("canceled canceled 2 0 0 2 0");
    Order unpaid = shop.place(List.of(new Wanted(simple, 2))).orElseThrow();
    shop.failPayment(unpaid.id());
    assertThat(told(unpaid)).isEqualTo("canceled canceled 2 0 0 2 0");
    assertThat(shop.find(simple).orElseThrow().held()).isZero();
  }

  @Test
  void shipmentLowersTheSource() {
    Order order = shop.sell(simple, 3).orElseThrow();
    assertThat(shop.find(simple).orElseThrow().quantity()).isEqualTo(100);
    shop.ship(order.id());
    assertThat(shop.find(simple).orElseThrow().quantity()).isEqualTo(97);
    assertThat(shop.find(simple).orElseThrow().listed()).isEqualTo(97);
  }

  @Test
  void ordersAreSearchedAndSortedByTimeOfChange() throws IOException {
    Order first = shop.sell(simple, 1).orElseThrow();
    clock.advance(Duration.ofMinutes(5));
    Order second = shop.sell(simple, 1).orElseThrow();
    clock.advance(Duration.ofMinutes(5));
    shop.ship(first.id());
    JsonNode page = client.json(ORDERS + "?" + since("2026-11-20 10:05:00"));
    assertThat(page.get("items").valueStream().map(it -> it.get("entity_id").longValue()))
        .containsExactly(second.number(), first.number());
    assertThat(
            client.json(ORDERS + "?" + since("2026-11-20 10:05:01")).get("total_count").intValue())
        .isOne();
    assertThat(page.at("/items/1/updated_at").stringValue()).isEqualTo("2026-11-20 10:10:00");
  }

  @Test
  void statusMayBeUnknownAndTheServerMayFail() throws IOException {
    Order order = shop.sell(simple, 1).orElseThrow();
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(told(order)).startsWith("awaiting_drone");
    account.faults().next(Fault.SERVER_ERROR, 1);
    assertThat(client.get(ORDERS).body()).contains("Report ID");
    assertThat(client.get(ORDERS + "/1").statusCode()).isEqualTo(404);
  }

  private String told(Order order) throws IOException {
    JsonNode shown = client.json(ORDERS + "/" + order.id());
    JsonNode item = shown.at("/items/0");
    return "%s %s %d %d %d %d %d"
        .formatted(
            shown.get("state").stringValue(),
            shown.get("status").stringValue(),
            item.get("qty_ordered").intValue(),
            item.get("qty_invoiced").intValue(),
            item.get("qty_shipped").intValue(),
            item.get("qty_canceled").intValue(),
            item.get("qty_refunded").intValue());
  }

  private static String since(String time) {
    return String.join(
        "&",
        pair("searchCriteria[filter_groups][0][filters][0][field]", "updated_at"),
        pair("searchCriteria[filter_groups][0][filters][0][value]", time),
        pair("searchCriteria[filter_groups][0][filters][0][condition_type]", "gteq"),
        pair("searchCriteria[sortOrders][0][field]", "updated_at"),
        pair("searchCriteria[sortOrders][0][direction]", "ASC"),
        pair("searchCriteria[sortOrders][1][field]", "entity_id"),
        pair("searchCriteria[sortOrders][1][direction]", "ASC"),
        pair("searchCriteria[pageSize]", "100"),
        pair("searchCriteria[currentPage]", "1"));
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
