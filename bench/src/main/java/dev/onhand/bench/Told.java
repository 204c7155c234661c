package dev.onhand.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When the server computed the last number of a listing, and when it sent it.
 *
 * @param desired when it was computed
 * @param sent when it left
 */
record Told(Instant desired, Instant sent) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Of a product, by channel that was sent a number. */
  static Map<String, Told> of(RawHttp http, String sku) throws IOException {
    RawHttp.Answer answer = http.get("/api/v1/listings?sku=" + sku);
    RawHttp.require(answer, 200);
    Map<String, Told> told = new HashMap<>();
    for (JsonNode listing : JSON.readTree(answer.body()).get("data")) {
      if (listing.hasNonNull("pushed")) { // not where it was sold
        told.put(
            listing.get("channel").stringValue(),
            new Told(at(listing.get("desired")), at(listing.get("pushed"))));
      }
    }
    return told;
  }

  private static Instant at(JsonNode number) {
    return Instant.parse(number.get("at").stringValue());
  }
}
