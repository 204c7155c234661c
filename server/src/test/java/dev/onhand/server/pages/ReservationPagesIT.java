package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    send("POST", "locations", "{\"code\":\"shop\"}");
    for (String sku : new String[] {"TEA", "CUP"}) {
      send("POST", "products", "{\"sku\":\"%s\"}".formatted(sku));
      send(
          "POST",
          "movements",
          "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":9,\"location\":\"shop\"}"
              .formatted(sku));
    }
    send(
        "PUT",
        "orders/web/<b>1001",
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2}]}");
    send(
        "POST",
        "reservations",
        "{\"reference\":\"cart-17\",\"sku\":\"CUP\",\"quantity\":3,\"minutes\":15,\"note\":\"=for Ann\"}");
  }

  private static void send(String method, String path, String body) {
    Client.Answer answer =
        SERVER
            .admin()
            .send(
                method,
                "/api/v1/" + path.replace("<b>", "%3Cb%3E"),
                body,
                "Idempotency-Key",
                String.valueOf(body.hashCode()));
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isBetween(200, 201);
  }

  @Test
  void showsWhatIsReservedForOrdersAndCarts() {
    String page = owner.get("/reservations").body();
    assertThat(page)
        .contains(
            "web/&lt;b&gt;1001", "href=\"/stock/TEA\"", "with its order", "cart-17", "=for Ann")
        .contains("href=\"/reservations.csv\"", "href=\"/reservations\"");
    assertThat(owner.get("/reservations.csv").body())
        .contains("TEA,shop,2,web,<b>1001,1,", "CUP,shop,3,", "'=for Ann");
  }

  @ParameterizedTest
  @CsvSource({
    "sku=TEA, 1001, cart-17",
    "channel=web, 1001, cart-17",
    "ending=true, cart-17, 1001",
    "location=shop&sku=CUP, cart-17, 1001",
    "days=0&sku=CUP, cart-17, 1001"
  })
  void isNarrowed(String filter, String there, String elsewhere) {
    assertThat(owner.get("/reservations?" + filter).body())
        .contains(there)
        .doesNotContain(elsewhere);
    assertThat(owner.get("/reservations.csv?" + filter).body())
        .contains(there)
        .doesNotContain(elsewhere);
  }

  @Test
  void saysWhatIsWrongAndWhereThereIsNothing() {
    assertThat(owner.get("/reservations?days=7").body()).contains("Nothing is reserved like that");
    assertThat(owner.get("/reservations?days=x").statusCode()).isEqualTo(400);
    assertThat(owner.get("/reservations?sku=NONE").body())
        .contains("Nothing is reserved like that");
  }
}
