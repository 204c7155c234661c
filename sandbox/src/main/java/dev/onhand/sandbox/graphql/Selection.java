package dev.onhand.sandbox.graphql;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One thing that an operation asks for. */
public sealed interface Selection {

  /**
   * A field.
   *
   * @param alias what the answer calls it
   * @param arguments with the values of variables filled in
   * @param directives by name, with their arguments
   */
  record Field(
      String alias,
      String name,
      Map<String, JsonNode> arguments,
      Map<String, Map<String, JsonNode>> directives,
      List<Selection> selections)
      implements Selection {

    /** The argument of that name, or a node that says it is missing. */
    public JsonNode argument(String argument) {
      JsonNode value = arguments.get(argument);
      return value == null ? MissingNode.getInstance() : value;
    }
  }

  /**
   * Fields that are asked for of one type only.
   *
   * @param type empty for every type
   */
  record Inline(String type, List<Selection> selections) implements Selection {}

  /** The fields of a named fragment. */
  record Spread(String fragment) implements Selection {}
}
