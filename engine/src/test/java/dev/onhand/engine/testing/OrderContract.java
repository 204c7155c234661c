package dev.onhand.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Returning;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ResourceResult;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every ledger must do that plans orders. A ledger's own test extends this and gives a
 * fixture.
 */
public abstract class OrderContract extends ShopWithOrders {

  @Test
  void keepsWhatItMovedWithTheOrder() {
    deliver(next("processing", line("TEE", 3)));
    assertThat(reserved(tee)).isEqualTo(3);
    deliver(next("shipped", line("TEE", 3)));
    assertThat(shop.level(tee, berlin).onHand()).isEqualTo(7);
    assertThat(kept().fulfilled()).isEqualTo(3);
    assertThat(shop.rows().find(shop.seller(), NAME).orElseThrow().log()).hasSize(2);
  }

  @Test
  void saysHowNewADeliveryIs() {
    OrderSnapshot first = next("processing", line("TEE", 3));
    OrderSnapshot second = next("processing", line("TEE", 4));
    assertThat(deliver(second).verdict()).isEqualTo(Verdict.NEWER);
    assertThat(deliver(first).verdict()).isEqualTo(Verdict.OLDER);
    assertThat(deliver(second).verdict()).isEqualTo(Verdict.SAME);
    assertThat(deliver(at(2, "processing", line("TEE", 5))).verdict())
        .isEqualTo(Verdict.CONTRADICTS);
    assertThat(reserved(tee)).isEqualTo(5);
  }

  @Test
  void givesTheLastUnitsToWhoCameFirst() {
    List<OrderResult> results =
        orders
            .deliverAll(
                shop.seller(),
                List.of(
                    new Orders.Delivery(NAME, next("processing", line("TEE", 6))),
                    new Orders.Delivery(OTHER, next("processing", line("TEE", 6)))),
                "tester")
            .stream()
            .map(java.util.concurrent.CompletableFuture::join)
            .toList();
    assertThat(results).extracting(result -> result.moved().reserved()).containsExactly(6L, 4L);
    assertThat(available(tee)).isZero();
  }

  @Test
  void fillsABackorderOnceStockCame() {
    deliver(next("processing", line("TEE", 12)));
    assertThat(ready()).isEmpty();
    stock("TEE", 5, "hamburg");
    assertThat(ready()).containsExactly(NAME);
    reapply();
    assertThat(shop.level(tee, hamburg).reserved()).isEqualTo(2);
    assertThat(ready()).isEmpty();
  }

  @Test
  void leavesWhatIsNotSplitWhereItWasBegun() {
    shop.channel(
        "web",
        new ChannelData("Web", "reserve_then_ship", Map.of(), Sourcing.FIRST_WITH_STOCK, 60));
    deliver(next("processing", line("TEE", 12)));
    stock("TEE", 5, "hamburg");
    assertThat(ready()).isEmpty();
    stock("TEE", 5, "berlin");
    assertThat(ready()).containsExactly(NAME);
  }

  private static OrderSnapshot.Line from(String listing, String sku, long quantity) {
    return new OrderSnapshot.Line(
        "1", new Item(listing, new Sku(sku), null), quantity, 0, 0, 0, null, null);
  }

