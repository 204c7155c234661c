package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Map<String, String> SETTINGS =
      Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example");

  private ChannelRig rig;
  private Account france;
  private Account america;
  private Listing inFrance;
  private Listing inAmerica;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 10);
    france = rig.connect("bm-fr", BackMarket.withToken("secret"), "backmarket", SETTINGS);
    america = rig.connect("bm-us", BackMarket.withToken("secret"), "backmarket", SETTINGS);
    inFrance = france.shop().list(Item.of("PHONE"), 3);
    inAmerica = america.shop().list(Item.of("PHONE"), 0);
    rig.run();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void tellsEachListingWhatThereIs() {
    assertThat(shown()).containsExactly(10, 10);
  }

  @Test
  void tellsThemWhenStockChanges() throws InterruptedException {
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
  }

  @Test
  void takesASaleOffTheOtherListingAndLeavesItsOwnAlone() throws InterruptedException {
    long pushesBefore = france.calls().of(Purpose.PUSH);
    sell(france, inFrance, 2);
    poll();

    assertThat(shown()).containsExactly(8, 8);
    assertThat(france.calls().of(Purpose.PUSH)).isEqualTo(pushesBefore);
    assertThat(history("bm-fr").getFirst())
        .satisfies(
            change -> {
              assertThat(change.type()).isEqualTo(ChangeType.ORDER_CREATED);
              assertThat(change.before()).isEqualTo(10);
              assertThat(change.after()).isEqualTo(8);
            });
  }

  @Test
  void setsWhatAnOrderThatWasCancelledLeavesOpen() throws InterruptedException {
    Order order = sell(france, inFrance, 2);
    poll();
    france.shop().cancel(order.id());
    poll();

    assertThat(shown()).containsExactly(10, 10);
  }

  @Test
  void findsOutWhatBecameOfAPushWhoseAnswerWasLost() throws InterruptedException {
    france.faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();

    assertThat(france.faults().fired(Fault.REPLY_LOST)).isOne();
    assertThat(shown()).containsExactly(6, 6);
    assertThat(pushed(france)).as("it was read back, not sent again").isEqualTo(2);
  }

  @Test
  void comesAgainAfterTheChannelTurnedItAway() throws InterruptedException {
    france.faults().next(Fault.THROTTLED, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    assertThat(shown()).containsExactly(10, 6);

    rig.shop.pass(Duration.ofSeconds(11));
    rig.run();
    assertThat(shown()).containsExactly(6, 6);
  }

  @Test
  void findsAnEditAndSetsItRight() throws InterruptedException {
    rig.shop.pass(Duration.ofHours(1));
    rig.run(); // sees what it set
    france.shop().edit(inFrance.id(), 99);
    rig.shop.pass(Duration.ofHours(1));
    rig.run();

    assertThat(shown()).containsExactly(10, 10);
    assertThat(history("bm-fr"))
        .extracting(ListingChange::type, ListingChange::after, ListingChange::notes)
        .contains(
            org.assertj.core.api.Assertions.tuple(
                ChangeType.RECONCILIATION, 99L, "edited_on_channel"));
  }

  @Test
  void pushesNothingWhereNothingChanged() throws InterruptedException {
    long before = pushed(france) + pushed(america);
    for (int i = 0; i < 10; i++) {
      rig.shop.pass(Duration.ofMinutes(30));
      rig.run();
    }

    assertThat(pushed(france) + pushed(america)).isEqualTo(before);
  }

  @Test
  void stopsAndSaysSoWhenTheTokenIsRefused() throws InterruptedException {
    france.faults().next(Fault.TOKEN_EXPIRED, 1);
    poll();

    assertThat(rig.account("bm-fr").state())
        .isEqualTo(dev.onhand.engine.channels.Account.State.STOPPED);
    assertThat(rig.alerts.list(rig.shop.seller(), true, PageRequest.first(9)).rows())
        .anySatisfy(alert -> assertThat(alert.kind()).isEqualTo("channel.stopped"));
  }

  @Test
  void startsAgainAfterACrashInTheMiddleOfAPush() throws InterruptedException {
    rig.record(Reason.DAMAGE, "PHONE", 4);
    var account = rig.account("bm-fr");
    var lease =
        rig.accounts
            .lease(
                rig.shop.seller(),
                account.channel(),
                "test",
                rig.shop.clock().instant(),
                Duration.ofMinutes(1))
            .orElseThrow();
    assertThat(
            rig.listings.take(
                rig.shop.seller(), account.channel(), lease, 10, rig.shop.clock().instant()))
        .hasSize(1);
    // the worker dies here: the number may have left or not
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
  }

  private Order sell(Account account, Listing listing, int units) {
    rig.shop.pass(Duration.ofSeconds(5));
    return account.shop().sell(listing.id(), units).orElseThrow();
  }

  private void poll() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    rig.tellListings("PHONE");
    rig.run();
  }

  private List<Integer> shown() {
    return List.of(
        france.shop().find(inFrance.id()).orElseThrow().quantity(),
        america.shop().find(inAmerica.id()).orElseThrow().quantity());
  }

  private static long pushed(Account account) {
    return account.calls().of(Purpose.PUSH);
  }

  private List<ListingChange> history(String code) {
    return rig.listings
        .history(rig.shop.seller(), rig.listing(code, "PHONE").id(), PageRequest.first(50))
        .rows();
  }
}
