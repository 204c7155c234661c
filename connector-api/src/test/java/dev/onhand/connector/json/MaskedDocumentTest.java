package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.RemoteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedDocumentTest {

  private static String masked(String document) {
    return MaskedDocument.of(document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsWhichOrderWhichGoodsAndHowMany() {
    assertThat(
            masked(
                """
                {"order_id":"A-1","status":"paid","updated-at":"2026-11-20T10:00:00Z",
                 "line_items":[{"id":7,"SKU":"TEA","quantity":2,"fulfillable_quantity":1}]}"""))
        .contains("\"A-1\"", "\"paid\"", "2026-11-20T10:00:00Z", ": 7", "\"TEA\"", ": 2", ": 1")
        .doesNotContain(MaskedDocument.MASK);
  }

  /** What nobody thought of is masked: a field stays by its name alone. */
  @Test
  void masksAllElseWhateverItIsCalled() {
    String shown =
        masked(
            """
            {"id":1,"name":"#1001","email":"jo@shop.example","note":"ring twice","total":"10.00","token":"tok_1",
             "customer":{"id":5,"first_name":"Jo"},"shipping_address":{"city":"Paris"},"landing_site":"/?a=b",
             "new_field":"Jo Doe","new_list":["Jo"],"client_details":{},"items":["Jo Doe",[{"id":2,"buyer":"Jo"}]]}""");

    assertThat(shown)
        .contains("\"customer\" : \"***\"", "\"new_field\" : \"***\"", "\"id\" : 1", "\"id\" : 2")
        .doesNotContain(
            "1001", "jo@", "ring", "10.00", "tok_1", "Jo", "Paris", "a=b", "first_name");
  }

  @Test
  void masksAddressesAlsoWhereTheyStandUnderAKnownName() {
    assertThat(masked("{\"id\":\"jo@shop.example\",\"items\":[{\"jo@shop.example\":{\"id\":1}}]}"))
        .doesNotContain("jo@");
  }

  @Test
  void isBoundedInLengthDepthAndNumber() {
    String deep = "{\"items\":".repeat(400) + "1" + "}".repeat(400);
    assertThat(masked(deep).length()).isLessThan(2_000);
    String wide = "{\"items\":[" + "{\"id\":1},".repeat(5_000) + "{\"id\":1}]}";
    assertThat(masked(wide)).contains("more").hasSizeLessThan(16_100);
    assertThat(masked("{\"id\":\"" + "x".repeat(10_000) + "\"}")).hasSizeLessThan(400);
    assertThat(MaskedDocument.of(new byte[300 * 1024])).isEqualTo("(307200 bytes)");
  }

  @Test
  void saysOfWhatIsNoDocumentHowLongItIs() {
    assertThat(masked("name=Jo+Doe")).isEqualTo("(11 bytes that are no document in JSON)");
    assertThat(masked("\"Jo Doe\"")).isEqualTo("(8 bytes that are no document in JSON)");
    assertThat(masked("{\"a\":")).isEqualTo("(5 bytes that are no document in JSON)");
    assertThat(masked("")).isEmpty();
  }

  @Test
  void showsOfAnOrderThatWasReadWhatIsUsedOfItButNotWhereItGoes() {
    RemoteOrder order =
        new RemoteOrder(
            "A-1",
            "paid",
            Instant.parse("2026-11-20T10:00:00Z"),
            null,
            3L,
            List.of(new RemoteOrder.Line("1", "l-1", "TEA", null, 2, 0, 1, "berlin")),
            "FR",
            "75011");
    assertThat(MaskedDocument.of(order))
        .contains("A-1", "paid", "TEA", "berlin", "FR")
        .doesNotContain("75011", "updated_at");
  }
}
