package dev.onhand.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads values that people and programs name by a code. */
public final class Codes {

  private Codes() {}

  /**
   * The value of a code.
   *
   * @param name of what is read, for the message
   * @param values that may be named
   * @param code of each
   * @throws IllegalArgumentException naming all codes, if it is none of them
   */
  public static <T> T read(
      String name, Collection<T> values, Function<T, String> code, String text) {
    return values.stream()
        .filter(value -> code.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s"
                        .formatted(
                            name, values.stream().map(code).collect(Collectors.joining(", ")))));
  }

  /** The same, of all that there are. */
  public static <T> T read(String name, T[] values, Function<T, String> code, String text) {
    return read(name, Arrays.asList(values), code, text);
  }
}
