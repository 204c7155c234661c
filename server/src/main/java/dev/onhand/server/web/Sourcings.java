package dev.onhand.server.web;

import dev.onhand.core.order.Sourcing;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Rules of sourcing as requests name them. */
public final class Sourcings {

  private Sourcings() {}

  /**
   * @throws IllegalArgumentException if there is no such rule, with those that there are
   */
  public static Sourcing read(String code) {
    return Sourcing.find(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sourcing must be one of %s, not '%s'"
                        .formatted(
                            Arrays.stream(Sourcing.values())
                                .map(Sourcing::code)
                                .collect(Collectors.joining(", ")),
                            Shown.text(code))));
  }
}
