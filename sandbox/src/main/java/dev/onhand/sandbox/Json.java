package dev.onhand.sandbox;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents as trees. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** A text as a document of its own. */
  public static JsonNode text(String text) {
    return MAPPER.getNodeFactory().stringNode(text);
  }

  /** Reads a document; empty if it is none. */
  public static Optional<JsonNode> read(byte[] body) {
    try {
      return Optional.of(MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Adds to every object a field that no documentation knows. */
  static void sprinkle(JsonNode document) {
    for (JsonNode child : document.values()) {
      sprinkle(child);
    }
    if (document instanceof ObjectNode object) {
      object.putObject("added_next_year").put("kind", 7).putArray("tags").add("new");
    }
  }
}
