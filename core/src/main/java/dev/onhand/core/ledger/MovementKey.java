package dev.onhand.core.ledger;

import dev.onhand.model.Text;

/**
 * What makes a movement impossible twice: unique per seller, for ever, made by the caller before
 * its first attempt.
 *
 * @param value 1 to {@value #LENGTH_MAX} characters
 */
public record MovementKey(String value) {
  public static final int LENGTH_MAX = 255;

  public MovementKey {
    value = Text.identifier("key", value, LENGTH_MAX);
  }

  @Override
  public String toString() {
    return value;
  }
}
