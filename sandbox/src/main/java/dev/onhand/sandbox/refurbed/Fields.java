package dev.onhand.sandbox.refurbed;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads fields as proto3 maps them to JSON: a number of 64 bits may be a text, and null is as good
 * as absent.
 */
final class Fields {
  private static final String NUMBER = "-?\\d{1,18}";
  private static final long UINT32_MAX = 0xffff_ffffL;

  private Fields() {}

  static boolean isThere(JsonNode parent, String name) {
    return !parent.path(name).isMissingNode() && !parent.path(name).isNull();
  }

  /** A field that is a message; an empty one where it is absent. */
  static JsonNode message(JsonNode parent, String name) {
    JsonNode found = parent.path(name);
    if (isThere(parent, name) && !found.isObject()) {
      throw wrong(name);
    }
    return found;
  }

  static List<JsonNode> list(JsonNode parent, String name) {
    JsonNode found = parent.path(name);
    if (isThere(parent, name) && !found.isArray()) {
      throw wrong(name);
    }
    return found.valueStream().toList();
  }

  static Optional<String> text(JsonNode parent, String name) {
    if (!isThere(parent, name)) {
      return Optional.empty();
    }
    if (!parent.path(name).isString()) {
      throw wrong(name);
    }
    return Optional.of(parent.path(name).stringValue());
  }

  static List<String> texts(JsonNode parent, String name) {
    return list(parent, name).stream()
        .map(
            each -> {
              if (!each.isString()) {
                throw wrong(name);
              }
              return each.stringValue();
            })
        .toList();
  }

  static Optional<Long> int64(JsonNode parent, String name) {
    return isThere(parent, name) ? Optional.of(number(parent.path(name), name)) : Optional.empty();
  }

  static List<Long> int64s(JsonNode parent, String name) {
    return list(parent, name).stream().map(each -> number(each, name)).toList();
  }

  static Optional<Long> uint32(JsonNode parent, String name) {
    Optional<Long> number = int64(parent, name);
    if (number.filter(it -> it < 0 || it > UINT32_MAX).isPresent()) {
      throw wrong(name);
    }
    return number;
  }

  static Optional<Instant> time(JsonNode parent, String name) {
    try {
      return text(parent, name).map(Instant::parse);
    } catch (DateTimeParseException _) {
      throw wrong(name);
    }
  }

  private static long number(JsonNode node, String name) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isString() && node.stringValue().matches(NUMBER)) {
      return Long.parseLong(node.stringValue());
    }
    throw wrong(name);
  }

  private static WrongCallException wrong(String name) {
    return new WrongCallException(Code.INVALID_ARGUMENT, "invalid value for field " + name);
  }
}
