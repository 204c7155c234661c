package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.magento.Magento;
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

  /** An account is worked every second, and a seller may have hundreds. */
  @Test
  void asksTheDatabaseOnceWhereThereIsNothingToDo() throws InterruptedException {
    rig.dieAfter(2, false);
    assertThat(rig.step("bm-fr")).isFalse();
    rig.surviveOn();
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();

    assertThat(shown())
        .as("the worker is the same, and not one without a lease")
        .containsExactly(6, 6);
  }

  @Test
  void doesNotCountTheTimeInWhichThereWasNothingToDo() throws InterruptedException {
    rig.shop.pass(Duration.ofSeconds(30));
    rig.run();
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
    assertThat(rig.drain("bm-fr", 10))
        .as("no time passed while listings were told, so at which pace they are is not known")
        .isNull();
  }

  /** However long it was away: how long a channel remembers a push plays no part. */
  @Test
  void readsBackWhatAPushDidBeforeItSendsAnotherADayLater() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(20));
    rig.run();
    france.faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    while (france.faults().fired(Fault.REPLY_LOST) == 0) {
      rig.step("bm-fr");
    }
    long pushes = pushed(france);
    rig.replaceWorker();
    rig.shop.pass(Duration.ofHours(25));
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
    assertThat(pushed(france)).as("it had arrived").isEqualTo(pushes);
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

  /** As some modules of Magento do: its listing falls with the order, and counts none as open. */
  @Test
  void goesByWhenTheAccountTakesItsSalesOff() throws InterruptedException {
    Account atShipment = magento("m-ship", Magento.withToken("secret"), "shipment", "sources");
    Account single =
        magento("m-single", Magento.withToken("secret").withoutSources(), "shipment", "single");
    Listing inSources = atShipment.shop().list(Item.of("PHONE"), 10);
    Listing inSingle = single.shop().list(Item.of("PHONE"), 10);
    rig.run();
    sell(atShipment, inSources, 2);
    sell(single, inSingle, 3);
    poll();

    assertThat(rig.account("m-ship").semantics().takesOff()).isEqualTo(TakesOff.AT_SHIPMENT);
    assertThat(rig.account("m-single").semantics().takesOff()).isEqualTo(TakesOff.AT_ORDER);
    assertThat(desired("m-ship")).as("5 are left, and 2 of its own are open").isEqualTo(7);
    assertThat(desired("m-single")).isEqualTo(5);
    assertThat(shown()).containsExactly(5, 5);
  }

  @Test
  void readsListingsAnewWhereASettingChangesWhenSalesAreTakenOff() throws InterruptedException {
    magento("m", Magento.withToken("secret"), "shipment", "sources");
    rig.run();
    assertThat(rig.account("m").reading().dueAt()).isNull();

    rig.setUp("m", "magento", Map.of("access_token", "secret", "takes_off", "order"));
    assertThat(rig.account("m").semantics().takesOff()).isEqualTo(TakesOff.AT_ORDER);
    assertThat(rig.account("m").reading().dueAt()).isNotNull();
  }

  private Account magento(String code, Marketplace marketplace, String takesOff, String stock) {
    return rig.connect(
        code,
        marketplace,
        "magento",
        Map.of("access_token", "secret", "takes_off", takesOff, "stock", stock));
  }

  private long desired(String code) {
    return rig.listing(code, "PHONE").desired().quantity();
  }

  @Test
  void startsAgainAfterACrashInTheMiddleOfAPush() throws InterruptedException {
    dieAmidAPush();
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
  }

  /** The dead process's lease would last a minute. */
  @Test
  void startsAgainAtOnceWhereNobodyElseCanBeThere() throws InterruptedException {
    dieAmidAPush();
    rig.accounts.endLeases(rig.shop.seller());
    rig.run();
    rig.shop.pass(Duration.ofSeconds(15)); // what may still come late
    rig.run();

    assertThat(shown()).containsExactly(6, 6);
  }

  private void dieAmidAPush() {
    rig.record(Reason.DAMAGE, "PHONE", 4);
    var account = rig.account("bm-fr");
    rig.shop.pass(Duration.ofMinutes(2)); // the lease of the worker before ends
    var lease =
        rig.accounts
            .lease(rig.shop.seller(), account.channel(), "test", Duration.ofMinutes(1))
            .orElseThrow();
    assertThat(
            rig.listings.take(
                rig.shop.seller(), account.channel(), lease, 10, rig.shop.clock().instant()))
        .hasSize(1);
    // the worker dies here: the number may have left or not
  }

  @Test
  void asksForOrdersBeforeItRaisesANumber() throws InterruptedException {
    rig.shop.pass(Duration.ofSeconds(30));
    france.shop().sell(inFrance.id(), 2).orElseThrow();
    rig.shop.pass(Duration.ofSeconds(10));
    rig.record(Reason.PURCHASE, "PHONE", 5);
    rig.run();

    assertThat(shown()).containsExactly(13, 13);
    assertThat(france.shop().journal())
        .as("what was sold is never on sale again")
        .noneSatisfy(entry -> assertThat(entry.after().quantity()).isEqualTo(15));
  }

  @Test
  void takesASaleThatItDidNotHearOfYetForNoEdit() throws InterruptedException {
    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    rig.shop.pass(Duration.ofMinutes(59).plusSeconds(50));
    rig.run(); // orders are polled, listings not yet read
    france.shop().sell(inFrance.id(), 2).orElseThrow();
    rig.shop.pass(Duration.ofSeconds(15));
    rig.run();

    assertThat(shown()).containsExactly(8, 8);
    assertThat(history("bm-fr"))
        .extracting(ListingChange::type)
        .doesNotContain(ChangeType.RECONCILIATION);
  }

  @Test
  void seesThatAnOrderItNeverSawOpenWasCancelled() throws InterruptedException {
    Order order = sell(france, inFrance, 2);
    rig.shop.pass(Duration.ofSeconds(5));
    france.shop().cancel(order.id());
    poll();

    assertThat(shown()).containsExactly(10, 10);
    assertThat(rig.listing("bm-fr", "PHONE").shown().quantity()).isEqualTo(10);
  }

  @Test
  void waitsBeforeItSendsAnotherNumberThanTheOneThatMayComeLate() throws InterruptedException {
    long before = france.calls().of(Purpose.PUSH);
    france.faults().next(Fault.HTML_ERROR, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    rig.record(Reason.DAMAGE, "PHONE", 1);
    rig.run();
    assertThat(france.calls().of(Purpose.PUSH)).isEqualTo(before + 1);

    rig.shop.pass(Duration.ofSeconds(11));
    rig.run();
    assertThat(shown()).containsExactly(5, 5);
  }

  @Test
  void saysThatAListingIsGoneUntilSomebodyUnmatchesIt() throws InterruptedException {
    france.shop().delete(inFrance.id());
    for (int i = 0; i < 4; i++) {
      rig.shop.pass(Duration.ofHours(1));
      rig.run();
    }
    assertThat(openAlerts()).contains("listing.missing");

    rig.listings.match(
        rig.shop.seller(),
        rig.listing("bm-fr", "PHONE").id(),
        null,
        1,
        new dev.onhand.engine.catalogue.Edit("tester", rig.shop.clock().instant(), null));
    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    assertThat(openAlerts()).doesNotContain("listing.missing");
  }

  @Test
  void saysThatAChannelRefusesANumberUntilItDoesNot() throws InterruptedException {
    france.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    rig.record(Reason.DAMAGE, "PHONE", 4);
    rig.run();
    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    assertThat(openAlerts()).contains("listing.refused");

    rig.record(Reason.DAMAGE, "PHONE", 1);
    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    assertThat(shown()).containsExactly(5, 5);
    assertThat(openAlerts()).doesNotContain("listing.refused");
  }

  @Test
  void closesItsAlertWhenAPersonHasGivenItANewToken() throws InterruptedException {
    france.faults().next(Fault.TOKEN_EXPIRED, 1);
    poll();
    rig.accounts.setState(
        rig.shop.seller(),
        rig.account("bm-fr").channel(),
        dev.onhand.engine.channels.Account.State.ACTIVE,
        null,
        rig.shop.clock().instant());
    poll();

    assertThat(openAlerts()).doesNotContain("channel.stopped");
  }

  private List<String> openAlerts() {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows().stream()
        .map(alert -> alert.kind())
        .toList();
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
