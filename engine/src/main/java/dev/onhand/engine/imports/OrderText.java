package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.Orders;
import java.time.Instant;
import java.util.List;

/** Reads orders from JSON, in the form in which they are handed in over HTTP. */
public interface OrderText {

  /**
   * One order.
   *
   * @param now when it reached us
   * @throws MalformedException with all that is wrong
   */
  Orders.Delivery read(SellerId seller, String json, Instant now);

  /** The text is no order. */
  final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public MalformedException(List<Fault> faults) {
      super("no order", null, false, false); // every line may be one: no stack trace to pay for
      this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
      return faults;
    }
  }

  /**
   * What is wrong.
   *
   * @param where the field, as a JSON pointer; empty: the order as a whole
   * @param code stable, for programs
   * @param detail a sentence for the person
   */
  record Fault(String where, String code, String detail) {}
}
