package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around a page: which server it is, and where one goes on to. */
class NavigationIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_ENVIRONMENT", "staging <b>2</b>"));

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made("locations", "{\"code\":\"shop\"}");
    made("products", "{\"sku\":\"TEA\"}");
    assertThat(
            owner.get("/stock").body()
                + owner.get("/journal").body()
                + owner.get("/receiving").body())
        .as("who has one location has none to choose")
        .doesNotContain("name=\"location\"");
    made("locations", "{\"code\":\"b&b\"}");
    for (String place : new String[] {"shop", "b&b"}) {
      made(
          "movements",
          "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":5,\"note\":\"to-%s\",\"location\":\"%s\"}"
              .formatted(place.substring(0, 1), place));
      made(
          "purchase-orders",
          "{\"reference\":\"PO-%s\",\"location\":\"%s\",\"lines\":[{\"sku\":\"TEA\",\"quantity\":2}]}"
              .formatted(place.substring(0, 1), place));
    }
  }

  private static void made(String what, String body) {
    Client.Answer answer =
        SERVER
            .admin()
            .post("/api/v1/" + what, body, "Idempotency-Key", String.valueOf(body.hashCode()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @Test
  void saysWhichServerItIs() {
    assertThat(owner.get("/").body()).contains("staging &lt;b&gt;2&lt;/b&gt;");
  }

  @ParameterizedTest
  @CsvSource({"/stock, TEA, nothing", "/journal, to-b, to-s", "/receiving, PO-b, PO-s"})
  void narrowsToALocationAndKeepsItFromListToList(String list, String there, String elsewhere) {
    String page = owner.get(list + "?location=b%26b").body();
    assertThat(page)
        .contains(
            there,
            "<option value=\"b&amp;b\" selected>b&amp;b</option>",
            "href=\"/stock?location=b%26b\"",
            "href=\"/journal?location=b%26b\"",
            "href=\"/receiving?location=b%26b\"",
            "href=\"" + list + ".csv?location=b%26b\"",
            "href=\"/orders\"")
        .doesNotContain(elsewhere);
    assertThat(owner.get(list).body()).contains(there, "href=\"/stock\"");
    assertThat(owner.get(list + ".csv?location=b%26b").body())
        .contains(there)
        .doesNotContain(elsewhere);
    assertThat(owner.get(list + "?location=nowhere").statusCode()).isEqualTo(400);
  }
}
