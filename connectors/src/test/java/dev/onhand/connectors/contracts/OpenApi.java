package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A description in OpenAPI 3.0: paths, parameters, statuses and documents. What it refers to in
 * other files may be anything.
 */
public final class OpenApi implements Contract {

  private final JsonNode document;
  private final List<String> prefix;
  private final Map<JsonNode, Schemas> schemas = new HashMap<>();

  private OpenApi(JsonNode document, List<String> prefix) {
    this.document = document;
    this.prefix = prefix;
  }

  /**
   * @param file in JSON or YAML
   * @param prefix what stands before its paths, such as {@code /v2}; may be empty
   */
  public static OpenApi of(Path file, String prefix) {
    try {
      JsonMapper json = JsonMapper.shared();
      byte[] text = Files.readAllBytes(file);
      JsonNode read =
          file.toString().endsWith(".json")
              ? json.readTree(text)
              : YAMLMapper.shared().readTree(text);
      forget(read);
      return new OpenApi(read, List.of(prefix.split("/")).stream().skip(1).toList());
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

  @Override
  public boolean knows(Request request) {
    return operation(request).isPresent();
  }

  /** A path without a variable comes before one that has some. */
  private Optional<JsonNode> operation(Request request) {
    List<String> segments = request.segments();
    if (segments.size() < prefix.size() || !segments.subList(0, prefix.size()).equals(prefix)) {
      return Optional.empty();
    }
    List<String> below = segments.subList(prefix.size(), segments.size());
    return document.path("paths").properties().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> Boolean.compare(varies(a), varies(b))))
        .filter(path -> fits(List.of(path.getKey().substring(1).split("/")), below))
        .map(path -> path.getValue().path(request.method().toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  private static boolean varies(String path) {
    return path.contains("{");
  }

  private static boolean fits(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).startsWith("{") && !pattern.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<String> problems(Request request) {
    List<String> problems = new ArrayList<>();
    JsonNode operation = operation(request).orElseThrow();
    Map<String, List<String>> given = new HashMap<>(request.parameters());
    for (JsonNode written : operation.path("parameters")) {
      JsonNode parameter = resolved(written);
      String name = parameter.path("name").asString("");
      if (parameter.path("in").asString("").equals("query")) {
        List<String> values = Optional.ofNullable(given.remove(name)).orElse(List.of());
        if (values.isEmpty() && parameter.path("required").asBoolean(false)) {
          problems.add(name + " is missing");
        }
        values.forEach(value -> problems.addAll(problems(name, value, parameter)));
      }
    }
    given.keySet().forEach(name -> problems.add("there is no parameter " + name));
    schema(resolved(operation.path("requestBody")))
        .ifPresent(schema -> problems.addAll(schema.problems(request.body())));
    return problems;
  }

  /** A list may be told by a parameter that comes several times. */
  private List<String> problems(String name, String value, JsonNode parameter) {
    JsonNode schema = resolved(parameter.path("schema"));
    JsonNode one =
        schema.path("type").asString("").equals("array") ? resolved(schema.path("items")) : schema;
    boolean isNumber =
        one.path("type").asString("").equals("integer") && value.matches("-?\\d{1,18}");
    JsonNode node =
        isNumber
            ? JsonMapper.shared().getNodeFactory().numberNode(Long.parseLong(value))
            : JsonMapper.shared().getNodeFactory().stringNode(value);
    return whole(one).problems(node).stream().map(it -> name + ": " + it).toList();
  }

  @Override
  public List<String> problems(Request request, Response response) {
    JsonNode answers = operation(request).orElseThrow().path("responses");
    JsonNode answer = resolved(answers.path("" + response.status()));
    if (!answer.isObject()) {
      return List.of("it does not answer " + response.status());
    }
    return schema(answer).map(schema -> schema.problems(response.body())).orElse(List.of());
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** Of the content, whatever its type; empty: there is none, or any does. */
  private Optional<Schemas> schema(JsonNode holder) {
    return holder
        .path("content")
        .valueStream()
        .map(content -> content.path("schema"))
        .filter(JsonNode::isObject)
        .findFirst()
        .map(this::whole);
  }

  /** A schema that finds its components. */
  private Schemas whole(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema,
        _ -> {
          ObjectNode whole = JsonMapper.shared().createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set("components", document.path("components"));
          return Schemas.openApi(whole);
        });
  }
}
