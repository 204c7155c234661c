package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people want of a listing at once: that it is read, or told again. */
class ListingWishesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;
  private Account market;
  private Listing there;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 10);
    market =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    there = market.shop().list(Item.of("PHONE"), 3);
    rig.run();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void readsOneListingAndKeepsItsNumberNameAndState() throws InterruptedException {
    long readBefore = market.calls().of(Purpose.LISTING_READ);
    long id = ours().id();
    market.shop().rename(there.id(), "PHONE-NEW");
    market.shop().pause(there.id());
    refresh();

    var now = rig.listings.find(rig.shop.seller(), id).orElseThrow();
    assertThat(now.remote().ref().sku()).isEqualTo("PHONE-NEW");
    assertThat(now.remote().grade()).isEqualTo("GOOD");
    assertThat(now.remote().state()).isEqualTo(RemoteListing.State.PAUSED);
    assertThat(now.observed().quantity()).isEqualTo(10);
    assertThat(now.refreshAskedAt()).isNull();
    assertThat(market.calls().of(Purpose.LISTING_READ)).isEqualTo(readBefore + 1);
  }

  /** Names of the rig's products are "Name of" their SKUs. */
  @Test
  void namesProductsThatAListingOfNoneMayBeOf() throws InterruptedException {
    for (String sku : List.of("MUG", "MUG-1", "MUG-1-BLUE-L", "MUG-1-BLUE-S", "CUP")) {
      rig.stock(sku, 1);
    }
    assertThat(suggested(Item.of("mug-1-blue")))
        .containsExactly("MUG-1 SKU_AND_MORE", "MUG SKU_AND_MORE", "MUG-1-BLUE-L SKU_BEGINS");
    assertThat(suggested(Item.of("cup"))).containsExactly("CUP SKU");
    assertThat(suggested(new Item("X-9", "", "Name of CUP in white", "GOOD", "1.00")))
        .containsExactly("CUP NAME");
    assertThat(suggested(new Item("X-8", "", "Name of M", "GOOD", "1.00")))
        .containsExactly("MUG NAME", "MUG-1 NAME", "MUG-1-BLUE-L NAME");
    assertThat(suggested(Item.of("Y-7"))).isEmpty();
    assertThat(suggested("PHONE")).as("it is of one").isEmpty();
  }

  private List<String> suggested(Item item) throws InterruptedException {
    Listing listed = market.shop().list(item, 0);
    rig.shop.pass(Duration.ofSeconds(1));
    rig.accounts.want(
        rig.shop.seller(), rig.account("bm").channel(), null, rig.shop.clock().instant());
    rig.run();
    return suggested(listed.sku());
  }

  private List<String> suggested(String sku) {
    var listing = rig.listing("bm", sku);
    return rig
        .listings
        .suggest(rig.shop.seller(), List.of(listing))
        .getOrDefault(listing.id(), List.of())
        .stream()
        .map(one -> one.sku() + " " + one.why())
        .toList();
  }

  @Test
  void findsAnEditWithoutAFullRead() throws InterruptedException {
    refresh(); // sees what it set
    rig.shop.pass(Duration.ofMinutes(1));
    market.shop().edit(there.id(), 99);
    refresh();

    assertThat(history().stream().map(ListingChange::notes)).contains("edited_on_channel");
    assertThat(market.shop().find(there.id()).orElseThrow().quantity()).isEqualTo(10);
  }

  @Test
  void takesASaleThatItDidNotHearOfYetForNoEdit() throws InterruptedException {
    refresh();
    rig.shop.pass(Duration.ofSeconds(20));
    market.shop().sell(there.id(), 2).orElseThrow();
    rig.shop.pass(Duration.ofSeconds(10));
    refresh();

    assertThat(history().stream().map(ListingChange::type))
        .doesNotContain(ChangeType.RECONCILIATION);
    assertThat(ours().shown().quantity()).isEqualTo(8);
  }

  @Test
  void waitsForTheChannelsLimitsAndPushesMeanwhile() throws InterruptedException {
    market.faults().next(Fault.THROTTLED, Purpose.LISTING_READ, 1);
    refresh();
    assertThat(market.faults().fired(Fault.THROTTLED)).isOne();
    assertThat(ours().refreshAskedAt()).isNotNull();

    rig.shop.pass(Duration.ofSeconds(11));
    rig.run();
    assertThat(ours().refreshAskedAt()).isNull();
  }

  @Test
  void seesThatAListingIsGone() throws InterruptedException {
    market.shop().delete(there.id());
    refresh();

    assertThat(ours().remote().state()).isEqualTo(RemoteListing.State.ENDED);
    assertThat(ours().refreshAskedAt()).isNull();
  }

  @Test
  void isReadAlsoWhileItsChannelIsPaused() throws InterruptedException {
    pause();
    market.shop().edit(there.id(), 99);
    refresh();

    assertThat(ours().observed().quantity()).isEqualTo(99);
    assertThat(market.shop().find(there.id()).orElseThrow().quantity()).isEqualTo(99);
  }

  @Test
  void tellsAListingAgainThoughItShowsItAlready() throws InterruptedException {
    long before = market.calls().of(Purpose.PUSH);
    assertThat(again()).isOne();
    rig.run();

    assertThat(market.calls().of(Purpose.PUSH)).isEqualTo(before + 1);
    assertThat(ours().shown().quantity()).isEqualTo(10);
    assertThat(history())
        .anySatisfy(
            change -> {
              assertThat(change.type()).isEqualTo(ChangeType.MANUAL);
              assertThat(change.actor()).isEqualTo("tester");
            });
  }

  @Test
  void tellsAListingAgainThatTheChannelRefused() throws InterruptedException {
    market.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    assertThat(ours().trouble().refused()).isNotNull();

    again();
    rig.run();
    assertThat(market.shop().find(there.id()).orElseThrow().quantity()).isEqualTo(6);
  }

  @Test
  void endsTheRestOfAListingAfterAFailure() throws InterruptedException {
    market.faults().next(Fault.UNAVAILABLE, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    assertThat(ours().trouble().retryAt()).isNotNull();
    var account = rig.account("bm");

    assertThat(rig.wishes.pushDue(rig.shop.seller(), account.channel(), rig.shop.clock().instant()))
        .isOne();
    assertThat(ours().trouble().retryAt()).isNull();
  }

  private void refresh() throws InterruptedException {
    rig.wishes.refresh(rig.shop.seller(), List.of(ours().id()), rig.shop.clock().instant());
    rig.run();
  }

  private long again() {
    Edit edit = new Edit("tester", rig.shop.clock().instant(), null);
    return rig.wishes.pushAgain(
        rig.shop.seller(), rig.account("bm").channel(), List.of(ours().id()), edit);
  }

  private void pause() {
    rig.accounts.setState(
        rig.shop.seller(),
        rig.account("bm").channel(),
        dev.onhand.engine.channels.Account.State.PAUSED,
        null,
        rig.shop.clock().instant());
  }

  private dev.onhand.engine.channels.Listing ours() {
    return rig.listings
        .list(
            rig.shop.seller(),
            new dev.onhand.engine.channels.ListingFilter("bm", null, null),
            PageRequest.first(1))
        .rows()
        .getFirst();
  }

  private List<ListingChange> history() {
    return rig.listings.history(rig.shop.seller(), ours().id(), PageRequest.first(50)).rows();
  }
}
