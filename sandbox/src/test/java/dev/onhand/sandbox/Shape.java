package dev.onhand.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a document looks like: the path and the kind of each of its values. Elements of a list are
 * one path, and null is the kind of whatever may be null.
 */
public final class Shape {
  private Shape() {}

  /** The document of a test resource. */
  public static JsonNode example(String resource) throws IOException {
    try (InputStream in = Shape.class.getResourceAsStream(resource)) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    }
  }

  public static JsonNode read(String document) {
    return JsonMapper.shared().readTree(document);
  }

  public static Map<String, String> of(JsonNode document) {
    Map<String, String> shape = new TreeMap<>();
    collect("", document, shape);
    return shape;
  }

  /**
   * The shape without the kinds, for documents whose values may be null in one and not the other.
   */
  public static Iterable<String> fieldsOf(JsonNode document) {
    return of(document).keySet();
  }

  private static void collect(String path, JsonNode node, Map<String, String> shape) {
    if (node.isObject()) {
      node.properties()
          .forEach(each -> collect(path + "/" + each.getKey(), each.getValue(), shape));
    } else if (node.isArray()) {
      node.forEach(each -> collect(path + "/*", each, shape));
    } else {
      shape.put(path, node.getNodeType().name());
    }
  }
}
