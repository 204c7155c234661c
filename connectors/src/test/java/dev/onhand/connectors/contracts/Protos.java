package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A contract in Protocol Buffers (proto3), against which calls in JSON are held. */
public final class Protos implements Contract {

  private static final long UINT32_MAX = 0xffff_ffffL;

  /**
   * @param choice of the fields with the same, at most one may be there; null: it is not of these
   */
  record Field(String type, boolean isRepeated, boolean isRequired, @Nullable String choice) {}

  record Message(Map<String, Field> fields) {
    Message {
      fields = Map.copyOf(fields);
    }
  }

  record Method(String request, String response) {}

  private final Map<String, Message> messages;
  private final Map<String, Set<String>> enums;
  private final Map<String, Method> methods;

  private Protos(ProtoReader read) {
    messages = read.messages;
    enums = read.enums;
    methods = read.methods;
    messages.put(
        "google.rpc.Status",
        new Message(
            Map.of(
                "code", new Field("int32", false, false, null),
                "message", new Field("string", false, false, null))));
  }

  /** Reads all of its files. */
  public static Protos in(Path folder) {
    ProtoReader reader = new ProtoReader();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".proto")).toList()) {
        reader.read(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Protos(reader);
  }

  @Override
  public boolean knows(Request request) {
    return methods.containsKey(method(request));
  }

  private static String method(Request request) {
    return request.path().substring(1);
  }

  @Override
  public List<String> problems(Request request) {
    return problems(methods.get(method(request)).request(), request.body(), true);
  }

  @Override
  public List<String> problems(Request request, Response response) {
    return response.status() == 200
        ? problems(methods.get(method(request)).response(), response.body(), false)
        : List.of();
  }

  private List<String> problems(String message, byte[] body, boolean isRequest) {
    List<String> problems = new ArrayList<>();
    check(message, "", JsonMapper.shared().readTree(body), isRequest, problems);
    return problems;
  }

  private void check(
      String type, String path, JsonNode node, boolean isRequest, List<String> problems) {
    if (!node.isObject()) {
      problems.add("%s is no %s".formatted(path, type));
      return;
    }
    Map<String, Field> fields = messages.get(type).fields();
    Set<String> choices = new HashSet<>();
    node.properties()
        .forEach(
            each -> {
              String at = path + "/" + each.getKey();
              Field field = fields.get(each.getKey());
              if (field == null) {
                problems.add("%s is no field of %s".formatted(at, type));
                return;
              }
              if (field.choice() != null && !choices.add(field.choice())) {
                problems.add("%s is there beside another %s".formatted(at, field.choice()));
              }
              check(type, field, at, each.getValue(), isRequest, problems);
            });
    fields.forEach(
        (name, field) -> {
          if (isRequest && field.isRequired() && !node.has(name)) {
            problems.add("%s/%s is missing".formatted(path, name));
          }
        });
  }

  private void check(
      String scope,
      Field field,
      String path,
      JsonNode node,
      boolean isRequest,
      List<String> problems) {
    if (field.isRepeated()) {
      if (!node.isArray()) {
        problems.add(path + " is no list");
      }
      Field each = new Field(field.type(), false, false, null);
      node.values().forEach(one -> check(scope, each, path, one, isRequest, problems));
      return;
    }
    String name = resolved(scope, field.type());
    if (messages.containsKey(name)) {
      check(name, path, node, isRequest, problems);
    } else if (enums.containsKey(name)
        ? !node.isString() || !enums.get(name).contains(node.stringValue())
        : !isScalar(field.type(), node)) {
      problems.add("%s is no %s: %s".formatted(path, field.type(), node));
    }
  }

  /** A name is looked up from the message it stands in outwards. */
  private String resolved(String scope, String type) {
    for (String at = scope; ; at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      String name = at.isEmpty() ? type : at + "." + type;
      if (messages.containsKey(name) || enums.containsKey(name) || at.isEmpty()) {
        return name;
      }
    }
  }

  /** As proto3 maps them to JSON. */
  private static boolean isScalar(String type, JsonNode node) {
    return switch (type) {
      case "string" -> node.isString();
      case "bool" -> node.isBoolean();
      case "int32" -> node.isInt();
      case "uint32" ->
          node.isIntegralNumber() && node.longValue() >= 0 && node.longValue() <= UINT32_MAX;
      case "int64" -> node.isString() && node.stringValue().matches("-?[0-9]{1,19}");
      case "float", "double" -> node.isNumber();
      case "google.protobuf.Timestamp" -> node.isString() && isTime(node.stringValue());
      default -> throw new IllegalArgumentException("the type %s is not known".formatted(type));
    };
  }

  private static boolean isTime(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
