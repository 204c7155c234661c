package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps of an answer what a client asked for, as in {@code items[sku,quantity],total_count}. */
final class Trim {
  private final Map<String, Trim> kept = new TreeMap<>();

  private Trim() {}

  static JsonNode of(JsonNode document, String fields) {
    Trim trim = new Trim();
    trim.read(fields, 0);
    return trim.of(document);
  }

  /** Reads names up to the bracket that ends them; returns where that is. */
  private int read(String fields, int from) {
    int at = from;
    StringBuilder name = new StringBuilder();
    while (at < fields.length() && fields.charAt(at) != ']') {
      char sign = fields.charAt(at);
      if (sign == '[') {
        at = kept.computeIfAbsent(name.toString().strip(), _ -> new Trim()).read(fields, at + 1);
        name.setLength(0);
      } else if (sign == ',') {
        keep(name);
      } else {
        name.append(sign);
      }
      at++;
    }
    keep(name);
    return at;
  }

  private void keep(StringBuilder name) {
    if (!name.isEmpty()) {
      kept.computeIfAbsent(name.toString().strip(), _ -> new Trim());
      name.setLength(0);
    }
  }

  private JsonNode of(JsonNode document) {
    if (kept.isEmpty()) {
      return document;
    }
    if (document.isArray()) {
      ArrayNode trimmed = Json.array();
      document.forEach(each -> trimmed.add(of(each)));
      return trimmed;
    }
    ObjectNode trimmed = Json.object();
    document
        .properties()
        .forEach(
            each -> {
              Trim inner = kept.get(each.getKey());
              if (inner != null) {
                trimmed.set(each.getKey(), inner.of(each.getValue()));
              }
            });
    return trimmed;
  }
}
