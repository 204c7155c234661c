package dev.onhand.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark of a request, in the order they were given. */
final class Query {

  private final Map<String, String> parameters;

  private Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static Query none() {
    return new Query(Map.of());
  }

  /** With one parameter more; unchanged if the value is not given. */
  Query with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Query(more);
  }

  Query with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** With the parameter set to true, or unchanged. */
  Query when(String name, boolean set) {
    return with(name, set ? "true" : null);
  }

  /** "" or {@code ?a=b&c=d}, encoded. */
  String encoded() {
    return parameters.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
