package dev.onhand.engine.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import that was begun.
 *
 * @param report what there is to say of it, as JSON; null: it is running, or came to no end
 * @param undoneBy the newest that undoes it
 */
public record ImportRun(
    long id,
    Beginning beginning,
    @Nullable String report,
    @Nullable Instant endedAt,
    @Nullable Long undoneBy) {

  /**
   * What is known of an import before it runs.
   *
   * @param fileName what the caller calls the file
   * @param sha256 of the file as it was sent, in 64 hexadecimal digits; null: there is none
   * @param undoes what this one undoes; null: it is no undo
   */
  public record Beginning(
      String kind,
      String fileName,
      @Nullable String sha256,
      String actor,
      Instant startedAt,
      Undo.@Nullable Source undoes) {

    /** Of a file. */
    public static Beginning of(
        String kind, String fileName, String sha256, String actor, Instant startedAt) {
      return new Beginning(kind, fileName, sha256, actor, startedAt, null);
    }
  }
}
