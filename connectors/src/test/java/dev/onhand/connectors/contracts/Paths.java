package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A description by paths, their methods, parameters, statuses and documents. */
abstract class Paths implements Contract {

  private final JsonNode document;
  private final List<String> prefix;
  private final Map<JsonNode, Schemas> schemas = new HashMap<>();

  /**
   * @param prefix what stands before its paths, such as {@code /v2}; may be empty
   */
  Paths(JsonNode document, String prefix) {
    this.document = document;
    this.prefix = List.of(prefix.split("/")).stream().skip(1).toList();
  }

  @Override
  public final boolean knows(Request request) {
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
  public final List<String> problems(Request request) {
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
    bodyOf(operation).ifPresent(body -> problems.addAll(schema(body).problems(request.body())));
    return problems;
  }

  @Override
  public final List<String> problems(Request request, Response response) {
    JsonNode answers = operation(request).orElseThrow().path("responses");
    JsonNode answer = resolved(answers.path("" + response.status()));
    if (!answer.isObject()) {
      return List.of("it does not answer " + response.status());
    }
    return bodyOfAnswer(answer)
        .map(body -> schema(body).problems(response.body()))
        .orElse(List.of());
  }

  /** What is wrong with a value of a parameter. */
  abstract List<String> problems(String name, String value, JsonNode parameter);

  /** The schema of what is sent; empty: anything. */
  abstract Optional<JsonNode> bodyOf(JsonNode operation);

  /** The schema of what is answered; empty: anything. */
  abstract Optional<JsonNode> bodyOfAnswer(JsonNode answer);

  /** The field in which schemas stand that others refer to. */
  abstract String shared();

  /** By the rules of this kind of description. */
  abstract Schemas schemas(JsonNode whole);

  final JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** A schema that finds what it refers to. */
  final Schemas schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema,
        _ -> {
          ObjectNode whole = JsonMapper.shared().createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set(shared(), document.path(shared()));
          return schemas(whole);
        });
  }
}
