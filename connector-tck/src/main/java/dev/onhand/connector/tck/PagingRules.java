package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of many pages. */
abstract class PagingRules extends Rules {

  /** Several pages of any channel. */
  private static final int LISTINGS = 520;

  private static final int ORDERS = 320;

  PagingRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @Tag(SLOW)
  @DisplayName("reads all listings, each once while they stand still")
  void readsAllListings() throws InterruptedException {
    List<Listing> listings = rig().list(LISTINGS, 1);

    List<RemoteListing> read = rig().listings();

    assertThat(read)
        .extracting(listing -> listing.ref().sku())
        .containsExactlyInAnyOrderElementsOf(listings.stream().map(Listing::sku).toList());
    assertThat(read).extracting(listing -> listing.ref().externalId()).doesNotHaveDuplicates();
  }

  @Test
  @Tag(SLOW)
  @DisplayName("comes to an end though listings move from page to page")
  void endsWhileListingsShift() throws InterruptedException {
    List<Listing> listings = rig().list(LISTINGS, 1);
    rig().account.faults().rate(Fault.SHIFTING_PAGES, Purpose.LISTING_READ, 1);

    assertThat(rig().listings().size()).isBetween(listings.size() / 2, listings.size() * 2);
  }

  @Test
  @DisplayName("finds no listings and no orders where there are none")
  void findsNothing() throws InterruptedException {
    assertThat(rig().listings()).isEmpty();
    assertThat(rig().orders(Instant.EPOCH)).isEmpty();
  }

  @Test
  @Tag(SLOW)
  @DisplayName("misses no order though orders change while they are read")
  void missesNoOrderThatShifts() throws InterruptedException {
    List<String> sold = sell();
    rig().clock.advance(Duration.ofMinutes(1));
    Instant start = rig().clock.instant();
    rig().account.faults().next(Fault.SHIFTING_PAGES, Purpose.ORDER_POLL, 3);

    assertThat(rig().orders(Instant.EPOCH))
        .extracting(RemoteOrder::externalId)
        .containsAll(
            sold.stream()
                .filter(id -> rig().shop.order(id).orElseThrow().updatedAt().isBefore(start))
                .toList());
  }

  private List<String> sell() {
    Listing listing = rig().list(1, ORDERS).getFirst();
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      rig().clock.advance(Duration.ofSeconds(1));
      sold.add(rig().shop.sell(listing.id(), 1).map(Order::id).orElseThrow());
    }
    return sold;
  }
}
