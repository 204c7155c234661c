package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.server.access.Caller;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.orders.OrderBodies.DeliveredOrderBody;
import dev.onhand.server.orders.OrderBodies.Names;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What came of handing in an order, for whoever handed it in. */
final class Deliveries {

  private final Locations locations;

  private final FailedOrders failed;

  Deliveries(Locations locations, FailedOrders failed) {
    this.locations = locations;
    this.failed = failed;
  }

  /** Waits for a result; what the books refuse becomes a problem. */
  OrderResult result(Supplier<OrderResult> awaiting) {
    try {
      return awaiting.get();
    } catch (PlanRefusedException refused) {
      throw Refusals.problem(refused.refusal(), "", null);
    }
  }

  /**
   * As {@link #result(Supplier)} for a snapshot. Lines that were not to be skipped become a problem
   * too. Whoever is answered so knows that nothing of it was kept.
   *
   * @param delivery what was handed in, in whose lines the errors point
   */
  OrderResult result(Caller caller, Orders.Delivery delivery, Supplier<OrderResult> awaiting) {
    OrderResult result;
    try {
      result = awaiting.get();
    } catch (PlanRefusedException refused) {
      failed.refused(caller.seller(), Bringer.CALLER, delivery, refused.refusal(), caller.actor());
      throw Refusals.problem(refused.refusal(), "", null);
    }
    if (result.isRefused()) {
      OrderLog.refused(result);
      throw missing(result, delivery.snapshot());
    }
    return result;
  }

  private static ProblemException missing(OrderResult result, OrderSnapshot snapshot) {
    List<String> given =
        snapshot.lines() == null
            ? List.of()
            : snapshot.lines().stream().map(OrderSnapshot.Line::id).toList();
    List<String> said = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (OrderResult.Skipped line : result.skipped()) {
      String what =
          "line '%s' (%s): %s"
              .formatted(
                  line.line(),
                  line.item(),
                  line.units() == 0
                      ? line.reason()
                      : line.units() + (line.units() == 1 ? " unit missing" : " units missing"));
      said.add(what);
      int index = given.indexOf(line.line());
      errors.add(new FieldError(index < 0 ? "/lines" : "/lines/" + index, line.reason(), what));
    }
    return new ProblemException(
            ProblemCode.INSUFFICIENT_STOCK,
            "Nothing was reserved, and nothing of this kept: %s. Send it with skip_missing=true to have the rest."
                .formatted(
                    String.join("; ", said.subList(0, Math.min(LINES_SAID, said.size())))
                        + (said.size() > LINES_SAID ? "; and more" : "")))
        .withErrors(errors);
  }

  /** All lines are among the errors; a sentence has an end. */
  private static final int LINES_SAID = 10;

  DeliveredOrderBody body(SellerId seller, OrderResult result) {
    return DeliveredOrderBody.of(result, names(seller, result).codes());
  }

  /** How locations are called; products are named by their ids alone. */
  Names names(SellerId seller, OrderResult result) {
    return new Names(
        product -> null,
        location -> {
          String code = result.sites().get(location);
          // What was shipped from a location that orders are not sourced from is seldom.
          return code == null
              ? locations.find(seller, location).map(found -> found.data().code()).orElse(null)
              : code;
        });
  }
}
