package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Units on their way from one location to another, and what became of them.
 *
 * @param id that of the first movement that sent them
 * @param reference the seller's own number for it, unique
 * @param version grows with every change
 */
public record Transfer(
    long id,
    String reference,
    Place from,
    Place to,
    Status status,
    @Nullable String note,
    String actor,
    List<Line> lines,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** 128 characters, so that it fits into the keys of its movements. */
  public static final int REFERENCE_LENGTH_MAX = 128;

  /** More go by more transfers. */
  public static final int LINES_MAX = 1_000;

  /** A location and the code it has now. */
  public record Place(LocationId id, String code) {}

  /** How far it is. */
  public enum Status {
    /** All of it is under way. */
    IN_TRANSIT,
    /** Some of it has arrived or got lost, some is under way. */
    PARTLY_RECEIVED,
    /** All of it has arrived. */
    RECEIVED,
    /** All of it went back. */
    CANCELLED,
    /** Nothing is under way any more; some of it did not arrive. */
    CLOSED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> find(String code) {
      return Arrays.stream(values()).filter(status -> status.code().equals(code)).findFirst();
    }
  }

  /**
   * The units of one product.
   *
   * @param sku as the product is called now
   */
  public record Line(
      ProductId product, Sku sku, long sent, long received, long lost, long sentBack) {

    /** What is still under way. */
    public long inTransit() {
      return sent - received - lost - sentBack;
    }

    Line plus(long moreReceived, long moreLost, long moreSentBack) {
      return new Line(
          product, sku, sent, received + moreReceived, lost + moreLost, sentBack + moreSentBack);
    }
  }

  public Transfer {
    lines = List.copyOf(lines);
  }

  /** The transfer after a change of its lines. */
  Transfer changed(List<Line> newLines, Instant at) {
    return new Transfer(
        id,
        reference,
        from,
        to,
        statusOf(newLines),
        note,
        actor,
        newLines,
        createdAt,
        at,
        version + 1);
  }

  static Status statusOf(List<Line> lines) {
    long sent = lines.stream().mapToLong(Line::sent).sum();
    long received = lines.stream().mapToLong(Line::received).sum();
    long inTransit = lines.stream().mapToLong(Line::inTransit).sum();
    long sentBack = lines.stream().mapToLong(Line::sentBack).sum();
    if (inTransit > 0) {
      return inTransit == sent ? Status.IN_TRANSIT : Status.PARTLY_RECEIVED;
    }
    if (received == sent) {
      return Status.RECEIVED;
    }
    return sentBack == sent ? Status.CANCELLED : Status.CLOSED;
  }
}
