package dev.onhand.connector.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders in braces. Each value is written as its place demands, so that none can
 * end its place and begin another: a slash in a path, a quote in JSON. What is put in is not looked
 * through for placeholders again.
 */
public final class Template {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\s*([A-Za-z_][A-Za-z0-9_-]*)\\s*}");

  /** Parts of a path that lead elsewhere, however they are encoded. */
  private static final Set<String> DOTS = Set.of(".", "..");

  /** Where a placeholder stands. */
  private enum Place {
    PATH,
    QUERY,
    /** Within quotes in JSON. */
    JSON_TEXT,
    /** Outside of quotes in JSON. */
    JSON_VALUE,
    HEADER
  }

  private record Part(String before, String name, Place place) {}

  private final List<Part> parts = new ArrayList<>();
  private final String rest;

  private Template(String text, Set<String> known, Function<String, Place> place) {
    Matcher found = PLACEHOLDER.matcher(text);
    int from = 0;
    while (found.find()) {
      String name = found.group(1);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            known.isEmpty()
                ? "there is no {%s} here".formatted(name)
                : "there is no {%s}; there are %s".formatted(name, listed(known)));
      }
      String before = text.substring(0, found.start());
      parts.add(new Part(before.substring(from), name, place.apply(before)));
      from = found.end();
    }
    rest = text.substring(from);
  }

  private static String listed(Set<String> names) {
    return new TreeSet<>(names).stream().map("{%s}"::formatted).collect(Collectors.joining(", "));
  }

  /**
   * A path and its query, below an account's address: values are percent-encoded.
   *
   * @param known names of placeholders that there are
   * @throws IllegalArgumentException if it does not do; says why
   */
  public static Template path(String text, Set<String> known) {
    if (!text.matches("/[^\\s\\\\#]*")) {
      throw new IllegalArgumentException("must begin with / and have no space, \\ or #");
    }
    return new Template(text, known, before -> before.contains("?") ? Place.QUERY : Place.PATH);
  }

  /**
   * A document in JSON, as {@link #path}: within quotes a value is part of the text; without them a
   * number is a number, and a text has its quotes.
   */
  public static Template json(String text, Set<String> known) {
    return new Template(
        text, known, before -> isQuoted(before) ? Place.JSON_TEXT : Place.JSON_VALUE);
  }

  /** A header's value; as {@link #path}. */
  public static Template header(String text, Set<String> known) {
    return new Template(text, known, before -> Place.HEADER);
  }

  private static boolean isQuoted(String before) {
    boolean isQuoted = false;
    for (int i = 0; i < before.length(); i++) {
      if (before.charAt(i) == '\\' && isQuoted) {
        i++;
      } else if (before.charAt(i) == '"') {
        isQuoted = !isQuoted;
      }
    }
    return isQuoted;
  }

  public boolean holds(String name) {
    return parts.stream().anyMatch(part -> part.name().equals(name));
  }

  /**
   * The same, where it holds one of these.
   *
   * @throws IllegalArgumentException if it does not; says which
   */
  public Template with(String... oneOf) {
    if (Stream.of(oneOf).noneMatch(this::holds)) {
      throw new IllegalArgumentException(
          Stream.of(oneOf)
              .map("{%s}"::formatted)
              .collect(Collectors.joining(" or ", "must have ", "")));
    }
    return this;
  }

  /** Why it cannot be filled in with these; empty: it can. */
  public Optional<String> problem(Map<String, ?> values) {
    return parts.stream()
        .filter(part -> !isFit(part, values.get(part.name())))
        .map(part -> "it has no %s that can stand in the call".formatted(part.name()))
        .findFirst();
  }

  private static boolean isFit(Part part, @Nullable Object value) {
    String text = Objects.toString(value, "");
    return switch (part.place()) {
      case PATH -> !text.isEmpty() && !DOTS.contains(text);
      case JSON_VALUE -> value != null;
      case QUERY, JSON_TEXT, HEADER -> value != null && !(value instanceof List);
    };
  }

  /**
   * The text with these values.
   *
   * @param values texts, whole numbers, and lists of documents in JSON, which stand where a value
   *     of JSON does
   * @throws IllegalStateException if there is a {@link #problem}
   */
  public String filled(Map<String, ?> values) {
    problem(values)
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
    return parts.stream()
        .map(
            part ->
                part.before()
                    + written(part.place(), Objects.requireNonNull(values.get(part.name()))))
        .collect(Collectors.joining("", "", rest));
  }

  private static String written(Place place, Object value) {
    String text = String.valueOf(value);
    return switch (place) {
      case PATH, QUERY -> HttpCall.encoded(text);
      case JSON_VALUE ->
          switch (value) {
            case Number _ -> text;
            case List<?> documents ->
                documents.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
            default -> "\"" + escaped(text) + "\"";
          };
      case JSON_TEXT -> escaped(text);
      case HEADER -> text;
    };
  }

  /** A text as it stands between the quotes of JSON. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7f) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
