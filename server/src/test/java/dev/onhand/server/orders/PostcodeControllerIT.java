package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostcodeControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    for (String place : List.of("lyon,45.8,4.8", "lille,50.6,3.1", "warsaw,52.2,21")) {
      String[] parts = place.split(",");
      admin.post(
          "/api/v1/locations",
          "{\"code\":\"%s\",\"latitude\":%s,\"longitude\":%s}"
              .formatted(parts[0], parts[1], parts[2]));
    }
    admin.send("PUT", "/api/v1/channels/web", "{\"sourcing\":\"nearest\"}");
    areas(
        """
        {"prefix":"59","latitude":50.5,"longitude":3.2},{"prefix":"5","latitude":48.9,"longitude":4},
        {"prefix":"69 0-0","latitude":45.7,"longitude":4.8}""");
  }

  @BeforeEach
  void stock() {
    sku = Shop.product(admin);
    for (String location : List.of("lyon", "lille", "warsaw")) {
      admin.post(
          "/api/v1/stock/" + sku + "/set",
          "{\"location\":\"%s\",\"on_hand\":5}".formatted(location),
          "Idempotency-Key",
          "stock-" + sku + "-" + location);
    }
  }

  private static Answer areas(String areas) {
    return admin.send("PUT", "/api/v1/postcode-areas/fr", "{\"areas\":[" + areas + "]}");
  }

  private String body(String shipTo) {
    return """
        {"channel":"web","external_id":"%1$s-%2$s","status":"processing","ship_to":{%3$s},
         "lines":[{"line":"1","sku":"%1$s","quantity":1}]}"""
        .formatted(sku, shipTo.hashCode(), shipTo);
  }

  private String sourced(String shipTo) {
    Answer taken = admin.post("/api/v1/orders:batch", "{\"orders\":[" + body(shipTo) + "]}");
    assertThat(taken.at("/data/0/outcome")).as(taken.text()).isEqualTo("accepted");
    return admin
        .get("/api/v1/orders/web/" + taken.at("/data/0/external_id"))
        .at("/lines/0/by_location/0/location");
  }

  @Test
  void sourcesFromWhatIsNearestToTheLongestPrefixElseToTheCountry() {
    assertThat(sourced("\"country\":\"PL\"")).isEqualTo("warsaw");
    assertThat(sourced("\"country\":\"pl\",\"postcode\":\"00-001\"")).isEqualTo("warsaw");
    assertThat(sourced("\"country\":\"FR\",\"postcode\":\"69001\"")).isEqualTo("lyon");
    assertThat(sourced("\"country\":\"FR\",\"postcode\":\"59 000\"")).isEqualTo("lille");
    assertThat(sourced("\"country\":\"FR\",\"postcode\":\"51100\"")).isEqualTo("lille");
    assertThat(sourced("\"country\":\"FR\",\"postcode\":\"13001\""))
        .as("an area that is not known is in the middle of the country")
        .isEqualTo("lyon");
  }

  @Test
  void goesByCoordinatesWhereTheyAreGiven() {
    assertThat(sourced("\"country\":\"FR\",\"latitude\":52,\"longitude\":20")).isEqualTo("warsaw");
  }

  @Test
  void takesOneOrderAsItTakesMany() {
    String path = "/api/v1/orders/web/one-" + sku;
    Answer taken =
        admin.send(
            "PUT",
            path,
            """
            {"status":"processing","ship_to":{"country":"PL"},
             "lines":[{"line":"1","sku":"%s","quantity":1}]}"""
                .formatted(sku));
    assertThat(taken.at("/lines/0/by_location/0/location")).isEqualTo("warsaw");
  }

  @Test
  void saysWhatIsWrongWithADestination() {
    assertThat(refusal("\"country\":\"XX\""))
        .isEqualTo(
            "/ship_to/country: country must be one of the two-letter codes of ISO 3166-1, such as FR, not 'XX'");
    assertThat(refusal("\"postcode\":\"1\""))
        .isEqualTo("/ship_to/country: ship_to/country is missing");
    assertThat(refusal("")).isEqualTo("/ship_to/latitude: ship_to/latitude is missing");
  }

  private String refusal(String shipTo) {
    Answer answer = admin.post("/api/v1/orders:batch", "{\"orders\":[" + body(shipTo) + "]}");
    return answer.at("/data/0/errors/0/pointer") + ": " + answer.at("/data/0/errors/0/detail");
  }

  @Test
  void givesBackTheAreasThatWerePut() {
    Answer shown = admin.get("/api/v1/postcode-areas/FR");
    assertThat(shown.json().at("/data"))
        .hasToString(
            """
            [{"prefix":"5","latitude":48.9,"longitude":4.0},{"prefix":"59","latitude":50.5,"longitude":3.2},\
            {"prefix":"6900","latitude":45.7,"longitude":4.8}]""");
    assertThat(admin.get("/api/v1/postcode-areas").json().at("/data"))
        .hasToString("[{\"object\":\"postcode_country\",\"country\":\"FR\",\"areas\":3}]");
    assertThat(admin.get("/api/v1/postcode-areas/DE").status()).isEqualTo(404);
  }

  @Test
  void refusesAreasThatAreNone() {
    Answer refused =
        areas(
            """
            {"prefix":"1","latitude":1,"longitude":1},{"prefix":" 1","latitude":1,"longitude":1},
            {"prefix":"ä","latitude":1,"longitude":1}""");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/areas/1/prefix");
    assertThat(areas("{\"prefix\":\"1\",\"latitude\":91,\"longitude\":1}").at("/errors/0/pointer"))
        .isEqualTo("/areas/0/latitude");
    assertThat(areas("{\"prefix\":\"*\",\"latitude\":1,\"longitude\":1}").at("/errors/0/detail"))
        .isEqualTo("prefix must be 1 to 10 letters and digits, such as 75 or SW1, not '*'");
    assertThat(admin.get("/api/v1/postcode-areas/FR").json().at("/data")).hasSize(3);
  }
}
