package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.orders.OrderBodies.DeliveredOrderBody;
import dev.onhand.server.orders.OrderBodies.Names;
import java.util.function.Supplier;

/** What came of handing in an order, for whoever handed it in. */
final class Deliveries {

  private final Locations locations;

  Deliveries(Locations locations) {
    this.locations = locations;
  }

  /** Waits for a result; what the books refuse becomes a problem. */
  OrderResult result(Supplier<OrderResult> awaiting) {
    try {
      return awaiting.get();
    } catch (PlanRefusedException refused) {
      throw Refusals.problem(refused.refusal(), "", null);
    }
  }

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
