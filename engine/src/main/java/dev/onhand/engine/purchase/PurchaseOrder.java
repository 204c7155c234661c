package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Codes;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goods that were ordered, or are on their way in a container, and what of them arrived.
 *
 * @param lines in the order they were given; those that arrived unexpected behind
 */
public record PurchaseOrder(Head head, List<Line> lines) {

  /** 128 characters, as references of transfers have. */
  public static final int REFERENCE_LENGTH_MAX = 128;

  public static final int SUPPLIER_LENGTH_MAX = 255;
  public static final int REASON_LENGTH_MAX = 500;

  /** 64 characters, so that it fits into the keys of its movements. */
  public static final int LINE_LENGTH_MAX = 64;

  /** More go by more orders. */
  public static final int LINES_MAX = 1_000;

  /** What people book by hand for one order; more go by more orders. */
  public static final int RECEIPTS_MAX = 200;

  /** What sort of thing it is. */
  public enum Kind {
    PURCHASE_ORDER(Cause.Kind.PURCHASE_ORDER),
    CONTAINER(Cause.Kind.CONTAINER);

    private final Cause.Kind cause;

    Kind(Cause.Kind cause) {
      this.cause = cause;
    }

    /** How its movements name it. */
    public Cause.Kind cause() {
      return cause;
    }

    /** As written in the database and the API. */
    public String code() {
      return cause.code();
    }

    public static Optional<Kind> find(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
  }

  /** How far it is. */
  public enum Status {
    /** Something is still to come. */
    OPEN,
    /** All that was expected is there. */
    RECEIVED,
    /** Ended: what is missing does not come any more. */
    CLOSED,
    /** Called off before anything came. */
    CANCELLED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing of it is taken in or changed any more. */
    public boolean isEnded() {
      return this == CLOSED || this == CANCELLED;
    }

    public static Optional<Status> find(String code) {
      return Arrays.stream(values()).filter(status -> status.code().equals(code)).findFirst();
    }

    /**
     * The status of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Status read(String code) {
      return Codes.read("status", values(), Status::code, code);
    }
  }

  /** What is wrong with a line. */
  public enum Discrepancy {
    /** More came than was expected. */
    OVER,
    /** The order is closed, and not all came. */
    SHORT,
    /** It was not on the order at all. */
    UNEXPECTED;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A location and the code it has now. */
  public record Place(LocationId id, String code) {}

  /**
   * What it is, without its lines.
   *
   * @param id 0: not yet given
   * @param reference what people call it, unique
   * @param location where it is to arrive
   * @param expectedAt when it should arrive; null: not known
   * @param reason why the rest did not come, if it was closed without
   * @param receipts how many there were
   * @param version grows with every change
   */
  public record Head(
      long id,
      Kind kind,
      String reference,
      @Nullable String supplier,
      Place location,
      @Nullable Instant expectedAt,
      @Nullable String note,
      Status status,
      @Nullable String reason,
      Totals totals,
      int receipts,
      String actor,
      Instant createdAt,
      Instant updatedAt,
      long version) {}

  /**
   * Sums over the lines, in units.
   *
   * @param differing how many lines have a discrepancy
   */
  public record Totals(long expected, long received, long incoming, int differing) {

    static Totals of(List<Line> lines, Status status) {
      return new Totals(
          lines.stream().mapToLong(Line::expected).sum(),
          lines.stream().mapToLong(Line::received).sum(),
          lines.stream().mapToLong(line -> line.incoming(status)).sum(),
          (int) lines.stream().filter(line -> line.discrepancy(status) != null).count());
    }
  }

  /**
   * Units of one product, at one location.
   *
   * @param line its name within the order
   * @param sku as the product is called now
   */
  public record Line(
      String line, ProductId product, Sku sku, Place location, long expected, long received) {

    /** What is still to come. */
    public long incoming(Status status) {
      return status == Status.OPEN ? rest() : 0;
    }

    long rest() {
      return Math.max(0, expected - received);
    }

    /** What is wrong with it, or null. While the order is open nothing is missing yet. */
    public @Nullable Discrepancy discrepancy(Status status) {
      if (received > expected) {
        return expected == 0 ? Discrepancy.UNEXPECTED : Discrepancy.OVER;
      }
      return received < expected && status == Status.CLOSED ? Discrepancy.SHORT : null;
    }

    Line plus(long units) {
      return new Line(line, product, sku, location, expected, received + units);
    }
  }

  public PurchaseOrder {
    lines = List.copyOf(lines);
  }

  /** What became of it by another receipt, or by the reversal of one. */
  PurchaseOrder received(List<Line> newLines, int receipts, Instant at) {
    boolean isAllThere = newLines.stream().allMatch(line -> line.rest() == 0);
    Status status =
        head.status() == Status.CLOSED ? Status.CLOSED : isAllThere ? Status.RECEIVED : Status.OPEN;
    return changed(head, newLines, status, head.reason(), receipts, at);
  }

  PurchaseOrder ended(Status status, @Nullable String reason, Instant at) {
    return changed(head, lines, status, reason, head.receipts(), at);
  }

  /** With other words and lines; what is written of it is taken from {@code newHead}. */
  PurchaseOrder edited(Head newHead, List<Line> newLines, Instant at) {
    boolean isAllThere = newLines.stream().allMatch(line -> line.rest() == 0);
    boolean hasCome = newLines.stream().anyMatch(line -> line.received() > 0);
    return changed(
        newHead,
        newLines,
        isAllThere && hasCome ? Status.RECEIVED : Status.OPEN,
        null,
        head.receipts(),
        at);
  }

  private static PurchaseOrder changed(
      Head of,
      List<Line> newLines,
      Status status,
      @Nullable String reason,
      int receipts,
      Instant at) {
    return new PurchaseOrder(
        new Head(
            of.id(),
            of.kind(),
            of.reference(),
            of.supplier(),
            of.location(),
            of.expectedAt(),
            of.note(),
            status,
            reason,
            Totals.of(newLines, status),
            receipts,
            of.actor(),
            of.createdAt(),
            at,
            of.version() + 1),
        newLines);
  }
}