  @Test
  void appliesOnceWhatWasParkedWhenItsListingIsMatched() {
    OrderSnapshot shown = next("processing", from("L-1", "SHOP-TEES", 2));
    deliver(shown);
    assertThat(kept().parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    assertThat(ready()).isEmpty();
    shop.listing("web", "L-1", tee, 3);
    assertThat(ready()).containsExactly(NAME);
    reapply();
    reapply();
    assertThat(deliver(shown).verdict()).isEqualTo(Verdict.SAME);
    assertThat(ready()).isEmpty();
    assertThat(reserved(tee)).as("two packs of three").isEqualTo(6);
    deliver(next("shipped", from("L-1", "SHOP-TEES", 2)));
    assertThat(shop.level(tee, berlin).onHand()).isEqualTo(4);
    assertThat(kept().item().listing()).isEqualTo("L-1");
    assertThat(kept().soldAs()).isEqualTo(new Order.Sold(kept().item(), tee, 3));
  }

  @Test
  void findsAListingByItsSkuToo() {
    deliver(next("processing", from("L-1", "SHOP-TEES", 2)));
    shop.listing("web", "SHOP-TEES", tee, 1);
    assertThat(ready()).containsExactly(NAME);
    reapply();
    assertThat(reserved(tee)).isEqualTo(2);
  }

  @Test
  void sellsTheComponentsOfABundleOfWhichAListingSellsSeveral() {
    ProductId cap = shop.product("CAP", Tracking.TRACKED, null);
    stock("CAP", 10, "berlin");
    ProductId set = shop.product("SET", Tracking.TRACKED, null);
    shop.bundle("SET", Map.of(tee, 1L, cap, 2L));
    deliver(next("processing", from("L-1", "SHOP-SETS", 1)));
    shop.listing("web", "L-1", set, 2);
    reapply();
    assertThat(reserved(tee)).isEqualTo(2);
    assertThat(reserved(cap)).isEqualTo(4);
    assertThat(kept().soldAs()).isEqualTo(new Order.Sold(kept().item(), set, 2));
  }

  @Test
  void goesByTheListingBeforeTheSku() {
    shop.product("MUG", Tracking.TRACKED, null);
    deliver(next("processing"));
    shop.listing("web", "L-1", tee, 2);
    deliver(next("processing", from("L-1", "MUG", 1)));
    assertThat(reserved(tee)).isEqualTo(2);
  }

  @Test
  void takesAListingForWhatItWasWhenTheLineWasDone() {
    deliver(next("processing"));
    shop.listing("web", "L-1", tee, 2);
    deliver(next("processing", from("L-1", "SHOP-TEES", 1)));
    shop.listing("web", "SHOP-TEES", tee, 5);
    deliver(next("processing", from("L-1", "SHOP-TEES", 2)));
    assertThat(reserved(tee)).isEqualTo(4);
  }

  @Test
  void knowsNoListingOfAnotherChannel() {
    deliver(next("processing", from("L-1", "SHOP-TEES", 2)));
    orders.deliver(
        shop.seller(), new Order.Name("mall", "1"), next("processing", line("TEE", 1)), "tester");
    shop.listing("mall", "L-1", tee, 3);
    assertThat(ready()).isEmpty();
    reapply();
    assertThat(kept().parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
  }

  @Test
  void appliesWhatWasParkedOnceItsSkuIsKnown() {
    deliver(next("processing", line("MUG", 2)));
    assertThat(kept().parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    assertThat(ready()).isEmpty();
    ProductId mug = shop.product("MUG", Tracking.TRACKED, null);
    stock("MUG", 2, "berlin");
    assertThat(ready()).containsExactly(NAME);
    reapply();
    assertThat(reserved(mug)).isEqualTo(2);
    assertThat(ready()).isEmpty();
  }

  @Test
  void waitsForNothingAtAPlaceholder() {
    shop.product("NOTHING", Tracking.PLACEHOLDER, null);
    deliver(next("processing", line("NOTHING", 2)));
    assertThat(kept().parked()).isEqualTo(Order.Parked.PLACEHOLDER);
    assertThat(ready()).isEmpty();
  }

  @Test
  void findsAProductByItsGtinUnlessSeveralHaveIt() {
    ProductId mug = shop.product("MUG", Tracking.TRACKED, GTIN);
    stock("MUG", 5, "berlin");
    deliver(next("processing", byGtin(2)));
    assertThat(reserved(mug)).isEqualTo(2);
    shop.product("CUP", Tracking.TRACKED, GTIN);
    orders
        .deliver(shop.seller(), OTHER, next("processing", byGtin(2)), "tester")
        .thenAccept(
            result ->
                assertThat(result.order().lines().get("1").parked())
                    .isEqualTo(Order.Parked.AMBIGUOUS_GTIN))
        .join();
  }

  @Test
  void givesBackWhatIsHeldTooLong() {
    shop.channel("web", new ChannelData("Web", "hold_then_pay", Map.of(), null, 30));
    deliver(next("created", line("TEE", 3)));
    assertThat(reserved(tee)).isEqualTo(3);
    assertThat(ready()).isEmpty();
    shop.pass(Duration.ofMinutes(31));
    assertThat(ready()).containsExactly(NAME);
    reapply();
    assertThat(reserved(tee)).isZero();
    assertThat(ready()).isEmpty();
  }

  @Test
  void keepsNothingOfWhatIsWantedWholeAndIsNotThere() {
    OrderResult result =
        orders
            .deliver(
                shop.seller(),
                new Orders.Delivery(NAME, next("processing", line("TEE", 11))),
                "tester",
                Shortfall.REFUSE)
            .join();
    assertThat(result.isRefused()).isTrue();
    assertThat(shop.rows().find(shop.seller(), NAME)).isEmpty();
    assertThat(reserved(tee)).isZero();
  }

  private ProductId set() {
    ProductId mug = shop.product("MUG", Tracking.TRACKED, null);
    shop.product("SET", Tracking.TRACKED, null);
    shop.bundle("SET", Map.of(tee, 2L, mug, 1L));
    return mug;
  }

  @Test
  void reservesTheComponentsOfABundle() {
    ProductId mug = set();
    stock("MUG", 1, "berlin");
    deliver(next("processing", line("SET", 2)));
    assertThat(reserved(tee)).isEqualTo(4);
    assertThat(reserved(mug)).isEqualTo(1);
    stock("MUG", 1, "berlin");
    assertThat(ready()).containsExactly(NAME);
  }

  @Test
  void reservesABundleElsewhereOfWhichAComponentIsMissing() {
    set();
    stock("TEE", 10, "hamburg");
    deliver(next("processing", line("SET", 2)));
    ResourceResult result =
        orders.resource(shop.seller(), NAME, "1", null, "hamburg", null, "tester").join();
    assertThat(result).isInstanceOf(ResourceResult.Done.class);
    assertThat(shop.level(tee, hamburg).reserved()).isEqualTo(4);
  }

  @Test
  void booksAReturnOnce() {
    deliver(next("shipped", line("TEE", 3)));
    Returns returns = new Returns(shop.ledger(), shop.journal(), shop.rows());
    Returning.Received received =
        new Returning.Received(
            "1", Quantity.of(2), hamburg, State.DAMAGED, new MovementKey("r-1"), "ann", null, null);
    assertThat(returns.book(shop.seller(), NAME, received).join())
        .isEqualTo(new Returns.Result.Booked(false));
    assertThat(returns.book(shop.seller(), NAME, received).join())
        .isEqualTo(new Returns.Result.Booked(true));
    assertThat(shop.level(tee, hamburg).damaged()).isEqualTo(2);
    assertThat(kept().doings()).extracting(Order.Doing::returned).containsExactly(2L);
  }

  @Test
  void takesStatusesAsTheChannelMeansThem() {
    shop.channel("web", new ChannelData("Web", "fulfil_at_processing", Map.of(), null, 60));
    deliver(next("processing", line("TEE", 3)));
    assertThat(shop.level(tee, berlin).onHand()).isEqualTo(7);
    ProductId mug = shop.product("MUG", Tracking.TRACKED, null);
    stock("MUG", 5, "berlin");
    deliver(next("processing", line("MUG", 2)));
    assertThat(shop.level(tee, berlin).onHand()).as("swapped, and never left").isEqualTo(10);
    assertThat(shop.level(mug, berlin).onHand()).isEqualTo(3);
  }
}
