package dev.onhand.sandbox.graphql;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.graphql.Selection.Inline;
import dev.onhand.sandbox.graphql.Selection.Spread;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query or a mutation, read.
 *
 * @param kind {@code query} or {@code mutation}
 * @param fragments the named ones
 */
public record Operation(String kind, List<Selection> selections, Map<String, Inline> fragments) {

  /** The fields at the root, each of which is one thing to do. */
  public List<Field> roots() {
    return selections.stream().filter(Field.class::isInstance).map(Field.class::cast).toList();
  }

  /**
   * What was asked for of a document.
   *
   * @param document every object in it has a {@code __typename}
   * @throws GraphqlException if it has no such field
   */
  public JsonNode chosenOf(JsonNode document, Field field) {
    if (document.isArray()) {
      ArrayNode chosen = Json.array();
      document.forEach(each -> chosen.add(chosenOf(each, field)));
      return chosen;
    }
    if (!(document instanceof ObjectNode object)) {
      return document;
    }
    if (field.selections().isEmpty()) {
      throw GraphqlException.invalid(
          "Field \"" + field.name() + "\" must have a selection of subfields.");
    }
    ObjectNode chosen = Json.object();
    choose(object, field.selections(), chosen);
    return chosen;
  }

  private void choose(ObjectNode document, List<Selection> asked, ObjectNode chosen) {
    for (Selection selection : asked) {
      switch (selection) {
        case Field field -> {
          JsonNode value = document.get(field.name());
          if (value == null) {
            throw GraphqlException.invalid(
                "Cannot query field \"%s\" on type \"%s\"."
                    .formatted(field.name(), document.path("__typename").asString("")));
          }
          chosen.set(field.alias(), chosenOf(value, field));
        }
        case Inline inline -> {
          if (isOf(document, inline.type())) {
            choose(document, inline.selections(), chosen);
          }
        }
        case Spread spread -> {
          Inline fragment = fragments.get(spread.fragment());
          if (fragment == null) {
            throw GraphqlException.invalid("Unknown fragment \"" + spread.fragment() + "\".");
          }
          choose(document, List.of(fragment), chosen);
        }
      }
    }
  }

  private static boolean isOf(ObjectNode document, String type) {
    return type.isEmpty()
        || type.equals(document.path("__typename").asString(""))
        || type.equals("ErrorResult") && document.has("errorCode")
        || type.equals("Node") && document.has("id");
  }
}
