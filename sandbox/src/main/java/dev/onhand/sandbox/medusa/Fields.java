package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Request;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields of a document a client asked for. A name is a field, {@code *name} a relation with
 * all its own fields, and dots lead into relations. The list stands in place of the defaults,
 * unless each name begins with a plus.
 */
final class Fields {
  private final Map<String, Fields> named = new TreeMap<>();
  private boolean all;

  private Fields() {}

  /**
   * @param defaults in the same form as a client's
   */
  static Fields of(Request request, String defaults) {
    String asked = request.parameter("fields").orElse(defaults);
    Fields fields = new Fields();
    boolean adds = !asked.isEmpty() && asked.chars().filter(c -> c == '+').count() == names(asked);
    if (adds) {
      fields.add(defaults);
    }
    fields.add(asked);
    return fields;
  }

  private static long names(String list) {
    return list.chars().filter(c -> c == ',').count() + 1;
  }

  private void add(String list) {
    for (String name : list.split(",")) {
      String plain = name.strip().replaceFirst("^[+ ]", "");
      boolean isRelation = plain.startsWith("*");
      Fields place = this;
      for (String part : (isRelation ? plain.substring(1) : plain).split("\\.")) {
        if (part.equals("*")) {
          place.all = true;
        } else if (!part.isEmpty()) {
          place = place.named.computeIfAbsent(part, _ -> new Fields());
        }
      }
      place.all |= isRelation;
    }
  }

  /** The document without what was not asked for. Its id is always there. */
  ObjectNode of(ObjectNode document) {
    ObjectNode chosen = Json.object();
    document
        .properties()
        .forEach(
            each -> {
              String name = each.getKey();
              JsonNode value = each.getValue();
              Fields inner = named.get(name);
              if (!isRelation(name, value)) {
                if (all || inner != null || name.equals("id")) {
                  chosen.set(name, value);
                }
              } else if (inner != null) {
                chosen.set(name, inner.chosenOf(value));
              }
            });
    return chosen;
  }

  private JsonNode chosenOf(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return of(object);
    }
    ArrayNode chosen = Json.array();
    value.forEach(each -> chosen.add(chosenOf(each)));
    return chosen;
  }

  private static boolean isRelation(String name, JsonNode value) {
    return value.isContainer() && !name.startsWith("raw_");
  }
}
