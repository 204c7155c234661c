package dev.onhand.connectors.ownshop;

import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import tools.jackson.databind.JsonNode;

/** What the shop writes and reads: trees, of which settings say where things stand. */
final class OwnShopDocuments {

  static final Json JSON = Json.STRICT;

  private OwnShopDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no document
   */
  static JsonNode read(HttpReply reply) {
    return JSON.read(reply, JsonNode.class);
  }
}
