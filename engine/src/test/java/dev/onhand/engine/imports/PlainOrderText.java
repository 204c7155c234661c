package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Orders;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads orders of one line in just one spelling of JSON: the server's reader is tested there. */
final class PlainOrderText implements OrderText {

  private static final Pattern ORDER =
      Pattern.compile(
          "\\{\"channel\":\"(.*)\",\"external_id\":\"(.*)\",\"status\":\"(.*)\",\"sku\":\"(.*)\",\"quantity\":(\\d+)}");

  @Override
  public Orders.Delivery read(SellerId seller, String json, Instant now) {
    Matcher order = ORDER.matcher(json.strip());
    if (!order.matches()) {
      throw new MalformedException(null, List.of(new Fault("/lines", "missing_value", "no order")));
    }
    return new Orders.Delivery(
        new Order.Name(order.group(1), order.group(2)),
        OrderSnapshot.of(
            order.group(3),
            new Freshness(null, null, now),
            List.of(OrderSnapshot.Line.of("1", order.group(4), Long.parseLong(order.group(5))))));
  }
}
