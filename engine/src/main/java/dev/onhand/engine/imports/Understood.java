package dev.onhand.engine.imports;

/** What one line of a file comes to. */
sealed interface Understood {

  /** Units move. */
  record Moves(Planned planned) implements Understood {}

  /**
   * The line is about no goods.
   *
   * @param code what it is about, in the file's own word
   */
  record LeftOut(String code) implements Understood {}
}
