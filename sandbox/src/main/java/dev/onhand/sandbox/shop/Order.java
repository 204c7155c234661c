package dev.onhand.sandbox.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands at one moment. All times are the shop's.
 *
 * @param id the marketplace's id, in its own form
 * @param version 1 when placed, one more with each change
 * @param paidAt null until it is paid
 * @param updatedAt what the marketplace calls the time of the last change; not every change moves
 *     it
 */
public record Order(
    String id,
    long number,
    int version,
    Payment payment,
    List<Line> lines,
    List<Fulfilment> fulfilments,
    Instant createdAt,
    @Nullable Instant paidAt,
    @Nullable Instant cancelledAt,
    Instant updatedAt) {

  /** Whether the money is there. */
  public enum Payment {
    PENDING,
    PAID,
    FAILED
  }

  public Order {
    lines = List.copyOf(lines);
    fulfilments = List.copyOf(fulfilments);
  }

  /**
   * @throws IllegalArgumentException if the order has no such line
   */
  public Line line(long lineNumber) {
    return lines.stream()
        .filter(line -> line.number() == lineNumber)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("order " + id + " has no line " + lineNumber));
  }

  /** Units of that line in parcels that were not cancelled. */
  public int fulfilled(long lineNumber) {
    return fulfilments.stream().mapToInt(parcel -> parcel.unitsOf(lineNumber)).sum();
  }

  /** Units of that line that have left the house. */
  public int shipped(long lineNumber) {
    return fulfilments.stream()
        .filter(Fulfilment::isShipped)
        .mapToInt(parcel -> parcel.unitsOf(lineNumber))
        .sum();
  }

  /** Units of that line that wait to be fulfilled. */
  public int open(long lineNumber) {
    return payment == Payment.FAILED
        ? 0
        : Math.max(0, line(lineNumber).kept() - fulfilled(lineNumber));
  }

  /** Whether no unit is kept. */
  public boolean isCancelled() {
    return lines.stream().allMatch(line -> line.kept() == 0);
  }

  /** Whether nothing waits to be fulfilled. */
  public boolean isDone() {
    return lines.stream().allMatch(line -> open(line.number()) == 0);
  }

  /** What all units cost that were ordered. */
  public BigDecimal total() {
    return lines.stream()
        .map(
            line ->
                new BigDecimal(line.item().price()).multiply(BigDecimal.valueOf(line.ordered())))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(2);
  }

  Order with(Payment newPayment, @Nullable Instant newPaidAt) {
    return new Order(
        id,
        number,
        version,
        newPayment,
        lines,
        fulfilments,
        createdAt,
        newPaidAt,
        cancelledAt,
        updatedAt);
  }

  Order withLine(long lineNumber, UnaryOperator<Line> change) {
    List<Line> changed =
        lines.stream()
            .map(line -> line.number() == lineNumber ? change.apply(line) : line)
            .toList();
    return new Order(
        id,
        number,
        version,
        payment,
        changed,
        fulfilments,
        createdAt,
        paidAt,
        cancelledAt,
        updatedAt);
  }

  Order with(List<Fulfilment> newFulfilments) {
    return new Order(
        id,
        number,
        version,
        payment,
        lines,
        newFulfilments,
        createdAt,
        paidAt,
        cancelledAt,
        updatedAt);
  }

  Order next(Instant newUpdatedAt, @Nullable Instant newCancelledAt) {
    return new Order(
        id,
        number,
        version + 1,
        payment,
        lines,
        fulfilments,
        createdAt,
        paidAt,
        newCancelledAt,
        newUpdatedAt);
  }
}
