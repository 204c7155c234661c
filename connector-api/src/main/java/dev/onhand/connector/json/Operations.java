package dev.onhand.connector.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connector's operations in GraphQL, and the fragments that they share: a file beside its
 * classes, which is a document that a schema can be held against. Each stands by its name.
 */
public final class Operations {

  private static final Pattern NAMED =
      Pattern.compile("^(?:query|mutation|fragment) (\\w+)", Pattern.MULTILINE);
  private static final Pattern SPREAD = Pattern.compile("\\.\\.\\.(?!\\s*on\\b)\\s*(\\w+)");

  /** Each with the fragments that it is written with. */
  private final Map<String, String> byName = new HashMap<>();

  private Operations(String document) {
    Map<String, String> parts = parts(document);
    for (String name : parts.keySet()) {
      Set<String> needed = new LinkedHashSet<>();
      collect(name, parts, needed);
      byName.put(name, needed.stream().map(parts::get).collect(Collectors.joining("\n")));
    }
  }

  private static Map<String, String> parts(String document) {
    Map<String, String> parts = new HashMap<>();
    Matcher named = NAMED.matcher(document);
    for (boolean isFound = named.find(); isFound; ) {
      String name = named.group(1);
      int start = named.start();
      isFound = named.find();
      String text = document.substring(start, isFound ? named.start() : document.length());
      parts.put(name, withoutComments(text));
    }
    return parts;
  }

  /** None of their texts holds this sign. */
  private static String withoutComments(String text) {
    return text.replaceAll("#.*", "").strip();
  }

  /**
   * @param connector whose package the file is in
   * @param file such as {@code shop.graphql}; each operation and fragment begins on a line's start
   * @throws NullPointerException if there is no such file, or a fragment that it uses is not in it
   */
  public static Operations beside(Class<?> connector, String file) {
    try (InputStream text =
        Objects.requireNonNull(connector.getResourceAsStream(file), () -> "no " + file)) {
      return of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Operations of(String document) {
    return new Operations(document);
  }

  /**
   * An operation with the fragments that it is written with, as it is sent.
   *
   * @throws NullPointerException if there is none of this name
   */
  public String get(String name) {
    return part(byName, name);
  }

  private static void collect(String name, Map<String, String> parts, Set<String> needed) {
    String text = part(parts, name);
    if (needed.add(name)) {
      SPREAD.matcher(text).results().forEach(it -> collect(it.group(1), parts, needed));
    }
  }

  private static String part(Map<String, String> named, String name) {
    return Objects.requireNonNull(named.get(name), () -> "no operation or fragment " + name);
  }
}
