package dev.onhand.sandbox;

import dev.onhand.sandbox.wire.Response;
import java.util.function.Supplier;

/**
 * What a request asks for, understood and not yet done.
 *
 * @param lines how many items it would change; 0 for one that only reads
 * @param answer does it, checks of credentials and input included, and tells the outcome
 */
public record Work(Purpose purpose, int lines, Supplier<Response> answer) {

  public static Work reading(Purpose purpose, Supplier<Response> answer) {
    return new Work(purpose, 0, answer);
  }
}
