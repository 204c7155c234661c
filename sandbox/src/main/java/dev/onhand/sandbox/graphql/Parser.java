package dev.onhand.sandbox.graphql;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.graphql.Selection.Inline;
import dev.onhand.sandbox.graphql.Selection.Spread;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a document that holds one operation. */
public final class Parser {
  private final Signs signs;
  private final Map<String, JsonNode> variables = new HashMap<>();
  private final Map<String, Inline> fragments = new HashMap<>();

  private Parser(String text, JsonNode given) {
    this.signs = new Signs(text);
    given.properties().forEach(each -> variables.put(each.getKey(), each.getValue()));
  }

  /**
   * @param variables an object, or a node that says it is missing
   * @throws GraphqlException if it cannot be read
   */
  public static Operation parse(String text, JsonNode variables) {
    return new Parser(text, variables).document();
  }

  private Operation document() {
    String kind = "";
    List<Selection> selections = List.of();
    while (signs.hasMore()) {
      if (signs.take("fragment")) {
        String name = signs.name();
        signs.expect("on");
        fragments.put(name, new Inline(signs.name(), selections()));
      } else {
        if (!kind.isEmpty()) {
          throw GraphqlException.unreadable("One operation at a time is taken.");
        }
        kind = signs.peek().equals("{") ? "query" : signs.name();
        selections = operation(kind);
      }
    }
    if (kind.isEmpty()) {
      throw GraphqlException.unreadable("Syntax Error: Unexpected <EOF>.");
    }
    return new Operation(kind, selections, Map.copyOf(fragments));
  }

  private List<Selection> operation(String kind) {
    if (!kind.equals("query") && !kind.equals("mutation")) {
      throw GraphqlException.unreadable("Syntax Error: Unexpected Name \"" + kind + "\".");
    }
    if (!signs.peek().equals("{") && !signs.peek().equals("(")) {
      signs.name();
    }
    if (signs.take("(")) {
      while (!signs.take(")")) {
        variable();
      }
    }
    return selections();
  }

  /** A variable's type says nothing here, but its default does. */
  private void variable() {
    signs.expect("$");
    String name = signs.name();
    signs.expect(":");
    type();
    JsonNode usual = signs.take("=") ? value() : null;
    if (usual != null) {
      variables.putIfAbsent(name, usual);
    }
  }

  private void type() {
    if (signs.take("[")) {
      type();
      signs.expect("]");
    } else {
      signs.name();
    }
    boolean _ = signs.take("!");
  }

  private List<Selection> selections() {
    List<Selection> selections = new ArrayList<>();
    signs.expect("{");
    while (!signs.take("}")) {
      selections.add(signs.take("...") ? fragment() : field());
    }
    return selections;
  }

  private Selection fragment() {
    if (signs.take("on")) {
      return new Inline(signs.name(), selections());
    }
    return signs.peek().equals("{") ? new Inline("", selections()) : new Spread(signs.name());
  }

  private Field field() {
    String first = signs.name();
    String name = signs.take(":") ? signs.name() : first;
    Map<String, JsonNode> arguments = arguments();
    Map<String, Map<String, JsonNode>> directives = new LinkedHashMap<>();
    while (signs.take("@")) {
      directives.put(signs.name(), arguments());
    }
    List<Selection> inner = signs.peek().equals("{") ? selections() : List.of();
    return new Field(first, name, arguments, directives, inner);
  }

  private Map<String, JsonNode> arguments() {
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    if (signs.take("(")) {
      while (!signs.take(")")) {
        String argument = signs.name();
        signs.expect(":");
        JsonNode value = value();
        if (value != null) {
          arguments.put(argument, value);
        }
      }
    }
    return arguments;
  }

  /** Null for a variable that was not given: it is as if the argument were not there. */
  private @Nullable JsonNode value() {
    if (signs.take("$")) {
      return variables.get(signs.name());
    }
    if (signs.take("[")) {
      ArrayNode list = Json.array();
      while (!signs.take("]")) {
        JsonNode element = value();
        list.add(element == null ? NullNode.getInstance() : element);
      }
      return list;
    }
    if (signs.take("{")) {
      ObjectNode object = Json.object();
      while (!signs.take("}")) {
        String name = signs.name();
        signs.expect(":");
        JsonNode member = value();
        if (member != null) {
          object.set(name, member);
        }
      }
      return object;
    }
    return literal(signs.next());
  }

  /** A name other than true, false and null is a value of an enumeration, kept as a text. */
  private static JsonNode literal(String token) {
    if (token.startsWith("\"\"\"")) {
      return Json.text(token.substring(3, token.length() - 3).strip());
    }
    boolean isText = !token.matches("true|false|null|-?\\d.*") && !token.startsWith("\"");
    return isText
        ? Json.text(token)
        : Json.read(token.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(
                () -> GraphqlException.unreadable("Syntax Error: Unexpected \"" + token + "\"."));
  }
}
