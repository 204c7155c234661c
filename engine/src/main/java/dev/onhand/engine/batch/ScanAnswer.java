package dev.onhand.engine.batch;

import dev.onhand.model.Sku;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one scan.
 *
 * @param id the device's
 * @param batch in which it is kept
 * @param sku what was scanned; null: not known
 * @param unplaced why it is not known; null: it is
 */
public record ScanAnswer(
    String id, Outcome outcome, long batch, @Nullable Sku sku, Unplaced.@Nullable Why unplaced) {

  /** What became of it. */
  public enum Outcome {
    /** It is kept now. */
    KEPT,
    /** It was kept before, and counts once. */
    AGAIN,
    /** It was kept before in another batch, and counts there. */
    IN_OTHER_BATCH,
    /** Another scan was kept under its id, so this one is not. */
    ID_USED_DIFFERENTLY;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
