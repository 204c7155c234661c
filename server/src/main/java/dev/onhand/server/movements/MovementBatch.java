package dev.onhand.server.movements;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.onhand.server.web.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Movements that are sent together.
 *
 * @param atomic whether they are recorded together or not at all; not given: each for itself
 * @param items 1 to 10,000
 * @param malformed what is wrong with items that cannot be read, by their place in the list
 */
@JsonDeserialize(using = MovementBatchReader.class)
record MovementBatch(
    @Nullable Boolean atomic,
    List<BatchItem> items,
    @JsonIgnore Map<Integer, List<FieldError>> malformed) {

  /**
   * One movement of a batch: as a single one, and its key.
   *
   * @param key makes it impossible twice, for ever
   */
  record BatchItem(
      @Nullable String key,
      @Nullable String sku,
      @Nullable String productId,
      @Nullable String reason,
      @Nullable Long quantity,
      @Nullable String location,
      @Nullable String toLocation,
      @Nullable String state,
      NewMovement.@Nullable NewCause cause,
      @Nullable String note,
      @Nullable String occurredAt,
      @Nullable Long expectedOnHand,
      @Nullable Boolean fact) {

    NewMovement movement() {
      return new NewMovement(
          sku,
          productId,
          reason,
          quantity,
          location,
          toLocation,
          state,
          cause,
          note,
          occurredAt,
          expectedOnHand,
          fact);
    }
  }
}
