package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Listings as they are read, and what sales do to them. */
abstract class ListingRules extends Rules {

  ListingRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName(
      "shows each listing with its quantity and that it can be bought, and its title or none")
  void shows() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();

    RemoteListing shown = rig().listing(listing);

    assertThat(shown.ref().externalId()).isNotBlank();
    assertThat(shown.title()).isIn("", listing.item().title());
    assertThat(shown.quantity()).isEqualTo(7);
    assertThat(shown.state()).isEqualTo(RemoteListing.State.ACTIVE);
  }

  @Test
  @DisplayName("shows one listing as it shows it among all")
  void showsOne() throws InterruptedException {
    Listing listing = rig().list(3, 7).get(1);
    RemoteListing shown = rig().listing(listing);

    if (rig().connector instanceof ReadsListing reads) {
      assertThat(rig().patiently(() -> reads.listing(shown.ref()))).contains(shown);
    }
  }

  @Test
  @DisplayName(
      "shows several listings as it shows them among all, and leaves out what is not there")
  void showsSeveral() throws InterruptedException {
    List<Listing> listed = rig().list(3, 7);
    List<RemoteListing> shown = new ArrayList<>();
    for (Listing listing : listed) {
      shown.add(rig().listing(listing));
    }
    rig().shop.delete(listed.get(1).id());

    if (rig().connector instanceof ReadsListings reads) {
      List<ListingRef> refs = shown.stream().map(RemoteListing::ref).toList();
      assertThat(rig().patiently(() -> reads.listings(refs)))
          .containsExactlyInAnyOrder(shown.getFirst(), shown.getLast());
    }
  }

  @Test
  @DisplayName("knows that a listing is not there")
  void missesOne() throws InterruptedException {
    Listing listing = rig().list(2, 7).getFirst();
    ListingRef ref = rig().listing(listing).ref();
    rig().shop.delete(listing.id());

    if (rig().connector instanceof ReadsListing reads) {
      assertThat(rig().patiently(() -> reads.listing(ref))).isEmpty();
    }
  }

  @Test
  @DisplayName("takes units off when the descriptor says: at the order, its payment or its parcel")
  void takesOff() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    TakesOff when = rig().semantics.takesOff();

    Order order = rig().shop.place(List.of(new Wanted(listing.id(), 2))).orElseThrow();
    assertQuantity(listing, when == TakesOff.AT_ORDER ? 5 : 7);
    rig().shop.pay(order.id());
    assertQuantity(listing, when == TakesOff.AT_ORDER || when == TakesOff.AT_PAYMENT ? 5 : 7);
    rig().shop.ship(order.id());
    assertQuantity(listing, when == TakesOff.NEVER ? 7 : 5);
  }

  @Test
  @DisplayName("puts units of a cancelled order back if the descriptor says so")
  void putsBack() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 2).orElseThrow();
    Optional<Long> before = Optional.ofNullable(rig().listing(listing).quantity());

    rig().shop.cancel(order.id());

    switch (rig().semantics.putsBack()) {
      case PutsBack.YES -> assertQuantity(listing, 7);
      case PutsBack.NO -> assertQuantity(listing, before.orElseThrow());
      case PutsBack.UNKNOWN -> assertThat(rig().listing(listing).quantity()).isBetween(5L, 7L);
    }
  }

  private void assertQuantity(Listing listing, long quantity) throws InterruptedException {
    assertThat(rig().listing(listing).quantity()).isEqualTo(quantity);
  }
}
