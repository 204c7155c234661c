package dev.onhand.sandbox.backmarket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BackMarketOrdersTest {
  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = new Sandbox(clock, 1);
  private final Account account = sandbox.open("shop", BackMarket.withToken("secret"));
  private final Shop shop = account.shop();
  private final Client client =
      new Client(
          account.base(),
          Map.of("Authorization", "Basic secret", "User-Agent", "BM-Test-Onhand;test@example.org"));
  private String listing;

  @BeforeEach
  void listSomething() {
    listing = shop.list(Item.of("A"), 100).id();
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void statesOfOrderAndLineAreThoseDocumented() throws IOException {
    Order order = shop.place(List.of(new Wanted(listing, 1))).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(states(order)).isEqualTo("10/8");
    shop.pay(order.id());
    assertThat(states(order)).isEqualTo("1/1");
    shop.accept(order.id(), line);
    assertThat(states(order)).isEqualTo("3/2");
    shop.ship(order.id());
    assertThat(states(order)).isEqualTo("9/3");
    shop.refund(order.id(), line, 1);
    assertThat(states(order)).isEqualTo("9/6");
  }

  @Test
  void linesThatEndEarlyHaveStatesOfTheirOwn() throws IOException {
    Order cancelled = shop.sell(listing, 1).orElseThrow();
    shop.cancel(cancelled.id());
    assertThat(states(cancelled)).isEqualTo("9/4");
    Order refunded = shop.sell(listing, 1).orElseThrow();
    shop.accept(refunded.id(), refunded.lines().getFirst().number());
    shop.cancel(refunded.id());
    assertThat(states(refunded)).isEqualTo("9/5");
    Order unpaid = shop.place(List.of(new Wanted(listing, 1))).orElseThrow();
    shop.failPayment(unpaid.id());
    assertThat(states(unpaid)).isEqualTo("8/7");
    assertThat(idsSince("2026-11-20T09:00:00Z")).doesNotContain(unpaid.number());
  }

  @Test
  void ordersAreListedFromATimeOfChange() throws IOException {
    Order first = shop.sell(listing, 1).orElseThrow();
    clock.advance(Duration.ofMinutes(10));
    Order second = shop.sell(listing, 1).orElseThrow();

    assertThat(idsSince("2026-11-20T10:10:00%2B00:00")).containsExactly(second.number());
    clock.advance(Duration.ofMinutes(10));
    shop.ship(first.id());
    assertThat(idsSince("2026-11-20T10:10:00%2B00:00"))
        .containsExactly(second.number(), first.number());
    assertThat(idsSince("2026-11-20T12:20:00%2B02:00")).containsExactly(first.number());
    assertThat(client.json("/ws/orders?date_creation=2026-11-20T10:10:00Z").get("count").intValue())
        .isOne();
    assertThat(client.json("/ws/orders?state=9").get("count").intValue()).isOne();
    assertThat(client.get("/ws/orders?date_modification=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void sellerAcceptsShipsAndCancels() throws IOException {
    Order order = shop.sell(listing, 1).orElseThrow();
    assertThat(change(order, "{\"new_state\":2}").body()).isEqualTo("\"sku not found\"");
    assertThat(change(order, "{\"new_state\":2,\"sku\":\"A\"}").statusCode()).isEqualTo(200);
    assertThat(change(order, "{\"new_state\":3}").statusCode()).isEqualTo(400);
    assertThat(change(order, "{\"new_state\":3,\"tracking_number\":\"T1\"}").statusCode())
        .isEqualTo(200);
    JsonNode shipped = client.json("/ws/orders/" + order.id());
    assertThat(shipped.get("tracking_number").stringValue()).isEqualTo("T1");
    assertThat(shipped.get("date_shipping").stringValue()).isEqualTo("2026-11-20T10:00:00+00:00");
    assertThat(change(order, "{\"new_state\":4,\"sku\":\"A\"}").statusCode()).isEqualTo(400);
    assertThat(client.get("/ws/orders/1").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesOfOrdersMayShift() throws IOException {
    for (int i = 0; i < 20; i++) {
      shop.sell(listing, 1);
      clock.advance(Duration.ofSeconds(1));
    }
    account.faults().next(Fault.SHIFTING_PAGES, 1);
    List<Long> seen = new ArrayList<>(ids("/ws/orders?page=1"));
    seen.addAll(ids("/ws/orders?page=2"));
    assertThat(seen).hasSize(20);
    assertThat(seen.stream().distinct()).hasSize(19);
  }

  @Test
  void statusMayBeUnknownAndTimeOfChangeStale() throws IOException {
    Order order = shop.sell(listing, 1).orElseThrow();
    account.faults().next(Fault.UNKNOWN_STATUS, 1);
    assertThat(states(order)).isEqualTo("42/42");
    clock.advance(Duration.ofMinutes(5));
    account.faults().rate(Fault.STALE_UPDATED_AT, 1);
    shop.ship(order.id());
    assertThat(idsSince("2026-11-20T10:01:00Z")).isEmpty();
    assertThat(states(order)).isEqualTo("9/3");
    assertThat(account.faults().fired(Fault.STALE_UPDATED_AT)).isEqualTo(2);
  }

  private HttpResponse<String> change(Order order, String body) throws IOException {
    return client.post("/ws/orders/" + order.id(), body);
  }

  private String states(Order order) throws IOException {
    JsonNode document = client.json("/ws/orders/" + order.id());
    return document.get("state").intValue() + "/" + document.at("/orderlines/0/state").intValue();
  }

  private List<Long> idsSince(String time) throws IOException {
    return ids("/ws/orders?date_modification=" + time);
  }

  private List<Long> ids(String path) throws IOException {
    return client
        .json(path)
        .get("results")
        .valueStream()
        .map(it -> it.get("order_id").longValue())
        .toList();
  }
}
