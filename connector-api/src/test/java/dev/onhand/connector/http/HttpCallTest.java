package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpCallTest {

  @Test
  void isToldWithoutWhatOfALongQuerySaysLittle() {
    assertThat(HttpCall.get("/orders?page=2", Purpose.ORDERS_POLL))
        .hasToString("GET /orders?page=2");
    assertThat(HttpCall.get("", Purpose.ORDERS_POLL)).hasToString("GET");
    assertThat(HttpCall.get("/orders?ids=" + "1,".repeat(500), Purpose.ORDERS_POLL).toString())
        .startsWith("GET /orders?ids=1,1,")
        .endsWith("…")
        .hasSizeLessThan(110);
  }

  @Test
  void partsOfAPathAreEncoded() {
    assertThat(HttpCall.path("/a/%s?b=%s", "x/y z", 7)).isEqualTo("/a/x%2Fy%20z?b=7");
  }

  @Test
  void parametersAreAddedToTheQuery() {
    HttpCall call = HttpCall.get("/a", Purpose.ORDER_READ, "calls");

    assertThat(call.query("b", "x y").query("c", "").query("d", "1,2").path())
        .isEqualTo("/a?b=x%20y&d=1%2C2");
    assertThat(call.query("b", "1").costs()).isEqualTo(call.costs());
  }
}
