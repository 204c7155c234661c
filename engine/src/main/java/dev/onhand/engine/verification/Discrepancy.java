package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not what it must be.
 *
 * @param state which column or state of it, if one
 * @param position in the journal, if it is about the journal
 * @param movement the movement that is wrong, if one is known
 * @param stored what is there
 * @param calculated what must be there
 * @param repaired whether it was put right
 */
public record Discrepancy(
    Kind kind,
    @Nullable ProductId product,
    @Nullable LocationId location,
    @Nullable String state,
    @Nullable Long position,
    @Nullable MovementId movement,
    String stored,
    String calculated,
    boolean repaired)
    implements Comparable<Discrepancy> {

  /** What is wrong; the gravest first. */
  public enum Kind {
    /** The sealed journal is not what was sealed: somebody changed it past all guards. */
    SEAL,
    /** A movement does not fit those before it. */
    MOVEMENT,
    /** A level is not what its movements add up to. */
    LEVEL,
    /** A checkpoint is not what its movements add up to. */
    CHECKPOINT,
    /** A transfer says another number than its movements. */
    TRANSFER,
    /** A reservation says another number than its movements. */
    RESERVATION,
    /** A purchase order says another number than its movements. */
    PURCHASE_ORDER,
    /** The two sides of a regrade are not each other's. */
    REGRADE;

    /** As written in the database, the API and logs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is the journal itself, which nothing can be repaired from. */
    public boolean isJournal() {
      return this == SEAL || this == MOVEMENT;
    }
  }

  private static final Comparator<Discrepancy> ORDER =
      Comparator.comparing(Discrepancy::kind)
          .thenComparing(
              Discrepancy::position, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
          .thenComparing(
              Discrepancy::movement, Comparator.nullsLast(Comparator.<MovementId>naturalOrder()))
          .thenComparing(
              Discrepancy::product, Comparator.nullsLast(Comparator.<ProductId>naturalOrder()))
          .thenComparing(
              Discrepancy::location, Comparator.nullsLast(Comparator.<LocationId>naturalOrder()))
          .thenComparing(
              Discrepancy::state, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
          .thenComparing(Discrepancy::stored)
          .thenComparing(Discrepancy::calculated);

  /** About a place in the journal. */
  static Discrepancy seal(
      @Nullable Long position, @Nullable MovementId movement, String stored, String calculated) {
    return new Discrepancy(
        Kind.SEAL, null, null, null, position, movement, stored, calculated, false);
  }

  /** About a reservation of an order. */
  public static Discrepancy reservation(ReservationBooks.Difference found, boolean repaired) {
    return new Discrepancy(
        Kind.RESERVATION,
        found.product(),
        found.location(),
        State.RESERVED.code(),
        null,
        null,
        "order %s, line %s: %d".formatted(found.reference(), found.line(), found.held()),
        Long.toString(found.moved()),
        repaired);
  }

  /** About the movements of a day. */
  public static Discrepancy ofDay(LocalDate day, String stored, String calculated) {
    return new Discrepancy(
        Kind.CHECKPOINT, null, null, null, null, null, day + ", " + stored, calculated, false);
  }

  Discrepancy asRepaired() {
    return new Discrepancy(
        kind, product, location, state, position, movement, stored, calculated, true);
  }

  /** The gravest first, then in the order of the journal, then of products. */
  @Override
  public int compareTo(Discrepancy other) {
    return ORDER.compare(this, other);
  }

  /** One line: what, where, what it says and what it must be. */
  public String text() {
    return text(Map.of(), Map.of());
  }

  /** The same for a person, with the names of products and locations as far as they are given. */
  String text(Map<ProductId, LevelAudit.ProductName> products, Map<LocationId, String> locations) {
    StringBuilder text = new StringBuilder(kind.code());
    if (position != null) {
      text.append(" at position ").append(position.longValue());
    }
    if (movement != null) {
      text.append(", movement ").append(movement);
    }
    if (product != null) {
      LevelAudit.ProductName name = products.get(product);
      text.append(", ").append(name == null ? "product " + product : "'" + name.sku() + "'");
    }
    if (location != null) {
      String code = locations.get(location);
      text.append(" at ").append(code == null ? "location " + location : "'" + code + "'");
    }
    if (state != null) {
      text.append(", ").append(state);
    }
    return text.append(": ")
        .append(stored)
        .append(", must be ")
        .append(calculated)
        .append(repaired ? " (repaired)" : "")
        .toString();
  }
}
