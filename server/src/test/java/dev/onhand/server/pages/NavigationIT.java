package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
    made("products", "{\"sku\":\"CUP\"}");
    made(
        "movements",
        "{\"sku\":\"TEA\",\"reason\":\"set_aside\",\"quantity\":1,\"location\":\"b&b\"}");
    for (String hold : new String[] {"shop,cart-s,2", "b&b,cart-b,3"}) {
      String[] part = hold.split(",");
      made(
          "reservations",
          "{\"location\":\"%s\",\"reference\":\"%s\",\"sku\":\"TEA\",\"quantity\":%s,\"minutes\":60}"
              .formatted((Object[]) part));
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("<a href=\"([^\"]+)\" title=\"[^\"]+\">([0-9,]+)</a>");

  /** Where the numbers of a page lead, each with the number. */
  private static List<String> numbers(Visitor visitor, String path) {
    return NUMBER
        .matcher(visitor.get(path).body())
        .results()
        .map(link -> link.group(2) + " " + link.group(1).replace("&amp;", "&"))
        .toList();
  }

  private static void made(String what, String body) {
    Client.Answer answer =
        SERVER
            .admin()
            .post("/api/v1/" + what, body, "Idempotency-Key", String.valueOf(body.hashCode()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @Test
  void numbersOfStockLeadToWhatExplainsThem() {
    String here = "?sku=TEA&location=b%26b";
    assertThat(numbers(owner, "/stock?location=b%26b"))
        .containsExactly(
            "5 /journal" + here,
            "1 /journal" + here,
            "3 /reservations" + here,
            "1 /stock/TEA#why",
            "2 /receiving?status=open&sku=TEA");
    assertThat(numbers(owner, "/stock"))
        .contains(
            "10 /journal?sku=TEA", "5 /reservations?sku=TEA", "4 /receiving?status=open&sku=TEA")
        .noneMatch(link -> link.contains("CUP") && !link.matches("0 (/journal.*|/stock/CUP#why)"));
    assertThat(owner.get("/journal" + here).body()).contains("to-b").doesNotContain("to-s");
    assertThat(owner.get("/reservations" + here).body())
        .contains("cart-b")
        .doesNotContain("cart-s");
    assertThat(owner.get("/stock/TEA").body()).contains("id=\"why\"");
    for (String end : new String[] {"", ".csv"}) {
      String coming = "/receiving" + end + "?status=open&sku=";
      assertThat(owner.get(coming + "TEA").body()).contains("PO-b", "PO-s");
      assertThat(owner.get(coming + "CUP").body()).doesNotContain("PO-b", "PO-s");
    }
    assertThat(owner.get("/receiving?sku=NONE").statusCode()).isEqualTo(400);
  }

  @Test
  void numbersOfAProductLeadThereTooAsFarAsOneMayGo() {
    assertThat(numbers(owner, "/stock/TEA"))
        .contains(
            "10 /journal?sku=TEA",
            "5 /reservations?sku=TEA",
            "4 #why",
            "4 /receiving?status=open&sku=TEA",
            "5 /journal?sku=TEA&location=b%26b",
            "3 /reservations?sku=TEA&location=b%26b",
            "1 /journal?sku=TEA&location=b%26b",
            "3 #why",
            "1 #why");
    assertThat(numbers(owner, "/stock/TEA?at=2020-01-01T00:00"))
        .as("of the past they are what they were")
        .noneMatch(link -> link.contains("/"));
    Client.Answer token =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"stock:read\"]}");
    Visitor reader = new Visitor(SERVER.server().url()).signedIn(token.at("/token"));
    for (String path : new String[] {"/stock", "/stock/TEA"}) {
      assertThat(numbers(reader, path))
          .contains("10 /journal?sku=TEA")
          .noneMatch(link -> link.contains("reservations"));
    }
  }

  @Test
  void saysWhichServerItIs() {
    assertThat(owner.get("/").body()).contains("staging &lt;b&gt;2&lt;/b&gt;");
  }

  @Test
  void reservationsKeepTheLocationToo() {
    assertThat(owner.get("/reservations?location=b%26b").body())
        .contains(
            "cart-b", "href=\"/stock?location=b%26b\"", "href=\"/reservations?location=b%26b\"")
        .doesNotContain("cart-s");
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
