package dev.onhand.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as trees: the client shows what the server says and knows of each object only the fields it
 * prints, so that a newer server's answers pass through whole.
 */
final class Json {

  private static final ObjectMapper MAPPER = new JsonMapper();

  private static final DefaultPrettyPrinter INDENTED =
      new DefaultPrettyPrinter(
          Separators.createDefaultInstance()
              .withObjectNameValueSpacing(Separators.Spacing.AFTER)
              .withArrayEmptySeparator("")
              .withObjectEmptySeparator(""));

  private Json() {}

  /**
   * Reads a document.
   *
   * @return a missing node for no bytes, empty for what is not JSON
   */
  static Optional<JsonNode> read(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of(MissingNode.getInstance());
    }
    try {
      return Optional.of(MAPPER.readTree(bytes));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** On one line, safe to show. */
  static String compact(JsonNode node) {
    return Plain.json(MAPPER.writeValueAsString(node));
  }

  /** On several lines, safe to show. */
  static String indented(JsonNode node) {
    return Plain.json(MAPPER.writer().with(INDENTED).writeValueAsString(node));
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The text of a field, "" where there is none. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isNull() ? "" : value.asString("");
  }

  static long number(JsonNode object, String field) {
    return object.path(field).asLong(0);
  }

  /** A request's body under construction: what is not given is left out. */
  static final class Body {
    private final ObjectNode node = object();

    Body with(String field, @Nullable String value) {
      if (value != null) {
        node.put(field, value);
      }
      return this;
    }

    Body with(String field, @Nullable Long value) {
      if (value != null) {
        node.put(field, value);
      }
      return this;
    }

    Body with(String field, @Nullable Double value) {
      if (value != null) {
        node.put(field, value);
      }
      return this;
    }

    Body with(String field, @Nullable Boolean value) {
      if (value != null) {
        node.put(field, value);
      }
      return this;
    }

    Body with(String field, JsonNode value) {
      node.set(field, value);
      return this;
    }

    Body withNull(String field) {
      node.putNull(field);
      return this;
    }

    boolean isEmpty() {
      return node.isEmpty();
    }

    ObjectNode node() {
      return node;
    }
  }
}
