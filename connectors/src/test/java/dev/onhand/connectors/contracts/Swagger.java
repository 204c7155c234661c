package dev.onhand.connectors.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A description in Swagger 2.0. */
public final class Swagger extends Paths {

  private Swagger(JsonNode document, String prefix) {
    super(document, prefix);
  }

  /**
   * @param resource of the tests
   */
  public static Swagger of(String resource) {
    return new Swagger(read(resource), "");
  }

  /**
   * @param file in JSON or YAML
   * @param prefix what stands before its paths, such as {@code /rest/all}
   */
  public static Swagger of(Path file, String prefix) {
    return new Swagger(OpenApi.read(file), prefix);
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
  List<String> problems(String name, String value, JsonNode parameter) {
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
  Optional<JsonNode> bodyOf(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .map(this::resolved)
        .filter(parameter -> parameter.path("in").asString("").equals("body"))
        .map(parameter -> parameter.path("schema"))
        .findFirst();
  }

  @Override
  Optional<JsonNode> bodyOfAnswer(JsonNode answer) {
    return Optional.of(answer.path("schema")).filter(JsonNode::isObject);
  }

  @Override
  String shared() {
    return "definitions";
  }

  @Override
  Schemas schemas(JsonNode whole) {
    return Schemas.old(whole);
  }
}
