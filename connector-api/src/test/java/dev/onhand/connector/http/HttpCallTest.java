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
}
