package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.Orders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    private final @Nullable String order;
    private final transient List<Fault> faults;

    /**
     * @param order as {@code channel/external_id}; null: not even that can be read
     */
    public MalformedException(@Nullable String order, List<Fault> faults) {
      super("no order", null, false, false); // every line may be one: no stack trace to pay for
      this.order = order;
      this.faults = List.copyOf(faults);
    }

    @Nullable String order() {
      return order;
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
