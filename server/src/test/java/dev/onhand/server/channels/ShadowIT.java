package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Shadow.Kind;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.channels.ShadowReport;
import dev.onhand.engine.channels.ShadowReport.Count;
import dev.onhand.engine.channels.Shadows;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.channels.JdbcShadows;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One channel is told by Onhand; the other by a tool that copies its number once an hour. */
class ShadowIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Map<String, String> SETTINGS =
      Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example");

  private ChannelRig rig;
  private Account ours;
  private Account theirs;
  private Listing here;
  private Listing there;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 2);
    ours = rig.connect("ours", BackMarket.withToken("secret"), "backmarket", SETTINGS);
    here = ours.shop().list(Item.of("PHONE"), 2);
    rig.run();
    theirs = rig.sandbox.open("theirs", BackMarket.withToken("secret"));
    there = theirs.shop().list(Item.of("PHONE"), 2);
    rig.join("theirs", theirs, "backmarket", SETTINGS);
    rig.shadowing.begin(rig.account("theirs"));
    rig.run();
    pass(Duration.ofMinutes(2));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void saysWhichOversellsItWouldHaveAvoided() throws InterruptedException {
    sell(ours, here, 2);
    pass(Duration.ofMinutes(2));
    sell(theirs, there, 1); // sooner than anybody could tell it
    pass(Duration.ofMinutes(2));
    assertThat(report().sales(Kind.OVERSOLD)).isEqualTo(new Count(1, 1, 1));

    sell(theirs, there, 1); // the other tool shows one still
    pass(Duration.ofMinutes(2));
    ShadowReport report = report();
    assertThat(report.sales(Kind.AVOIDED)).isEqualTo(new Count(1, 1, 1));
    assertThat(report.sales(Kind.SOLD)).isEqualTo(new Count(0, 0, 0));
    assertThat(report.newestSales()).hasSize(2);
    assertThat(report.newestSales().getFirst().what().shown()).isZero();
    assertThat(report.newestSales().getFirst().sku()).isEqualTo("PHONE");
    assertThat(report.newestPushes().getFirst().what().to()).isZero();
  }

  /** What is left says the same of the time that is kept. */
  @Test
  void forgetsWhatIsOldButForTheNumberThatHoldsSince() throws InterruptedException {
    sell(ours, here, 2);
    pass(Duration.ofMinutes(2));
    sell(theirs, there, 1);
    pass(Duration.ofMinutes(2));
    Instant later = rig.shop.clock().instant();
    sell(theirs, there, 1);
    pass(Duration.ofMinutes(2));
    Shadows shadows = new JdbcShadows(rig.shop.transactions());
    ShadowReport before = report();

    assertThat(shadows.forgetBefore(rig.shop.seller(), later)).isPositive();
    assertThat(shadows.forgetBefore(rig.shop.seller(), later)).isZero();
    assertThat(report().sales(Kind.AVOIDED))
        .isEqualTo(before.sales(Kind.AVOIDED))
        .isEqualTo(new Count(1, 1, 1));
  }

  @Test
  void tellsTheChannelNothingAndTakesWhatItShowsForNoDifference() throws InterruptedException {
    rig.record(Reason.PURCHASE, "PHONE", 5);
    pass(Duration.ofMinutes(2));
    theirs.shop().edit(there.id(), 6);
    pass(Duration.ofHours(1));
    theirs.shop().edit(there.id(), 7);
    pass(Duration.ofHours(1));

    assertThat(theirs.calls().of(Purpose.PUSH)).isZero();
    assertThat(shown()).isEqualTo(7);
    assertThat(rig.listing("theirs", "PHONE").shown().quantity()).isEqualTo(7);
    assertThat(rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows())
        .extracting(Alert::kind)
        .isEmpty();
    assertThat(report().pushes()).isEqualTo(1);
  }

  @Test
  void knowsWhatWouldHaveBeenSoldAsWell() throws InterruptedException {
    sell(theirs, there, 1);
    pass(Duration.ofMinutes(2));

    assertThat(report().sales(Kind.SOLD)).isEqualTo(new Count(1, 1, 0));
    assertThat(report().pushes()).as("the channel takes it off by itself").isZero();
  }

  @Test
  void switchesOverAndBack() throws InterruptedException {
    rig.record(Reason.PURCHASE, "PHONE", 5);
    pass(Duration.ofMinutes(2));
    assertThat(shown()).isEqualTo(2);

    rig.shadowing.end(rig.account("theirs"));
    pass(Duration.ofMinutes(2));
    assertThat(shown()).isEqualTo(7);
    assertThat(rig.account("theirs").shadow().isOn()).isFalse();
    assertThat(report().pushes()).as("is kept").isEqualTo(1);

    rig.shadowing.begin(rig.account("theirs"));
    rig.record(Reason.PURCHASE, "PHONE", 1);
    pass(Duration.ofMinutes(2));
    assertThat(shown()).isEqualTo(7);
    assertThat(report().pushes()).as("it began anew").isEqualTo(1);
    assertThat(report().newestPushes().getFirst().what().to()).isEqualTo(8);
  }

  private ShadowReport report() {
    return rig.shadowing.compare(rig.account("theirs"), ShadowReport.LAG_DEFAULT);
  }

  private int shown() {
    return theirs.shop().find(there.id()).orElseThrow().quantity();
  }

  private void sell(Account account, Listing listing, int units) {
    account.shop().sell(listing.id(), units).orElseThrow();
  }

  private void pass(Duration time) throws InterruptedException {
    rig.shop.pass(time);
    rig.run();
    rig.tellListings("PHONE");
    rig.run();
  }
}
