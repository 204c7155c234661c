package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a line of a retailer's file comes to. */
public sealed interface RetailLine {

  /**
   * Units moved. What was sold is a line of an order, its document; what came back is looked for
   * among the orders of its customer; all else is a movement by itself.
   *
   * @param rule a few words for what was made of the line, counted in the report
   * @param units 1 to {@link dev.onhand.model.Quantity#UNITS_MAX}; the reason says which way
   * @param causeKind what the line's document is
   * @param customer who bought it or sent it back, or null if the file does not say
   * @param productName what the line calls the product, or null if its text is about something else
   */
  record Moved(
      String rule,
      Reason reason,
      String sku,
      long units,
      Instant occurredAt,
      Cause.Kind causeKind,
      @Nullable String customer,
      @Nullable String note,
      @Nullable String productName)
      implements RetailLine {}

  /**
   * No goods moved: postage, a discount, a fee.
   *
   * @param code what it is, in the file's own word; counted in the report
   */
  record LeftOut(String code) implements RetailLine {}
}
