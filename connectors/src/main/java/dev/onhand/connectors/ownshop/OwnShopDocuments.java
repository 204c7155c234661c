package dev.onhand.connectors.ownshop;

import dev.onhand.connector.http.HttpReply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shop writes and reads: trees, of which settings say where things stand. */
final class OwnShopDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private OwnShopDocuments() {}

  /**
   * @throws JacksonException if it is no document
   */
  static JsonNode read(HttpReply reply) {
    return read(reply.body());
  }

  /**
   * @throws JacksonException if it is no document
   */
  static JsonNode read(byte[] body) {
    return MAPPER.readTree(body);
  }
}
