package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What arrived at one time.
 *
 * @param number 1, 2, 3 … within its order
 * @param key under which it was booked; the same again changes nothing
 * @param digest of what was asked for under the key
 * @param reversedAt when it was taken back, as if it had never been; null: it holds
 */
public record Receipt(
    int number,
    String key,
    Digest digest,
    List<Line> lines,
    @Nullable String note,
    String actor,
    Instant recordedAt,
    @Nullable Instant reversedAt,
    @Nullable String reversedBy) {

  /**
   * Units of one line.
   *
   * @param line the order's
   * @param units of the line
   * @param unitsOfFirst how many units its first movement has for each: of a pack, what is in it
   * @param movements with which it was booked, in their order
   */
  public record Line(
      String line,
      Place location,
      State state,
      long units,
      long unitsOfFirst,
      List<MovementId> movements) {

    public Line {
      movements = List.copyOf(movements);
    }
  }

  public Receipt {
    lines = List.copyOf(lines);
  }

  public boolean isReversed() {
    return reversedAt != null;
  }

  Receipt reversed(String by, Instant at) {
    return new Receipt(number, key, digest, lines, note, actor, recordedAt, at, by);
  }
}
