package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.magento.Search.BadSearch;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One condition on one field.
 *
 * @param values the value as a list, for conditions that want one
 * @param time the value as a time, for fields that hold one
 */
record Filter(String field, String value, String condition, Set<String> values, Instant time) {
  private static final Set<String> CONDITIONS =
      Set.of(
          "eq", "neq", "gt", "gteq", "lt", "lteq", "moreq", "in", "nin", "like", "null", "notnull",
          "finset", "from", "to");

  /**
   * @throws BadSearch if it has no field, or a condition that is none
   */
  static Filter of(Map<String, String> said) {
    String condition = said.getOrDefault("conditionType", "eq");
    String field = said.getOrDefault("field", "");
    if (field.isEmpty() || !CONDITIONS.contains(condition)) {
      throw new BadSearch("The filter on '" + field + "' by '" + condition + "' is invalid.");
    }
    String value = said.getOrDefault("value", "");
    return new Filter(
        field, value, condition, new TreeSet<>(Arrays.asList(value.split(","))), Times.read(value));
  }

  boolean holds(Object found) {
    return switch (condition) {
      case "eq" -> order(found) == 0;
      case "neq" -> order(found) != 0;
      case "gt" -> order(found) > 0;
      case "gteq", "moreq", "from" -> order(found) >= 0;
      case "lt" -> order(found) < 0;
      case "lteq", "to" -> order(found) <= 0;
      case "in", "finset" -> values.contains(found.toString());
      case "nin" -> !values.contains(found.toString());
      case "like" -> like().matcher(found.toString()).matches();
      default -> condition.equals("null") == found.toString().isEmpty();
    };
  }

  private int order(Object found) {
    if (found instanceof Instant moment) {
      return moment.compareTo(time);
    }
    return found instanceof Long number && value.matches("-?\\d{1,18}")
        ? number.compareTo(Long.valueOf(value))
        : found.toString().compareTo(value);
  }

  private Pattern like() {
    String pattern = Pattern.quote(value).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  static int compare(Object one, Object other) {
    if (one instanceof Instant first && other instanceof Instant second) {
      return first.compareTo(second);
    }
    return one instanceof Long first && other instanceof Long second
        ? first.compareTo(second)
        : one.toString().compareTo(other.toString());
  }
}
