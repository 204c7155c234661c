package dev.onhand.engine.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import that was begun.
 *
 * @param report what there is to say of it, as JSON; null: it is running, or came to no end
 */
public record ImportRun(
    long id, Beginning beginning, @Nullable String report, @Nullable Instant endedAt) {

  /**
   * What is known of an import before it runs.
   *
   * @param fileName what the caller calls the file
   * @param sha256 of the file as it was sent, in 64 hexadecimal digits
   */
  public record Beginning(
      String kind, String fileName, String sha256, String actor, Instant startedAt) {}
}
