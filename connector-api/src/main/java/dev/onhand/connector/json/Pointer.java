package dev.onhand.connector.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A place in a document, and how what stands there is read. What is there and cannot be read is an
 * error that names the place: nothing is taken for missing.
 */
public record Pointer(JsonPointer path) {

  private static final Set<String> NO = Set.of("false", "no", "0");

  /**
   * @param text a JSON pointer, also as part of an address, so that {@code #} is the whole document
   * @throws IllegalArgumentException if it is none
   */
  public static Pointer of(String text) {
    String plain = text.startsWith("#") ? text.substring(1) : text;
    if (text.isEmpty() || !plain.matches("(/([^~]|~[01])*)?")) {
      throw new IllegalArgumentException(
          "must be a JSON pointer such as /data/items, or # for the whole answer");
    }
    return new Pointer(JsonPointer.compile(plain));
  }

  public JsonNode in(JsonNode document) {
    return document.at(path);
  }

  public List<JsonNode> list(JsonNode document) {
    JsonNode list = in(document);
    if (!list.isArray()) {
      throw wrong("no list");
    }
    return list.valueStream().toList();
  }

  /** A text, or a whole number as one; empty: there is none, or an empty one. */
  public Optional<String> text(JsonNode document) {
    JsonNode node = in(document);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString() && !node.isIntegralNumber()) {
      throw wrong("no text");
    }
    return Optional.of(node.asString()).filter(text -> !text.isEmpty());
  }

  public String needed(JsonNode document) {
    return text(document).orElseThrow(() -> wrong("nothing"));
  }

  /** A whole number, or one in digits; empty: there is none. */
  public Optional<Long> number(JsonNode document) {
    JsonNode node = in(document);
    if (node.isNumber()) {
      return Optional.of(node.decimalValue().longValueExact());
    }
    Optional<String> text = text(document);
    if (text.isPresent() && !text.get().matches("-?\\d{1,18}")) {
      throw wrong("no whole number");
    }
    return text.map(Long::parseLong);
  }

  /** Units; 0 where nothing is said. */
  public long units(JsonNode document) {
    long units = number(document).orElse(0L);
    if (units < 0) {
      throw wrong("a number below 0");
    }
    return units;
  }

  public Optional<Instant> time(JsonNode document) {
    return text(document).map(text -> OffsetDateTime.parse(text).toInstant());
  }

  /** Whether it says no; nothing said is yes. */
  public boolean isOff(JsonNode document) {
    JsonNode node = in(document);
    return node.isBoolean()
        ? !node.booleanValue()
        : text(document).filter(text -> NO.contains(text.toLowerCase(Locale.ROOT))).isPresent();
  }

  private IllegalStateException wrong(String what) {
    return new IllegalStateException(
        "there is %s at %s".formatted(what, path.length() == 0 ? "#" : path));
  }
}
