package dev.onhand.engine.catalogue;

/**
 * What became of a wish to save a row.
 *
 * @param <T> the row
 */
public sealed interface Saving<T> {

  /** There is no such row. */
  record Missing<T>() implements Saving<T> {}

  /** It is not at the version that the caller saw. */
  record Stale<T>(long version) implements Saving<T> {}

  /** Another row has that name. */
  record Taken<T>(String name) implements Saving<T> {}

  /** Its state does not allow it; says why and what to do. */
  record Blocked<T>(String why) implements Saving<T> {}

  /** Done: the row as it is now. */
  record Saved<T>(T row) implements Saving<T> {}
}
