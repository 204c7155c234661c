package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units that are to be held for a while, such as for a cart.
 *
 * @param reference what the hold is called: the same reference again is the same hold again
 * @param location code of the only location to hold them at; null: as the channel of holds is
 *     sourced
 * @param until when it ends; null: when the channel's setting says
 * @param note why, 0 to {@value #NOTE_LENGTH_MAX} characters
 */
public record Hold(
    String reference,
    Sku sku,
    long quantity,
    @Nullable String location,
    @Nullable Instant until,
    @Nullable String note) {

  public static final int NOTE_LENGTH_MAX = 500;

  public Hold {
    if (quantity < 1 || quantity > Quantity.UNITS_MAX) {
      throw new IllegalArgumentException(
          "quantity must be a whole number from 1 to %d, not %d"
              .formatted(Quantity.UNITS_MAX, quantity));
    }
    if (location != null) {
      location = Text.identifier("location", location, LocationRef.CODE_LENGTH_MAX);
    }
    if (note != null) {
      note = Text.free("note", note, NOTE_LENGTH_MAX);
    }
  }
}
