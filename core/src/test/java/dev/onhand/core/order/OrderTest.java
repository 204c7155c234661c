package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.model.Effect;
import dev.onhand.model.Sku;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderTest {

  private final OrderShop shop = OrderShop.usual().product("TEE", 10, 5).product("MUG", 3, 0);

  private static OrderSnapshot.Line line(String id, String sku, long quantity) {
    return OrderSnapshot.Line.of(id, sku, quantity);
  }

  private static OrderSnapshot.Line counted(
      String id, String sku, long quantity, long cancelled, long shipped, long returned) {
    return new OrderSnapshot.Line(
        id, Item.of(new Sku(sku)), quantity, cancelled, shipped, returned, null, null);
  }

  @Test
  void reservesShipsAndIsDone() {
    shop.deliver("processing", line("1", "TEE", 2), line("2", "MUG", 1));
    assertThat(shop.available("TEE")).isEqualTo(13);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    shop.status("shipped");
    assertThat(shop.onHand("TEE")).isEqualTo(13);
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.onHand("MUG")).isEqualTo(2);
  }

  @Test
  void releasesWhatIsCancelled() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.status("cancelled");
    assertThat(shop.available("TEE")).isEqualTo(15);
    assertThat(shop.reserved("TEE")).isZero();
  }

  @Test
  void doesNothingTwice() {
    OrderSnapshot snapshot =
        OrderSnapshot.of("processing", shop.next(), List.of(line("1", "TEE", 2)));
    assertThat(shop.deliver(snapshot)).isEqualTo(Merging.Verdict.NEWER);
    int before = shop.movements();
    assertThat(shop.deliver(snapshot)).isEqualTo(Merging.Verdict.SAME);
    assertThat(shop.movements()).isEqualTo(before);
  }

  private static OrderSnapshot.Line from(String location, long shipped) {
    return new OrderSnapshot.Line("1", Item.of(new Sku("TEE")), 12, 0, shipped, 0, location, null);
  }

  @Test
  void aShipmentFromAnUnknownLocationLeavesAllTheSameAndSaysWhereItWasTaken() {
    shop.deliver("processing", from(null, 0));
    shop.deliver("processing", from("berln", 12));
    assertThat(shop.onHand("TEE")).isEqualTo(3);
    assertThat(shop.doubtful())
        .containsExactly(
            new DoubtfulShipment(
                "1",
                "berln",
                DoubtfulShipment.Doubt.UNKNOWN_LOCATION,
                Map.of(OrderShop.BERLIN, 10L, OrderShop.HAMBURG, 2L)));
  }

  @Test
  void aShipmentFromALocationThatIsNotSoldFromIsTakenThereAndSaid() {
    shop.without("hamburg");
    shop.deliver("processing", from("hamburg", 2));
    assertThat(shop.available("TEE", "hamburg")).isEqualTo(3);
    assertThat(shop.doubtful())
        .containsExactly(
            new DoubtfulShipment(
                "1",
                "hamburg",
                DoubtfulShipment.Doubt.NOT_SELLABLE,
                Map.of(OrderShop.HAMBURG, 2L)));
  }

  @Test
  void nothingIsDoubtfulAboutALocationThatIsSoldFrom() {
    shop.deliver("processing", from("hamburg", 2));
    assertThat(shop.available("TEE", "hamburg")).isEqualTo(3);
    assertThat(shop.doubtful()).isEmpty();
  }

  @Test
  void shipsAtOnceWhatWasNeverReserved() {
    shop.deliver("shipped", line("1", "TEE", 2));
    assertThat(shop.onHand("TEE")).isEqualTo(13);
    assertThat(shop.available("TEE")).isEqualTo(13);
  }

  @Test
  void neverReleasesWhatLeft() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.status("shipped");
    shop.status("cancelled");
    assertThat(shop.onHand("TEE")).isEqualTo(13);
    assertThat(shop.available("TEE")).isEqualTo(13);
  }

  @Test
  void countsALateShipmentThoughTheOrderWasCancelledSince() {
    shop.deliver(OrderSnapshot.of("cancelled", OrderShop.at(9), List.of(line("1", "TEE", 2))));
    assertThat(
            shop.deliver(
                OrderSnapshot.of("shipped", OrderShop.at(5), List.of(line("1", "TEE", 2)))))
        .isEqualTo(Merging.Verdict.OLDER);
    assertThat(shop.onHand("TEE")).isEqualTo(13);
  }

  @Test
  void takesNoNoticeOfAnOldWish() {
    shop.deliver(OrderSnapshot.of("cancelled", OrderShop.at(9), List.of(line("1", "TEE", 2))));
    shop.deliver(OrderSnapshot.of("processing", OrderShop.at(5), List.of(line("1", "TEE", 2))));
    assertThat(shop.available("TEE")).isEqualTo(15);
  }

  @Test
  void reservesAgainWhatIsReopened() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.status("cancelled");
    shop.status("processing");
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    shop.status("cancelled");
    shop.status("processing");
    shop.status("shipped");
    assertThat(shop.onHand("TEE")).isEqualTo(13);
  }

  @Test
  void shipsAndCancelsInParts() {
    shop.deliver("processing", line("1", "TEE", 5));
    shop.deliver("processing", counted("1", "TEE", 5, 1, 2, 0));
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    assertThat(shop.onHand("TEE")).isEqualTo(13);
    shop.deliver("shipped", counted("1", "TEE", 5, 1, 4, 0));
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.onHand("TEE")).isEqualTo(11);
  }

  @Test
  void followsQuantitiesBothWays() {
    shop.deliver("processing", line("1", "TEE", 5));
    shop.deliver("processing", line("1", "TEE", 3));
    assertThat(shop.reserved("TEE")).isEqualTo(3);
    shop.deliver("processing", line("1", "TEE", 6), line("2", "TEE", 1));
    assertThat(shop.reserved("TEE")).isEqualTo(7);
  }

  @Test
  void swapsAnItem() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.deliver("processing", line("1", "MUG", 2));
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.reserved("MUG")).isEqualTo(2);
    shop.status("shipped");
    assertThat(shop.onHand("TEE")).isEqualTo(15);
    assertThat(shop.onHand("MUG")).isEqualTo(1);
  }

  @Test
  void countsWhatLeftBeforeTheItemWasSwapped() {
    shop.deliver("processing", counted("1", "TEE", 2, 0, 1, 0));
    shop.deliver("processing", counted("1", "MUG", 2, 0, 1, 0));
    assertThat(shop.onHand("TEE")).isEqualTo(14);
    assertThat(shop.onHand("MUG")).isEqualTo(3);
    assertThat(shop.reserved("MUG")).isEqualTo(1);
  }

  @Test
  void releasesALineThatIsGone() {
    shop.deliver("processing", line("1", "TEE", 2), line("2", "MUG", 1));
    shop.deliver("processing", line("2", "MUG", 1));
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.reserved("MUG")).isEqualTo(1);
  }

  @Test
  void holdsNothingForAnOrderThatWasDeletedAndKeepsWhatLeft() {
    shop.deliver("processing", counted("1", "TEE", 4, 0, 1, 0), line("2", "MUG", 5));
    shop.deliver("processing");
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.reserved("MUG")).isZero();
    assertThat(shop.line("2").backordered()).isZero();
    assertThat(shop.onHand("TEE")).isEqualTo(14);
  }

  @Test
  void splitsOverHousesAndBackordersTheRest() {
    shop.deliver("processing", line("1", "TEE", 18));
    assertThat(shop.reserved("TEE")).isEqualTo(15);
    assertThat(shop.line("1").backordered()).isEqualTo(3);
    shop.stock("TEE", "hamburg", 2);
    shop.reapply(OrderShop.NAME);
    assertThat(shop.line("1").backordered()).isEqualTo(1);
    assertThat(shop.reserved("TEE")).isEqualTo(17);
  }

  @Test
  void takesNoUnitForTwoLines() {
    shop.deliver("processing", line("1", "MUG", 2), line("2", "MUG", 2));
    assertThat(shop.reserved("MUG")).isEqualTo(3);
    assertThat(shop.line("1").backordered()).isZero();
    assertThat(shop.line("2").backordered()).isEqualTo(1);
  }

  @Test
  void shipsWhatTheBooksDoNotHave() {
    shop.deliver("shipped", line("1", "MUG", 5));
    assertThat(shop.available("MUG", "berlin")).as("an open difference").isEqualTo(-2);
  }

  @Test
  void takesNoOtherOrdersReservation() {
    shop.deliver(
        new Order.Name("web", "other"),
        OrderSnapshot.of("processing", shop.next(), List.of(line("1", "MUG", 3))));
    shop.deliver("shipped", line("1", "MUG", 1));
    assertThat(shop.reserved("MUG")).isEqualTo(3);
    assertThat(shop.available("MUG")).isEqualTo(-1);
  }

  @Test
  void shipsFromWhereTheShipmentSays() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.deliver(
        "processing",
        new OrderSnapshot.Line("1", Item.of(new Sku("TEE")), 2, 0, 2, 0, "hamburg", null));
    assertThat(shop.available("TEE", "berlin")).isEqualTo(10);
    assertThat(shop.available("TEE", "hamburg")).isEqualTo(3);
    assertThat(shop.reserved("TEE")).isZero();
  }

  @Test
  void booksAReturnWhereAndAsItCame() {
    shop.deliver("shipped", line("1", "TEE", 3));
    shop.deliver(
        "shipped",
        new OrderSnapshot.Line(
            "1",
            Item.of(new Sku("TEE")),
            3,
            0,
            3,
            2,
            null,
            new OrderSnapshot.ReturnedTo("hamburg", State.DAMAGED)));
    assertThat(shop.units("TEE", "hamburg", State.DAMAGED)).isEqualTo(2);
    assertThat(shop.available("TEE")).isEqualTo(12);
    assertThat(shop.line("1").doings()).singleElement().returns(2L, Order.Doing::returned);
  }

  @Test
  void movesNothingForARefundAlone() {
    shop.deliver("shipped", line("1", "TEE", 3));
    int before = shop.movements();
    shop.status("refunded");
    assertThat(shop.movements()).isEqualTo(before);
  }

  @Test
  void parksWhatItDoesNotKnowAndAppliesItOnce() {
    shop.product("PLACEHOLDER", 0, 0, Stocked.Tracking.PLACEHOLDER);
    shop.deliver(
        "processing", line("1", "NEW", 2), line("2", "PLACEHOLDER", 1), line("3", "TEE", 1));
    assertThat(shop.line("1").parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    assertThat(shop.line("2").parked()).isEqualTo(Order.Parked.PLACEHOLDER);
    assertThat(shop.reserved("TEE")).isEqualTo(1);
    shop.product("NEW", 5, 0);
    shop.reapply(OrderShop.NAME);
    shop.reapply(OrderShop.NAME);
    assertThat(shop.line("1").parked()).isNull();
    assertThat(shop.reserved("NEW")).isEqualTo(2);
  }

  @Test
  void releasesWhatIsSwappedForSomethingUnknown() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.deliver("processing", line("1", "NEW", 2));
    assertThat(shop.reserved("TEE")).isZero();
    assertThat(shop.line("1").parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
  }

  @Test
  void reservesWhatBecameKnownThoughTheLineWasSwappedAndNotWantedMeanwhile() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.deliver("processing", line("1", "NEW", 0));
    shop.product("NEW", 5, 0);
    shop.deliver("processing", line("1", "NEW", 3));
    assertThat(shop.reserved("NEW")).isEqualTo(3);
    assertThat(shop.reserved("TEE")).isZero();
  }

  @Test
  void waitsForNothingThatIsNotWanted() {
    shop.deliver("processing", line("1", "NEW", 2));
    shop.status("cancelled");
    assertThat(shop.line("1").parked()).isNull();
  }

  @Test
  void reservesAndShipsTheComponentsOfABundle() {
    shop.bundle("SET", Map.of("TEE", 2L, "MUG", 1L));
    shop.deliver("processing", line("1", "SET", 2));
    assertThat(shop.reserved("TEE")).isEqualTo(4);
    assertThat(shop.reserved("MUG")).isEqualTo(2);
    shop.bundle("SET", Map.of("TEE", 1L));
    shop.status("shipped");
    assertThat(shop.onHand("TEE")).as("frozen at its first effect").isEqualTo(11);
    assertThat(shop.onHand("MUG")).isEqualTo(1);
  }

  @Test
  void fulfilsAtProcessingAndPutsBackWhatNeverLeft() {
    OrderShop early =
        new OrderShop(new OrderRules(StatusMap.FULFIL_AT_PROCESSING, Sourcing.PRIORITY))
            .product("TEE", 10, 0);
    early.deliver("processing", line("1", "TEE", 3));
    assertThat(early.onHand("TEE")).isEqualTo(7);
    early.deliver("processing", counted("1", "TEE", 3, 0, 1, 0));
    early.status("canceled");
    assertThat(early.onHand("TEE")).as("one was reported shipped").isEqualTo(9);
    early.status("processing");
    early.status("complete");
    early.status("canceled");
    assertThat(early.onHand("TEE")).isEqualTo(7);
  }

  @Test
  void putsBackWhatNeverLeftWhenTheItemIsSwapped() {
    OrderShop early =
        new OrderShop(new OrderRules(StatusMap.FULFIL_AT_PROCESSING, Sourcing.PRIORITY))
            .product("TEE", 10, 0)
            .product("MUG", 10, 0);
    early.deliver("processing", line("1", "TEE", 3));
    early.deliver("processing", counted("1", "TEE", 3, 0, 1, 0));
    early.deliver("complete", counted("1", "MUG", 3, 0, 3, 0));
    assertThat(early.onHand("TEE")).as("one was reported shipped").isEqualTo(9);
    assertThat(early.onHand("MUG")).isEqualTo(8);
    early.deliver("processing", line("2", "TEE", 2));
    early.deliver("canceled", line("2", "UNKNOWN", 2));
    assertThat(early.onHand("TEE")).isEqualTo(9);
  }

  @Test
  void takesALineThatIsGoneForWhatItWasWhenItLeft() {
    OrderSnapshot.Line swapped = counted("1", "MUG", 3, 0, 1, 0);
    OrderSnapshot tees = OrderSnapshot.of("processing", shop.next(), List.of(line("1", "TEE", 3)));
    OrderSnapshot mugs = OrderSnapshot.of("processing", shop.next(), List.of(swapped));
    OrderSnapshot none = OrderSnapshot.of("cancelled", shop.next(), List.of());
    List.of(none, tees, mugs).forEach(shop::deliver);
    assertThat(shop.onHand("MUG")).isEqualTo(2);
    assertThat(shop.onHand("TEE")).isEqualTo(15);
  }

  @Test
  void takesTheSameOfTwoThatContradictEachOtherWhicheverCameFirst() {
    Freshness at = shop.next();
    List<OrderSnapshot> contradictions =
        List.of(
            OrderSnapshot.of("processing", at, List.of(counted("1", "TEE", 2, 0, 0, 0))),
            OrderSnapshot.of("processing", at, List.of(counted("1", "TEE", 2, 0, 1, 0))));
    for (List<OrderSnapshot> delivered : List.of(contradictions, contradictions.reversed())) {
      OrderShop early =
          new OrderShop(new OrderRules(StatusMap.FULFIL_AT_PROCESSING, Sourcing.PRIORITY))
              .product("TEE", 10, 0);
      delivered.forEach(early::deliver);
      assertThat(early.line("1").fulfilled()).isEqualTo(1);
      assertThat(early.line("1").reserved()).isEqualTo(1);
    }
  }

  @Test
  void asksToFetchAgainWhatContradictsItself() {
    Freshness same = shop.next();
    shop.deliver(OrderSnapshot.of("processing", same, List.of(line("1", "TEE", 2))));
    assertThat(shop.deliver(OrderSnapshot.of("processing", same, List.of(line("1", "TEE", 3)))))
        .isEqualTo(Merging.Verdict.CONTRADICTS);
  }

  @Test
  void sourcesByItsRule() {
    OrderShop most =
        new OrderShop(new OrderRules(StatusMap.RESERVE_THEN_SHIP, Sourcing.MOST_AVAILABLE))
            .product("TEE", 2, 9);
    most.deliver("processing", line("1", "TEE", 3));
    assertThat(most.available("TEE", "hamburg")).isEqualTo(6);
    OrderShop fewest =
        new OrderShop(new OrderRules(StatusMap.RESERVE_THEN_SHIP, Sourcing.FEWEST_SPLITS))
            .product("TEE", 2, 9);
    fewest.deliver("processing", line("1", "TEE", 9));
    assertThat(fewest.available("TEE", "berlin")).isEqualTo(2);
    OrderShop first =
        new OrderShop(new OrderRules(StatusMap.RESERVE_THEN_SHIP, Sourcing.FIRST_WITH_STOCK))
            .product("TEE", 2, 9);
    first.deliver("processing", line("1", "TEE", 3));
    assertThat(first.reserved("TEE")).isEqualTo(2);
    assertThat(first.line("1").backordered()).isEqualTo(1);
  }

  @Test
  void readsAStatusAnewWhoseMeaningWasChanged() {
    shop.deliver("bezahlt", line("1", "TEE", 2));
    assertThat(shop.reserved("TEE")).isZero();
    shop.means("bezahlt", StatusMap.Rule.of(Effect.RESERVE));
    shop.reapply(OrderShop.NAME);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    shop.means("bezahlt", StatusMap.Rule.of(Effect.FULFIL));
    shop.reapply(OrderShop.NAME);
    assertThat(shop.onHand("TEE")).isEqualTo(13);
    assertThat(shop.line("1").shipped()).isEqualTo(2);
    shop.status("cancelled");
    assertThat(shop.onHand("TEE")).as("what was shipped stays so").isEqualTo(13);
  }

  @Test
  void believesCountsMoreThanAStatusWhoseMeaningWasChanged() {
    shop.deliver("teils", counted("1", "TEE", 3, 0, 1, 0));
    shop.means("teils", StatusMap.Rule.of(Effect.FULFIL));
    shop.reapply(OrderShop.NAME);
    assertThat(shop.line("1").shipped()).isOne();
    assertThat(shop.onHand("TEE")).isEqualTo(14);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
  }

  @Test
  void takesBackWhatAStatusNowSaysCameBack() {
    shop.deliver("shipped", line("1", "TEE", 2));
    shop.status("retour");
    shop.means("retour", StatusMap.Rule.of(Effect.RETURN));
    shop.reapply(OrderShop.NAME);
    assertThat(shop.line("1").returned()).isEqualTo(2);
    assertThat(shop.available("TEE")).isEqualTo(15);
  }

  @Test
  void keepsNothingForAStatusThatMeansNothingAnyMore() {
    shop.deliver("processing", line("1", "TEE", 2));
    shop.means("processing", StatusMap.Rule.of(Effect.IGNORE));
    shop.reapply(OrderShop.NAME);
    assertThat(shop.reserved("TEE")).isZero();
  }
}
