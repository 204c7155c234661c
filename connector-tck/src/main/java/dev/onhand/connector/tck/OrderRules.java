package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteOrder.Line;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.model.Effect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders as they are read. */
abstract class OrderRules extends Rules {

  OrderRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("shows a paid order with all its lines wanted, and a status that reserves them")
  void showsPaid() throws InterruptedException {
    List<Listing> listings = rig().list(2, 7);
    Order order =
        rig()
            .shop
            .place(
                List.of(new Wanted(listings.get(0).id(), 2), new Wanted(listings.get(1).id(), 3)))
            .orElseThrow();
    rig().shop.pay(order.id());

    RemoteOrder shown = only(rig().orders(Instant.EPOCH));

    assertThat(shown.createdAt()).isEqualTo(order.createdAt());
    assertThat(rig().kind.effect(shown.status())).contains(Effect.RESERVE);
    assertThat(unitsByListing(shown).values()).containsExactly(2L, 3L);
    assertThat(shown.lines()).extracting(Line::cancelled).containsOnly(0L);
    assertThat(shown.lines()).extracting(Line::shipped).containsOnly(0L);
    assertThat(shown.lines()).extracting(Line::id).doesNotHaveDuplicates();
  }

  /** A channel may have a line for each piece. */
  private static Map<String, Long> unitsByListing(RemoteOrder order) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (Line line : order.lines()) {
      units.merge(line.listing() + " " + line.sku(), line.quantity(), Long::sum);
    }
    return units;
  }

  @Test
  @DisplayName("names the listing that a line was sold from, by its id, an alias or its SKU")
  void namesListings() throws InterruptedException {
    Listing listing = rig().list(3, 7).get(1);
    RemoteListing known = rig().listing(listing);
    rig().shop.sell(listing.id(), 1);

    Line line = only(rig().orders(Instant.EPOCH)).lines().getFirst();

    if (line.listing() != null) {
      assertThat(line.listing())
          .satisfiesAnyOf(
              it -> assertThat(it).isEqualTo(known.ref().externalId()),
              it -> assertThat(known.aliases()).contains(it));
    } else {
      assertThat(line.sku()).isEqualTo(known.ref().sku());
    }
  }

  @Test
  @DisplayName("shows cancelled units as cancelled")
  void showsCancelled() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 3).orElseThrow();
    rig().shop.cancel(order.id());

    RemoteOrder shown = only(rig().orders(Instant.EPOCH));

    assertThat(units(shown, Line::shipped)).isZero();
    assertThat(isOver(shown)).as("%s", shown).isTrue();
  }

  /** By its counts, or by a status that releases what is open. */
  private boolean isOver(RemoteOrder order) {
    return units(order, Line::cancelled) == units(order, Line::quantity)
        || rig().kind.effect(order.status()).equals(Optional.of(Effect.RELEASE));
  }

  @Test
  @DisplayName("shows shipped units as shipped, and goes on to when they are paid back")
  void showsShipped() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 3).orElseThrow();
    rig().shop.ship(order.id());

    assertShipped();
    rig().shop.refund(order.id(), order.lines().getFirst().number(), 3);
    assertShipped();
  }

  private void assertShipped() throws InterruptedException {
    RemoteOrder shown = only(rig().orders(Instant.EPOCH));
    assertThat(units(shown, Line::quantity)).isEqualTo(3);
    assertThat(units(shown, Line::shipped)).isEqualTo(3);
    assertThat(units(shown, Line::cancelled)).isZero();
  }

  @Test
  @DisplayName("shows all units that came back or says nothing of it, and no refund as a return")
  void showsReturned() throws InterruptedException {
    Order order = paidBack();
    assertThat(units(only(rig().orders(Instant.EPOCH)), Line::returned)).isZero();

    rig().shop.takeBack(order.id(), order.lines().getFirst().number(), 2);

    assertThat(units(only(rig().orders(Instant.EPOCH)), Line::returned)).isIn(0L, 2L);
  }

  @Test
  @DisplayName("lists units that came back, each by a line of its order, where it has such a list")
  void listsReturned() throws InterruptedException {
    if (!(rig().connector instanceof ReportsReturns)
        || !(rig().connector instanceof ReadsOrder reads)) {
      return;
    }
    Order order = paidBack();
    assertThat(rig().returns(Instant.EPOCH)).isEmpty();
    Instant since = rig().clock.instant();
    rig().clock.advance(Duration.ofMinutes(1));

    rig().shop.takeBack(order.id(), order.lines().getFirst().number(), 2);

    List<RemoteReturn> listed = rig().returns(since);
    assertThat(listed).extracting(RemoteReturn::id).doesNotHaveDuplicates();
    assertThat(listed.stream().mapToLong(RemoteReturn::units).sum()).isEqualTo(2);
    for (RemoteReturn one : listed) {
      RemoteOrder its = rig().patiently(() -> reads.order(one.order())).orElseThrow();
      assertThat(its.externalId()).isEqualTo(order.id());
      assertThat(one.linesOf(its)).isNotEmpty();
    }
  }

  /** An order of three units that were shipped, and paid for back. */
  private Order paidBack() {
    Order order = rig().shop.sell(rig().list(1, 7).getFirst().id(), 3).orElseThrow();
    rig().shop.ship(order.id());
    return rig().shop.refund(order.id(), order.lines().getFirst().number(), 3);
  }

  @Test
  @DisplayName("shows orders that changed at the time asked for or later")
  void showsChanged() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order first = rig().shop.sell(listing.id(), 1).orElseThrow();
    rig().clock.advance(Duration.ofHours(1));
    Instant since = rig().clock.instant();
    Order second = rig().shop.sell(listing.id(), 1).orElseThrow();
    rig().clock.advance(Duration.ofHours(1));
    Order third = rig().shop.sell(listing.id(), 1).orElseThrow();

    assertThat(rig().orders(since))
        .extracting(RemoteOrder::externalId)
        .contains(second.id(), third.id());
    assertThat(rig().orders(Instant.EPOCH))
        .extracting(RemoteOrder::externalId)
        .contains(first.id(), second.id(), third.id());
  }

  @Test
  @DisplayName("shows an old order again once it is cancelled")
  void showsOldOrders() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 1).orElseThrow();
    rig().clock.advance(Duration.ofHours(1));
    Instant since = rig().clock.instant();
    rig().clock.advance(Duration.ofHours(1));
    rig().shop.cancel(order.id());

    assertThat(rig().orders(since)).extracting(RemoteOrder::externalId).contains(order.id());
  }

  @Test
  @DisplayName("shows an old order again once it is shipped, or says that it does not")
  void showsAllChanges() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 1).orElseThrow();
    rig().clock.advance(Duration.ofHours(1));
    Instant since = rig().clock.instant();
    rig().clock.advance(Duration.ofHours(1));
    rig().shop.ship(order.id());

    if (rig().kind.supports(Behavior.TELLS_ALL_CHANGES)) {
      assertThat(rig().orders(since)).extracting(RemoteOrder::externalId).contains(order.id());
    } else {
      assertThat(rig().connector).isInstanceOf(ReadsOrder.class);
    }
  }

  @Test
  @DisplayName("shows one order as it shows it among all")
  void showsOne() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    rig().shop.sell(listing.id(), 1);
    RemoteOrder shown = only(rig().orders(Instant.EPOCH));

    if (rig().connector instanceof ReadsOrder reads) {
      assertThat(rig().patiently(() -> reads.order(shown.externalId()))).contains(shown);
    }
  }

  @Test
  @DisplayName("knows that an order is not there")
  void missesOne() throws InterruptedException {
    if (rig().connector instanceof ReadsOrder reads) {
      assertThat(rig().patiently(() -> reads.order("404404"))).isEmpty();
    }
  }

  @Test
  @DisplayName("hands on a status that nobody knows, and guesses nothing from it")
  void guessesNothing() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    rig().shop.sell(listing.id(), 2);
    rig().account.faults().rate(Fault.UNKNOWN_STATUS, 1);

    RemoteOrder shown = only(rig().orders(Instant.EPOCH));

    assertThat(rig().kind.effect(shown.status())).isEmpty();
    assertThat(units(shown, Line::cancelled)).isZero();
    assertThat(units(shown, Line::shipped)).isZero();
  }

  private static long units(RemoteOrder order, ToLongFunction<Line> count) {
    return order.lines().stream().mapToLong(count).sum();
  }

  /** The one that there is; as it is shown last where it is shown again, which is what counts. */
  private static RemoteOrder only(List<RemoteOrder> orders) {
    assertThat(orders.stream().map(RemoteOrder::externalId).distinct()).hasSize(1);
    return orders.getLast();
  }
}
