package dev.onhand.sandbox.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MedusaOrdersTest {
  private static final String FIELDS =
      "&fields=id,display_id,version,status,created_at,updated_at,canceled_at,payment_status,"
          + "fulfillment_status,*items,*items.detail,*fulfillments,*fulfillments.items";

  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", Medusa.withKey("sk_512f"));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(account.base(), Map.of("Authorization", "Basic sk_512f"));
  private String item;

  @BeforeEach
  void listSomething() {
    item = shop.list(Item.of("OH-S"), 20).id();
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void ordersLookAsMeasured() throws IOException {
    Order order = shop.sell(item, 3).orElseThrow();
    shop.pack(order.id(), Map.of(line(order), 2));
    Map<String, String> expected = Shape.of(Shape.example("/medusa/orders.json"));
    Map<String, String> shown =
        Shape.of(client.json("/admin/orders?limit=100&order=updated_at" + FIELDS));
    // The id of a detail changes with each version; the note's example leaves it out.
    assertThat(shown.remove("/orders/*/items/*/detail/id")).isEqualTo("STRING");
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void quantitiesOfALineFollowItsParcels() throws IOException {
    Order order = shop.sell(item, 3).orElseThrow();
    long line = line(order);
    assertThat(told(order)).isEqualTo("pending not_fulfilled 3 0 0 0 0");
    Fulfilment parcel = shop.pack(order.id(), Map.of(line, 2));
    assertThat(told(order)).isEqualTo("pending partially_fulfilled 3 2 0 0 0");
    shop.move(order.id(), parcel.number(), Stage.SHIPPED);
    assertThat(told(order)).isEqualTo("pending partially_shipped 3 2 2 0 0");
    shop.move(order.id(), parcel.number(), Stage.DELIVERED);
    assertThat(told(order)).isEqualTo("pending partially_delivered 3 2 2 2 0");
    shop.takeBack(order.id(), line, 1);
    assertThat(told(order)).isEqualTo("pending partially_delivered 3 2 2 2 1");
    assertThat(
            client
                .json("/admin/returns?order_id=" + order.id())
                .at("/returns/0/status")
                .stringValue())
        .isEqualTo("received");
  }

  @Test
  void undoneParcelsLeaveTheOrderAlive() throws IOException {
    Order order = shop.sell(item, 2).orElseThrow();
    Fulfilment parcel = shop.pack(order.id(), Map.of(line(order), 2));
    shop.move(order.id(), parcel.number(), Stage.CANCELLED);
    assertThat(told(order)).isEqualTo("pending canceled 2 0 0 0 0");
    assertThat(reserved(order)).isEqualTo(2);
  }

  @Test
  void editShrinksALineAndCancellingEndsTheOrder() throws IOException {
    Order order = shop.sell(item, 3).orElseThrow();
    shop.cancel(order.id(), line(order), 2);
    assertThat(told(order)).isEqualTo("pending not_fulfilled 1 0 0 0 0");
    assertThat(reserved(order)).isOne();
    shop.cancel(order.id());
    JsonNode shown = document(order);
    assertThat(shown.get("status").stringValue()).isEqualTo("canceled");
    assertThat(shown.get("canceled_at").stringValue()).isEqualTo("2026-11-20T10:00:00.000Z");
  }

  @Test
  void lineThatIsEditedAwayIsMissing() throws IOException {
    String other = shop.list(Item.of("OH-M"), 5).id();
    Order order = shop.place(List.of(new Wanted(item, 1), new Wanted(other, 1))).orElseThrow();
    shop.cancel(order.id(), line(order), 1);
    assertThat(document(order).get("items")).hasSize(1);
    assertThat(document(order).at("/items/0/variant_sku").stringValue()).isEqualTo("OH-M");
  }

  @Test
  void paymentDoesNotMoveTheTimeOfChange() throws IOException {
    Order order = shop.place(List.of(new Wanted(item, 1))).orElseThrow();
    clock.advance(Duration.ofMinutes(1));
    shop.pay(order.id());
    assertThat(count("updated_at%5B%24gte%5D=2026-11-20T10:00:30Z")).isZero();
    shop.ship(order.id());
    assertThat(count("updated_at%5B%24gte%5D=2026-11-20T10:00:30Z")).isOne();
    assertThat(count("updated_at%5B%24gt%5D=2026-11-20T10:01:00Z")).isZero();
    assertThat(count("created_at%5B%24lt%5D=2026-11-20T10:00:00.001Z")).isOne();
  }

  @Test
  void unknownParametersAreIgnoredAndTwoSortsFail() throws IOException {
    shop.sell(item, 1);
    assertThat(count("fulfillment_status%5B%5D=shipped")).isOne();
    assertThat(client.get("/admin/orders?order=updated_at,id").statusCode()).isEqualTo(500);
  }

  @Test
  void ordersAreSortedByTimeOfChangeBothWays() throws IOException {
    Order first = shop.sell(item, 1).orElseThrow();
    clock.advance(Duration.ofMinutes(1));
    Order second = shop.sell(item, 1).orElseThrow();
    clock.advance(Duration.ofMinutes(1));
    shop.ship(first.id());
    assertThat(client.json("/admin/orders?order=updated_at").at("/orders/0/id").stringValue())
        .isEqualTo(second.id());
    assertThat(client.json("/admin/orders?order=-updated_at").at("/orders/0/id").stringValue())
        .isEqualTo(first.id());
    assertThat(client.json("/admin/orders?limit=1&offset=1").get("orders")).hasSize(1);
  }

  @Test
  void statusMayBeUnknown() throws IOException {
    Order order = shop.sell(item, 1).orElseThrow();
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(document(order).get("status").stringValue()).isEqualTo("awaiting_drone");
    assertThat(client.get("/admin/orders/order_x").statusCode()).isEqualTo(404);
  }

  private int count(String query) throws IOException {
    return client.json("/admin/orders?" + query).get("count").intValue();
  }

  private int reserved(Order order) throws IOException {
    return client
        .json("/admin/reservations?line_item_id=" + Ids.line(line(order)))
        .at("/reservations/0/quantity")
        .intValue();
  }

  private String told(Order order) throws IOException {
    JsonNode shown = document(order);
    JsonNode detail = shown.at("/items/0/detail");
    return "%s %s %d %d %d %d %d"
        .formatted(
            shown.get("status").stringValue(),
            shown.get("fulfillment_status").stringValue(),
            detail.get("quantity").intValue(),
            detail.get("fulfilled_quantity").intValue(),
            detail.get("shipped_quantity").intValue(),
            detail.get("delivered_quantity").intValue(),
            detail.get("return_received_quantity").intValue());
  }

  private JsonNode document(Order order) throws IOException {
    return client.json("/admin/orders/" + order.id()).get("order");
  }

  private static long line(Order order) {
    return order.lines().getFirst().number();
  }
}
