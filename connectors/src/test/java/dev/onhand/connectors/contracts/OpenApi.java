package dev.onhand.connectors.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A description in OpenAPI 3.0. What it refers to in other files may be anything. */
public final class OpenApi extends Paths {

  private OpenApi(JsonNode document, String prefix) {
    super(document, prefix);
  }

  /**
   * @param file in JSON or YAML
   * @param prefix what stands before its paths, such as {@code /v2}; may be empty
   */
  public static OpenApi of(Path file, String prefix) {
    return new OpenApi(read(file), prefix);
  }

  /** A description, in JSON or YAML. */
  static JsonNode read(Path file) {
    try {
      byte[] text = Files.readAllBytes(file);
      JsonNode read =
          file.toString().endsWith(".json")
              ? JsonMapper.shared().readTree(text)
              : YAMLMapper.shared().readTree(text);
      forget(read);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** References to other files. */
  private static void forget(JsonNode node) {
    if (node instanceof ObjectNode object && !object.path("$ref").asString("#").startsWith("#")) {
      object.remove("$ref");
    }
    node.forEach(OpenApi::forget);
  }

  /** A list may be told by a parameter that comes several times, and an object as JSON. */
  @Override
  List<String> problems(String name, String value, JsonNode parameter) {
    JsonNode schema = resolved(parameter.path("schema"));
    JsonNode one =
        schema.path("type").asString("").equals("array") ? resolved(schema.path("items")) : schema;
    boolean isWritten =
        switch (one.path("type").asString("")) {
          case "integer", "number" -> value.matches("-?\\d{1,18}");
          case "object" -> value.startsWith("{");
          case "boolean" -> value.matches("true|false");
          default -> false;
        };
    JsonNode node =
        isWritten
            ? JsonMapper.shared().readTree(value)
            : JsonMapper.shared().getNodeFactory().stringNode(value);
    return schema(one).problems(node).stream().map(it -> name + ": " + it).toList();
  }

  @Override
  Optional<JsonNode> bodyOf(JsonNode operation) {
    return bodyOfAnswer(resolved(operation.path("requestBody")));
  }

  /** Of the content, whatever its type. */
  @Override
  Optional<JsonNode> bodyOfAnswer(JsonNode answer) {
    return answer
        .path("content")
        .valueStream()
        .map(content -> content.path("schema"))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  @Override
  String shared() {
    return "components";
  }

  @Override
  Schemas schemas(JsonNode whole) {
    return Schemas.openApi(whole);
  }
}
