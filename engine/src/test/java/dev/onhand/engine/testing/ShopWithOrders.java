package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Gtin;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop with ten tees in Berlin and none in Hamburg, and what tests do with its orders. */
abstract class ShopWithOrders {

  static final Order.Name NAME = new Order.Name("web", "1001");
  static final Order.Name OTHER = new Order.Name("web", "1002");
  static final Gtin GTIN = new Gtin("4006381333931");

  OrderFixture shop;
  Orders orders;
  ProductId tee;
  LocationId berlin;
  LocationId hamburg;
  private int minute;
  private int key;

  /** Opens a shop with nothing in it. */
  protected abstract OrderFixture open();

  @BeforeEach
  void openFixture() {
    shop = open();
    orders = new Orders(shop.ledger());
    berlin = shop.location("berlin");
    hamburg = shop.location("hamburg");
    tee = shop.product("TEE", Tracking.TRACKED, null);
    stock("TEE", 10, "berlin");
  }

  @AfterEach
  void closeFixture() {
    shop.close();
  }

  void stock(String sku, long units, String location) {
    Command command =
        Command.Move.of(
            "stock-" + ++key,
            sku,
            Reason.PURCHASE,
            units,
            location,
            Details.of(Cause.of(Cause.Kind.PERSON), "ann"));
    shop.ledger().submit(CommandList.each(shop.seller(), List.of(command))).join();
  }

  OrderSnapshot next(String status, OrderSnapshot.Line... lines) {
    return at(++minute, status, lines);
  }

  OrderSnapshot at(int atMinute, String status, OrderSnapshot.Line... lines) {
    Instant updatedAt = shop.now().minusSeconds(6_000).plusSeconds(60L * atMinute);
    return OrderSnapshot.of(status, new Freshness(updatedAt, null, updatedAt), List.of(lines));
  }

  OrderResult deliver(OrderSnapshot snapshot) {
    return orders.deliver(shop.seller(), NAME, snapshot, "tester").join();
  }

  static OrderSnapshot.Line line(String sku, long quantity) {
    return OrderSnapshot.Line.of("1", sku, quantity);
  }

  static OrderSnapshot.Line byGtin(long quantity) {
    return new OrderSnapshot.Line("1", Item.of(GTIN), quantity, 0, 0, 0, null, null);
  }

  Order.Line kept() {
    return shop.rows().find(shop.seller(), NAME).orElseThrow().order().lines().get("1");
  }

  long available(ProductId product) {
    return shop.level(product, berlin).available();
  }

  long reserved(ProductId product) {
    return shop.level(product, berlin).reserved();
  }

  List<Order.Name> ready() {
    return shop.rows().ready(shop.seller(), shop.now(), 10);
  }

  void reapply() {
    orders.reapply(shop.seller(), NAME, "tester").join();
  }
}
