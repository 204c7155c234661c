package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A description in Swagger 2.0: paths, parameters, statuses and documents. */
public final class Swagger implements Contract {

  private final JsonNode document;
  private final Map<JsonNode, Schemas> schemas = new HashMap<>();

  private Swagger(JsonNode document) {
    this.document = document;
  }

  /**
   * @param resource of the tests
   */
  public static Swagger of(String resource) {
    return new Swagger(read(resource));
  }

  /** A document of the tests. */
  public static JsonNode read(String resource) {
    try (InputStream in = Objects.requireNonNull(Swagger.class.getResourceAsStream(resource))) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean knows(Request request) {
    return operation(request).isPresent();
  }

  private Optional<JsonNode> operation(Request request) {
    return document.path("paths").properties().stream()
        .filter(path -> fits(List.of(path.getKey().substring(1).split("/")), request.segments()))
        .map(path -> path.getValue().path(request.method().toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
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
    Map<String, List<String>> given = new HashMap<>(request.parameters());
    for (JsonNode written : operation(request).orElseThrow().path("parameters")) {
      JsonNode parameter = resolved(written);
      String name = parameter.path("name").asString("");
      if (parameter.path("in").asString("").equals("query")) {
        List<String> values = Optional.ofNullable(given.remove(name)).orElse(List.of());
        if (values.isEmpty() && parameter.path("required").asBoolean(false)) {
          problems.add(name + " is missing");
        }
        values.forEach(value -> problems.addAll(problems(name, value, parameter)));
      } else if (parameter.path("in").asString("").equals("body")) {
        problems.addAll(schema(parameter.path("schema")).problems(request.body()));
      }
    }
    given.keySet().forEach(name -> problems.add("there is no parameter " + name));
    return problems;
  }

  private static List<String> problems(String name, String value, JsonNode parameter) {
    List<String> problems = new ArrayList<>();
    boolean isList = parameter.path("type").asString("").equals("array");
    JsonNode kind = isList ? parameter.path("items") : parameter;
    List<String> elements = isList ? List.of(value.split(",")) : List.of(value);
    if (isList && elements.size() > parameter.path("maxItems").asInt(Integer.MAX_VALUE)) {
      problems.add("%s has %d elements".formatted(name, elements.size()));
    }
    for (String element : elements) {
      boolean isChoice = kind.path("enum").isArray();
      if (isChoice
          && kind.path("enum").valueStream().noneMatch(it -> it.asString("").equals(element))) {
        problems.add("%s must not be %s".formatted(name, element));
      }
      if (kind.path("type").asString("").equals("integer")
          && (!element.matches("\\d{1,9}")
              || Integer.parseInt(element) > kind.path("maximum").asInt(Integer.MAX_VALUE))) {
        problems.add("%s must not be %s".formatted(name, element));
      }
    }
    return problems;
  }

  @Override
  public List<String> problems(Request request, Response response) {
    JsonNode answers = operation(request).orElseThrow().path("responses");
    JsonNode answer = resolved(answers.path("" + response.status()));
    if (!answer.isObject()) {
      return List.of("it does not answer " + response.status());
    }
    JsonNode schema = answer.path("schema");
    return schema.isObject() ? schema(schema).problems(response.body()) : List.of();
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** A schema that finds its definitions. */
  private Schemas schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema,
        _ -> {
          ObjectNode whole = JsonMapper.shared().createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set("definitions", document.path("definitions"));
          return Schemas.old(whole);
        });
  }
}
