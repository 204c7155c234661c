package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.graphql.Operation;
import dev.onhand.sandbox.graphql.Parser;
import dev.onhand.sandbox.graphql.Selection;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.graphql.Selection.Inline;
import dev.onhand.sandbox.graphql.Selection.Spread;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema of GraphQL, as introspection prints it. Operations are held against it: each field must
 * be one of its type, each argument one of its field, and what is given one of its inputs. Answers
 * are not: the sandbox answers with what was asked for.
 */
public final class GraphqlSchema implements Contract {

  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:type|input|interface) (\\w+)[^{\\n]*\\{(.*?)^\\}", Pattern.DOTALL);
  private static final Pattern CHOICES =
      Pattern.compile("(?m)^enum (\\w+)[^{\\n]*\\{(.*?)^\\}", Pattern.DOTALL);
  private static final Pattern UNION = Pattern.compile("(?m)^union (\\w+)");
  private static final Pattern MEMBER =
      Pattern.compile("(\\w+)\\s*(?:\\(([^)]*)\\))?\\s*:\\s*([\\[\\]!\\w]+)");

  /** A field of a type or an input. */
  private record Member(String type, Map<String, Member> arguments) {

    /** Without lists and what must be there. */
    String bare() {
      return type.replaceAll("[\\[\\]!]", "");
    }

    boolean isNeeded() {
      return type.endsWith("!");
    }
  }

  private final Map<String, Map<String, Member>> types = new HashMap<>();
  private final Map<String, List<String>> choices = new HashMap<>();

  private GraphqlSchema(String text) {
    TYPE.matcher(text).results().forEach(it -> types.put(it.group(1), members(it.group(2))));
    UNION.matcher(text).results().forEach(it -> types.put(it.group(1), Map.of()));
    CHOICES
        .matcher(text)
        .results()
        .forEach(it -> choices.put(it.group(1), List.of(it.group(2).strip().split("\\s+"))));
  }

  public static GraphqlSchema of(Path file) {
    try {
      return new GraphqlSchema(
          Files.readString(file).replaceAll("(?s)\"\"\".*?\"\"\"", "").replaceAll("#.*", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Member> members(String text) {
    Map<String, Member> members = new LinkedHashMap<>();
    Matcher each = MEMBER.matcher(text);
    while (each.find()) {
      String arguments = each.group(2) == null ? "" : each.group(2);
      members.put(each.group(1), new Member(each.group(3), members(arguments)));
    }
    return members;
  }

  @Override
  public boolean knows(Request request) {
    return request.method().equals("POST");
  }

  @Override
  public List<String> problems(Request request) {
    JsonNode body = JsonMapper.shared().readTree(request.body());
    return problems(body.path("query").asString(""), body.path("variables"));
  }

  @Override
  public List<String> problems(Request request, Response response) {
    return List.of();
  }

  /** What is wrong with an operation. */
  public List<String> problems(String query, JsonNode variables) {
    Operation operation = Parser.parse(query, variables);
    List<String> problems = new ArrayList<>();
    String root = operation.kind().equals("query") ? "Query" : "Mutation";
    look(root, operation.selections(), operation, problems);
    return problems;
  }

  private void look(
      String type, List<Selection> selections, Operation operation, List<String> problems) {
    for (Selection selection : selections) {
      switch (selection) {
        case Field field -> {
          if (!field.name().equals("__typename")) {
            look(type, field, operation, problems);
          }
        }
        case Inline(String of, List<Selection> inner) ->
            look(of.isEmpty() ? type : of, inner, operation, problems);
        case Spread(String name) ->
            look(type, List.of(operation.fragments().get(name)), operation, problems);
      }
    }
  }

  private void look(String type, Field field, Operation operation, List<String> problems) {
    Member member = types.getOrDefault(type, Map.of()).get(field.name());
    if (member == null) {
      problems.add("%s has no %s".formatted(type, field.name()));
      return;
    }
    given(type + "." + field.name(), member.arguments(), field.arguments(), problems);
    if (types.containsKey(member.bare()) == field.selections().isEmpty()) {
      problems.add("%s.%s is a %s".formatted(type, field.name(), member.type()));
    }
    look(member.bare(), field.selections(), operation, problems);
  }

  private void given(
      String where,
      Map<String, Member> known,
      Map<String, JsonNode> values,
      List<String> problems) {
    known.forEach(
        (name, member) -> {
          if (member.isNeeded() && !values.containsKey(name)) {
            problems.add("%s lacks %s".formatted(where, name));
          }
        });
    values.forEach(
        (name, value) -> {
          Member member = known.get(name);
          if (member == null) {
            problems.add("%s takes no %s".formatted(where, name));
          } else {
            given(member, value, problems);
          }
        });
  }

  private void given(Member member, JsonNode value, List<String> problems) {
    if (value.isArray()) {
      value.forEach(each -> given(member, each, problems));
      return;
    }
    String type = member.bare();
    if (types.containsKey(type) && value.isObject()) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      value.properties().forEach(it -> values.put(it.getKey(), it.getValue()));
      given(type, types.get(type), values, problems);
    } else if (choices.containsKey(type) && !choices.get(type).contains(value.asString(""))) {
      problems.add("%s is none of %s".formatted(value, type));
    } else if (type.equals("Int") && !value.isInt() && !value.isNull()) {
      problems.add("%s is no Int".formatted(value));
    }
  }
}
