package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.model.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderLogTest {

  private static final ProductId PRODUCT = new ProductId(1);

  @Test
  void saysHowManyItemsAreReservedAndSkipped() {
    assertThat(
            OrderLog.line(
                result(
                    new UnitsMoved(6, 0, 0, 0, 1, 0),
                    line("a", 2, 0),
                    line("b", 2, 0),
                    line("c", 2, 0),
                    line("d", 0, 1))))
        .isEqualTo("Order web/1001: reserved 3 items, skipped 1");
  }

  @Test
  void saysWhatLeftAndCameBack() {
    assertThat(OrderLog.line(result(new UnitsMoved(0, 2, 1, 3, 0, 0))))
        .isEqualTo("Order web/1001: released 2 units, shipped 1 unit, took back 3 units");
  }

  @Test
  void saysThatHoldsAreTakenOver() {
    OrderResult plain = result(new UnitsMoved(2, 0, 0, 0, 0, 0), line("a", 2, 0));
    OrderResult took =
        new OrderResult(
            plain.id(),
            plain.order(),
            plain.verdict(),
            plain.moved(),
            plain.sites(),
            List.of(),
            List.of("cart-1", "cart-2"),
            false);
    assertThat(OrderLog.line(took)).isEqualTo("Order web/1001: reserved 1 item, took over 2 holds");
  }

  private static OrderResult result(UnitsMoved moved, Order.Line... lines) {
    Map<String, Order.Line> byId = new LinkedHashMap<>();
    for (Order.Line line : lines) {
      byId.put(line.id(), line);
    }
    Order.Name name = new Order.Name("web", "1001");
    Order order = new Order(name, null, null, null, false, false, null, null, 0, byId);
    return new OrderResult(1, order, Verdict.NEWER, moved, Map.of());
  }

  private static Order.Line line(String id, long reserved, long missing) {
    Order.Counts counts = new Order.Counts(1, 0, 0, 0, 0);
    return new Order.Line(
        id,
        Item.of(new Sku("TEE")),
        reserved + missing,
        0,
        false,
        0,
        0,
        null,
        null,
        new Order.Sold(Item.of(new Sku("TEE")), PRODUCT, 1),
        List.of(new Order.Component(PRODUCT, 1)),
        reserved == 0
            ? List.of()
            : List.of(new Order.Doing(PRODUCT, new LocationId(1), 1, reserved, 0, 0, counts)),
        missing == 0 ? Map.of() : Map.of(PRODUCT, missing),
        null);
  }
}
