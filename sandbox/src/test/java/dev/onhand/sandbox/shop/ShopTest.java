package dev.onhand.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.shop.Rules.Taking;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final HandClock clock = new HandClock();
  private final Shop lowering = shop(Rules.of(Taking.LOWERS_QUANTITY));
  private final Shop holding = shop(Rules.of(Taking.HOLDS_BESIDE));

  @Test
  void saleLowersTheQuantityWhereTheMarketplaceDoesThat() {
    String id = lowering.list(Item.of("A"), 5).id();

    Order order = lowering.sell(id, 2).orElseThrow();

    assertThat(order.payment()).isEqualTo(Payment.PAID);
    assertThat(numbers(lowering, id)).isEqualTo("3/0");
    assertThat(lowering.find(id).orElseThrow().listed()).isEqualTo(3);
  }

  /** The table of a shop with stock and reservations: 20 stocked, 0 held. */
  @Test
  void unitsAreHeldBesideTheQuantityUntilTheyAreFulfilled() {
    String id = holding.list(Item.of("A"), 20).id();
    Order order = holding.place(List.of(new Wanted(id, 3))).orElseThrow();
    long line = order.lines().getFirst().number();
    assertThat(numbers(holding, id)).isEqualTo("20/3");
    holding.pay(order.id());
    assertThat(numbers(holding, id)).isEqualTo("20/3");
    Fulfilment parcel = holding.pack(order.id(), Map.of(line, 2));
    assertThat(numbers(holding, id)).isEqualTo("18/1");
    holding.move(order.id(), parcel.number(), Stage.CANCELLED);
    assertThat(numbers(holding, id)).isEqualTo("20/3");
    Fulfilment second = holding.pack(order.id(), Map.of(line, 2));
    holding.move(order.id(), second.number(), Stage.SHIPPED);
    holding.move(order.id(), second.number(), Stage.DELIVERED);
    assertThat(numbers(holding, id)).isEqualTo("18/1");
    holding.takeBack(order.id(), line, 1);
    assertThat(numbers(holding, id)).isEqualTo("19/1");
    holding.cancel(order.id());
    assertThat(numbers(holding, id)).isEqualTo("19/0");
  }

  @Test
  void unitsMayBeTakenAtPaymentOnly() {
    Shop shop = shop(Rules.of(Taking.HOLDS_BESIDE).withTakingWhenPaid());
    String id = shop.list(Item.of("A"), 5).id();
    Order unpaid = shop.place(List.of(new Wanted(id, 2))).orElseThrow();
    Order paid = shop.place(List.of(new Wanted(id, 2))).orElseThrow();
    assertThat(numbers(shop, id)).isEqualTo("5/0");

    shop.pay(paid.id());
    shop.failPayment(unpaid.id());

    assertThat(numbers(shop, id)).isEqualTo("5/2");
  }

  @Test
  void cancellingMayMakeAUnitTooMuch() {
    Shop shop = shop(Rules.of(Taking.HOLDS_BESIDE).withCancelling(true, true, false, true));
    String id = shop.list(Item.of("A"), 20).id();
    Order order = shop.sell(id, 3).orElseThrow();
    long line = order.lines().getFirst().number();
    shop.pack(order.id(), Map.of(line, 2));

    shop.cancel(order.id(), line, 1);

    assertThat(numbers(shop, id)).isEqualTo("19/0");
  }

  @Test
  void cancelledUnitsComeBackOnlyIfTheMarketplaceDoesThat() {
    Shop keeps = shop(Rules.of(Taking.LOWERS_QUANTITY).withCancelling(false, false, true, false));
    String id = keeps.list(Item.of("A"), 5).id();
    String other = lowering.list(Item.of("A"), 5).id();

    keeps.cancel(keeps.sell(id, 3).orElseThrow().id());
    lowering.cancel(lowering.sell(other, 3).orElseThrow().id());

    assertThat(numbers(keeps, id)).isEqualTo("2/0");
    assertThat(numbers(lowering, other)).isEqualTo("5/0");
    assertThat(lowering.unitsKept("A")).isZero();
  }

  @Test
  void aLineIsCancelledWholeWhereTheMarketplaceKnowsNoLess() {
    Shop whole = shop(Rules.of(Taking.LOWERS_QUANTITY).withCancelling(true, false, true, false));
    String id = whole.list(Item.of("A"), 5).id();
    Order order = whole.sell(id, 3).orElseThrow();

    Order after = whole.cancel(order.id(), order.lines().getFirst().number(), 1);

    assertThat(after.isCancelled()).isTrue();
    assertThat(after.cancelledAt()).isEqualTo(clock.instant());
  }

  @Test
  void buyerTakesNoMoreThanIsListedAndTheRestIsLost() {
    String id = lowering.list(Item.of("A"), 2).id();

    assertThat(lowering.sell(id, 5).orElseThrow().lines().getFirst().ordered()).isEqualTo(2);
    assertThat(lowering.sell(id, 1)).isEmpty();

    assertThat(lowering.unitsLost()).isEqualTo(4);
    assertThat(lowering.unitsKept("A")).isEqualTo(2);
  }

  @Test
  void nothingIsBoughtOfAPausedListing() {
    String id = lowering.list(Item.of("A"), 2).id();
    lowering.pause(id);
    assertThat(lowering.sell(id, 1)).isEmpty();
    lowering.resume(id);
    assertThat(lowering.sell(id, 1)).isPresent();
  }

  @Test
  void journalTellsAllThatHappened() {
    String id = lowering.list(Item.of("A"), 5).id();
    lowering.push(id, 4, "call 7");
    String order = lowering.sell(id, 1).orElseThrow().id();
    lowering.edit(id, 9);
    lowering.rename(id, "B");
    lowering.delete(id);

    assertThat(lowering.journal())
        .extracting(
            Entry::ordinal, Entry::cause, Entry::reference, entry -> entry.after().quantity())
        .containsExactly(
            tuple(1L, Cause.LISTED, "", 5),
            tuple(2L, Cause.PUSHED, "call 7", 4),
            tuple(3L, Cause.SOLD, order, 3),
            tuple(4L, Cause.EDITED, "", 9),
            tuple(5L, Cause.RENAMED, "", 9),
            tuple(6L, Cause.DELETED, "", 9));
    assertThat(lowering.listings()).isEmpty();
    assertThat(lowering.findBySku("A")).isEmpty();
  }

  @Test
  void skuIsUniqueInWhateverCase() {
    String id = lowering.list(Item.of("a"), 5).id();
    assertThat(lowering.findBySku("A").orElseThrow().id()).isEqualTo(id);
    assertThatIllegalArgumentException().isThrownBy(() -> lowering.list(Item.of("A"), 1));
  }

  @Test
  void whatCannotBeIsRefused() {
    String id = lowering.list(Item.of("A"), 5).id();
    Order order = lowering.sell(id, 2).orElseThrow();
    long line = order.lines().getFirst().number();

    assertThatIllegalArgumentException().isThrownBy(() -> lowering.push(id, -1, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> lowering.cancel(order.id(), line, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> lowering.takeBack(order.id(), line, 1));
    assertThatIllegalStateException().isThrownBy(() -> lowering.pay(order.id()));
    lowering.ship(order.id());
    assertThatIllegalStateException().isThrownBy(() -> lowering.ship(order.id()));
  }

  @Test
  void onlySomeHappeningsMoveTheTimeOfChange() {
    Shop shop =
        shop(Rules.of(Taking.LOWERS_QUANTITY).withMovesUpdated(Set.of(Happening.CANCELLED)));
    String id = shop.list(Item.of("A"), 5).id();
    Order order = shop.place(List.of(new Wanted(id, 2))).orElseThrow();
    Instant placed = clock.instant();
    clock.advance(Duration.ofMinutes(1));

    assertThat(shop.pay(order.id()).updatedAt()).isEqualTo(placed);
    assertThat(shop.cancel(order.id()).updatedAt()).isEqualTo(clock.instant());
    assertThat(shop.ordersUpdatedSince(clock.instant())).extracting(Order::id).contains(order.id());
    assertThat(shop.ordersUpdatedSince(clock.instant().plusNanos(1))).isEmpty();
  }

  @Test
  void skewedShopDatesItsOrdersByItsOwnClock() {
    String id = lowering.list(Item.of("A"), 5).id();
    lowering.skew(Duration.ofMinutes(-3));

    Order order = lowering.sell(id, 1).orElseThrow();

    assertThat(order.createdAt()).isEqualTo(clock.instant().minusSeconds(180));
    assertThat(lowering.journal().getLast().at()).isEqualTo(clock.instant());
  }

  @Test
  void manyBuyersAtOnceTakeNoMoreThanIsListed() throws Exception {
    String id = lowering.list(Item.of("A"), 100).id();
    Callable<Integer> buyer =
        () ->
            (int)
                Stream.generate(() -> lowering.sell(id, 1))
                    .limit(20)
                    .filter(Optional::isPresent)
                    .count();
    int sold = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(Collections.nCopies(16, buyer))) {
        sold += each.get();
      }
    }
    assertThat(sold).isEqualTo(100);
    assertThat(lowering.unitsLost()).isEqualTo(220);
  }

  private Shop shop(Rules rules) {
    return new Shop("shop", rules, clock, Onlooker.NONE);
  }

  private static String numbers(Shop shop, String id) {
    Listing listing = shop.find(id).orElseThrow();
    return listing.quantity() + "/" + listing.held();
  }
}
