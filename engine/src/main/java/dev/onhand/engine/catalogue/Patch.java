package dev.onhand.engine.catalogue;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a change says of one field: to leave it, or to set it, perhaps to nothing.
 *
 * @param <T> the field's type
 */
public sealed interface Patch<T> {

  /** The field stays as it is. */
  record Keep<T>() implements Patch<T> {}

  /** The field gets this value; null: none. */
  record Set<T>(@Nullable T value) implements Patch<T> {}

  static <T> Patch<T> keep() {
    return new Keep<>();
  }

  static <T> Patch<T> set(@Nullable T value) {
    return new Set<>(value);
  }

  /** The field's value after the change. */
  default @Nullable T orElse(@Nullable T before) {
    return switch (this) {
      case Keep<T>() -> before;
      case Set<T>(var value) -> value;
    };
  }

  /** The same wish for a value made from this one's. */
  default <R> Patch<R> map(Function<T, R> mapping) {
    return switch (this) {
      case Keep<T>() -> keep();
      case Set<T>(var value) -> set(value == null ? null : mapping.apply(value));
    };
  }
}
