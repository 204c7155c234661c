package dev.onhand.server.movements;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Required;
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
    @Required List<BatchItem> items,
    @JsonIgnore Map<Integer, List<FieldError>> malformed) {

  /**
   * One movement of a batch: as a single one, and its key.
   *
   * @param key makes it impossible twice, for ever
   * @param state which state is meant where the reason has several
   * @param expectedOnHand refuse unless on hand at the location is just this
   * @param fact whether it did happen, so that it is recorded even if the books lack the units
   */
  record BatchItem(
      @Required @Nullable String key,
      @Nullable String sku,
      @Nullable String productId,
      @Required @Nullable String reason,
      @Required @Nullable Long quantity,
      @Required @Nullable String location,
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
