package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reserved units that are not as they must be.
 *
 * @param reference of the order; null: it is about a level
 * @param product null: all of the order
 * @param location null: all of them
 * @param stored units that are held by what is stored
 * @param calculated units that should be
 * @param detail what is wrong, for people
 * @param fixed whether it was put right
 */
public record AuditFinding(
    Kind kind,
    @Nullable String reference,
    @Nullable String line,
    @Nullable ProductId product,
    @Nullable LocationId location,
    long stored,
    long calculated,
    String detail,
    boolean fixed) {

  /** What is wrong. */
  public enum Kind {
    /** Movements reserved units for a line that holds none, or that does not exist. */
    ORPHAN,
    /** Units are held past their end, or their order does not want them. */
    STALE,
    /** What is stored is not what the movements add up to. */
    MISMATCHED;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  AuditFinding asFixed(boolean isFixed) {
    return new AuditFinding(
        kind, reference, line, product, location, stored, calculated, detail, isFixed);
  }
}
