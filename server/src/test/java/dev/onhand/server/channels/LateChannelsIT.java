package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.letzshop.Letzshop;
import dev.onhand.sandbox.manomano.ManoMano;
import dev.onhand.sandbox.mirakl.Mirakl;
import dev.onhand.sandbox.ownshop.OwnShop;
import dev.onhand.sandbox.refurbed.Refurbed;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.channels.JdbcOpenOrders;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels that do minutes later what they took in, or of which nobody says what a sale does. */
class LateChannelsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration STEP = Duration.ofMinutes(3);

  /** A channel of the sandbox and how it is reached; BASE stands for where it is. */
  record Kind(String name, String type, Marketplace marketplace, Map<String, String> settings) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ChannelRig rig;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 10);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void showWhatThereIsAfterSalesCancellationsAndParcels(Kind kind) throws InterruptedException {
    Account account = connect(kind);
    Listing listing = account.shop().list(Item.of("PHONE"), 3);
    pass(HOUR);
    assertThat(shown(account, listing)).as("told").isEqualTo(10);

    Order kept = account.shop().sell(listing.id(), 2).orElseThrow();
    Order cancelled = account.shop().sell(listing.id(), 3).orElseThrow();
    pass(HOUR);
    assertThat(shown(account, listing)).as("sold").isEqualTo(5);
    assertThat(orders()).hasSize(2);

    account.shop().cancel(cancelled.id());
    pass(HOUR);
    assertThat(shown(account, listing)).as("cancelled").isEqualTo(8);

    account.shop().ship(kept.id());
    rig.record(Reason.DAMAGE, "PHONE", 1);
    pass(HOUR);
    assertThat(shown(account, listing)).as("shipped, and one is damaged").isEqualTo(7);
    assertThat(orders()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void showWhatThereIsThoughAnswersAreLost(Kind kind) throws InterruptedException {
    Account account = connect(kind);
    Listing listing = account.shop().list(Item.of("PHONE"), 3);
    account.faults().rate(Fault.REPLY_LOST, Purpose.PUSH, 0.4);
    account.faults().rate(Fault.SERVER_ERROR, Purpose.PUSH, 0.3);
    account.faults().next(Fault.RESULT_LOST, Purpose.PUSH, 1);
    account.faults().rate(Fault.GATEWAY_TIMEOUT, Purpose.ORDER_POLL, 0.2);
    for (int i = 0; i < 6; i++) {
      account.shop().sell(listing.id(), 1);
      pass(Duration.ofMinutes(9));
    }
    account.faults().stop();
    pass(HOUR.multipliedBy(2));

    assertThat(account.faults().fired()).isNotEmpty();
    assertThat(shown(account, listing)).isEqualTo(10 - account.shop().unitsKept("PHONE"));
  }

  @Test
  void aPushTellsOfAsManyAsTheAccountTakesThoughItsKindTakesMore() throws InterruptedException {
    Account account =
        connect(
            new Kind(
                "a shop of one's own that takes three with a call",
                "http",
                OwnShop.withSecret("secret"),
                Map.of(
                    "secret", "secret",
                    "push_path", "/quantities",
                    "push_body", "{\"listings\":{items}}",
                    "push_item", "{\"id\":{external_id},\"quantity\":{quantity}}",
                    "push_answers", "/listings",
                    "push_max", "3")));
    for (int i = 0; i < 5; i++) {
      rig.stock("CASE-" + i, 10);
      account.shop().list(Item.of("CASE-" + i), 3);
    }
    pass(HOUR);

    assertThat(account.shop().listings()).extracting(Listing::quantity).containsOnly(10);
    assertThat(account.calls().of(Purpose.PUSH)).isEqualTo(2);
  }

  static Stream<Kind> kinds() {
    Map<String, String> octopia =
        Map.of(
            "client_id", "client",
            "client_secret", "secret",
            "seller_id", Cdiscount.SELLER,
            "address", "BASE/seller/v2",
            "login_address", "BASE");
    Map<String, String> manoMano =
        Map.of("api_key", "key", "contract", Long.toString(ManoMano.CONTRACT));
    Map<String, String> ebay =
        Map.of("client_id", "client", "client_secret", "secret", "refresh_token", "refresh");
    Map<String, String> letzshop =
        Map.of(
            "address", "BASE/graphql",
            "api_key", "key",
            "feed", "BASE/space",
            "feed_user", Letzshop.USER,
            "feed_password", Letzshop.PASSWORD,
            "quantity_column", "stock");
    return Stream.of(
        new Kind(
            "letzshop, whose feed has numbers",
            "letzshop",
            Letzshop.withKey("key").thatCountsIn("stock"),
            letzshop),
        new Kind("refurbed", "refurbed", Refurbed.withToken("token"), Map.of("token", "token")),
        new Kind(
            "refurbed that lowers its stock",
            "refurbed",
            Refurbed.withToken("token").thatLowersStock(),
            Map.of("token", "token", "lowers_stock", "true")),
        new Kind(
            "refurbed that lowers its stock, and nobody knows",
            "refurbed",
            Refurbed.withToken("token").thatLowersStock(),
            Map.of("token", "token")),
        new Kind("cdiscount", "cdiscount", Cdiscount.withClient("client", "secret"), octopia),
        new Kind("manomano", "manomano", ManoMano.withKey("key"), manoMano),
        new Kind("mirakl", "mirakl", Mirakl.withKey("secret"), Map.of("api_key", "secret")),
        new Kind(
            "a shop of one's own, and nobody knows that it lowers its quantities",
            "http",
            OwnShop.withSecret("secret").thatLowersQuantity(),
            Map.of("secret", "secret")),
        new Kind(
            "a shop of one's own without a call for one listing",
            "http",
            OwnShop.withSecret("secret"),
            Map.of("secret", "secret", "listing_path", "none")),
        new Kind("ebay", "ebay", Ebay.with("client", "secret", "refresh"), ebay),
        new Kind(
            "ebay that lowers its quantities and has old ones at its offers, and nobody knows",
            "ebay",
            Ebay.with("client", "secret", "refresh").thatLowersQuantity().withStaleOffers(1),
            ebay));
  }

  private Account connect(Kind kind) {
    return rig.connect("channel", kind.marketplace(), kind.type(), kind.settings());
  }

  private void pass(Duration time) throws InterruptedException {
    for (long minutes = time.toMinutes(); minutes > 0; minutes -= STEP.toMinutes()) {
      rig.shop.pass(STEP);
      rig.run();
    }
  }

  private static int shown(Account account, Listing listing) {
    return account.shop().find(listing.id()).orElseThrow().quantity();
  }

  private List<OpenOrders.Open> orders() {
    return new JdbcOpenOrders(rig.shop.transactions())
        .list(rig.shop.seller(), rig.account("channel").channel(), 0, 100);
  }
}
