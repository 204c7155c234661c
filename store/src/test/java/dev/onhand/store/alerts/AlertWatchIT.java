package dev.onhand.store.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertWatchIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Watched watched;
  private ProductId tea;
  private LocationId berlin;

  @BeforeEach
  void open() {
    watched = new Watched(DATABASE);
    tea = watched.shop.product("TEA");
    berlin = watched.shop.location("berlin");
    watched.shop.location("hamburg");
  }

  @AfterEach
  void close() {
    watched.close();
  }

  private String low() {
    return "stock.low: product " + tea.value();
  }

  @Test
  void saysThatStockIsLowAcrossLocationsUntilThereIsClearlyMore() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 6, "berlin");
    watched.receive("TEA", 6, "hamburg");
    assertThat(watched.look()).isEmpty();
    watched.sell("TEA", 2, "berlin");
    assertThat(watched.look()).containsExactly(low());
    assertThat(watched.rows(true).getFirst().detail())
        .startsWith("10 units left of 'TEA', where 10 is low");
    assertThat(watched.rows(true)).extracting(Alert::about).containsExactly("TEA");
    watched.receive("TEA", 1, "berlin");
    assertThat(watched.look()).as("between 10 and 11 it stays").containsExactly(low());
    watched.receive("TEA", 1, "berlin");
    assertThat(watched.look()).isEmpty();
    assertThat(watched.rows(false))
        .singleElement()
        .matches(alert -> "system:alerts".equals(alert.closedBy()));
  }

  @Test
  void saysInWordsThatNothingIsLeftOrLess() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.rule(AlertKind.STOCK_LOW, null, berlin, 5L, Mode.TOLD);
    watched.shop.product(new ProductData(new Sku("NEW"), null, "To come", Tracking.TRACKED, -10L));
    watched.receive("TEA", 1, "berlin");
    watched.sell("TEA", 1, "berlin");
    watched.sell("NEW", 2, "berlin");
    watched.look();
    assertThat(watched.rows(true))
        .extracting(alert -> alert.detail().substring(0, alert.detail().indexOf(". ")))
        .containsExactlyInAnyOrder(
            "Nothing left of 'TEA', where 10 is low",
            "Nothing left of 'TEA' at 'berlin', where 5 is low there",
            "Nothing left of 'NEW', and 2 units sold beyond it, where 10 is low",
            "Nothing left of 'NEW' at 'berlin', and 2 units sold beyond it, where 5 is low there");
  }

  @Test
  void looksAtWhatChangedAtOnce() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 3, "berlin");
    assertThat(watched.lookAt(tea)).containsExactly(low());
    assertThat(watched.look()).as("and once").containsExactly(low());
    assertThat(watched.rows(false)).hasSize(1);
  }

  @Test
  void looksOnlyAtWhatMovedAndOnceAnHourAtAll() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 3, "berlin");
    watched.look();
    watched.one(
        "update stock_level set available = 50 where seller_id = :seller returning available",
        "",
        0);
    assertThat(watched.look()).as("nothing moved").containsExactly(low());
    watched.shop.pass(Duration.ofMinutes(61));
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void theNarrowestRuleHolds() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 5, "berlin");
    assertThat(watched.look()).containsExactly(low());
    var own = watched.rule(AlertKind.STOCK_LOW, tea, null, 3L, Mode.TOLD);
    assertThat(watched.look()).as("of the product").isEmpty();
    watched.rule(AlertKind.STOCK_LOW, null, berlin, 5L, Mode.TOLD);
    assertThat(watched.look())
        .as("of the location")
        .containsExactly(low() + " at location " + berlin.value());
    assertThat(watched.rows(true)).extracting(Alert::about).containsExactly("TEA at berlin");
    watched.rule(AlertKind.STOCK_LOW, tea, berlin, 1L, Mode.TOLD);
    assertThat(watched.look()).as("of the product there").isEmpty();
    watched.rules.remove(watched.shop.seller(), own.id());
    assertThat(watched.look()).containsExactly(low());
    watched.rule(AlertKind.STOCK_LOW, tea, null, 0L, Mode.OFF);
    assertThat(watched.look()).as("it is not watched").isEmpty();
  }

  @Test
  void aRuleThatIsGoneClosesWhatItOpened() {
    var rule = watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 5, "berlin");
    watched.look();
    watched.rules.remove(watched.shop.seller(), rule.id());
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysWhatIsSoldAheadOfStockWithinItsFloor() {
    watched.shop.product(new ProductData(new Sku("NEW"), null, "To come", Tracking.TRACKED, -10L));
    watched.sell("NEW", 4, "berlin");
    assertThat(watched.look()).as("only by a rule").isEmpty();
    watched.rule(AlertKind.STOCK_NEGATIVE, 3);
    assertThat(watched.look()).singleElement().asString().startsWith("stock.negative: product ");
    watched.receive("NEW", 4, "berlin");
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysThatAListingOffersTooMuchWhenThatLasts() {
    long shop = watched.channel("shop");
    long listing = watched.listing(shop, tea, 0, 2);
    assertThat(watched.look()).as("it is being told").isEmpty();
    watched.shop.pass(Duration.ofMinutes(2));
    assertThat(watched.look()).containsExactly("stock.oversell_risk: product " + tea.value());
    assertThat(watched.rows(true).getFirst().detail())
        .startsWith("'TEA' is offered with 2 units more than there is to sell, on shop");
    assertThat(inShadow(shop)).as("another tool tells it").isEmpty();
    assertThat(watched.look()).isNotEmpty();
    watched.one("update listing set shown = 0 where listing_id = :number returning 1", "", listing);
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysWhatARefusedListingOffersTooMuch() {
    long listing = watched.listing(watched.channel("shop"), tea, 0, 2);
    watched.one(
        "update listing set refused = 'other', refused_at = :at where listing_id = :number returning 1",
        "",
        listing);
    watched.shop.pass(Duration.ofMinutes(2));
    assertThat(watched.look()).containsExactly("stock.oversell_risk: product " + tea.value());
  }

  @Test
  void saysThatMoreThanAPercentOfListingsDrift() {
    long shop = watched.channel("shop");
    for (int i = 0; i < 100; i++) {
      watched.listing(shop, tea, 1, 1);
    }
    drift(shop);
    assertThat(watched.look()).as("1 % is not above 1 %").isEmpty();
    drift(shop);
    assertThat(watched.look()).containsExactly("channel.drift: shop");
    watched.one(
        "update drift set decided_at = :at, decided_by = 'x', settled_at = :at, settled_by = 'x' where channel_id = :number and drift_id = (select min(drift_id) from drift) returning 1",
        "",
        shop);
    assertThat(watched.look()).isEmpty();
  }

  private void drift(long channel) {
    watched.one(
        """
        insert into drift (seller_id, channel_id, listing_id, desired, believed, observed, cause, found_at, action)
        select :seller, :number, listing_id, 1, 1, 2, 'unknown', :at, 'ask'
        from listing l
        where l.channel_id = :number and not exists (select from drift d where d.listing_id = l.listing_id)
        order by listing_id
        limit 1
        returning drift_id
        """,
        "",
        channel);
  }

  @Test
  void saysThatANumberWaitsTooLongToBeTold() {
    long shop = watched.channel("shop");
    long listing = watched.listing(shop, tea, 5, 2);
    watched.shop.pass(Duration.ofSeconds(300));
    assertThat(watched.look()).isEmpty();
    watched.shop.pass(Duration.ofSeconds(1));
    assertThat(watched.look()).containsExactly("channel.lag: shop");
    assertThat(inShadow(shop)).as("another tool tells it").isEmpty();
    assertThat(watched.look()).containsExactly("channel.lag: shop");
    watched.one("update listing set shown = 5 where listing_id = :number returning 1", "", listing);
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysThatItIsNotKnownForTooLongWhetherANumberArrived() {
    long listing = watched.listing(watched.channel("shop"), tea, 5, 2);
    watched.shop.pass(Duration.ofSeconds(200));
    attempt(listing, "push-1");
    watched.shop.pass(Duration.ofSeconds(301));
    assertThat(watched.look()).as("the channel is at work on it").isEmpty();
    attempt(listing, "");
    assertThat(watched.look()).as("for no time yet").isEmpty();
    watched.shop.pass(Duration.ofSeconds(301));
    assertThat(watched.look()).containsExactly("channel.lag: shop");
  }

  private void attempt(long listing, String request) {
    watched.one(
        """
        update listing set attempt_id = 1, attempt_at = :at, attempt_request = nullif(:text, '')
        where listing_id = :number
        returning 1
        """,
        request,
        listing);
  }

  /** What is open while a channel is in shadow, which it is for this look alone. */
  private List<String> inShadow(long channel) {
    watched.one(
        "update channel_account set shadow_since = :at where channel_id = :number returning 1",
        "",
        channel);
    List<String> open = watched.look();
    watched.one(
        "update channel_account set shadow_since = null where channel_id = :number returning 1",
        "",
        channel);
    return open;
  }

  @Test
  void saysThatAChannelWasNotHeardSinceItWasDue() {
    long shop = watched.channel("shop");
    heard(shop);
    watched.shop.pass(Duration.ofSeconds(60 + 1_800));
    assertThat(watched.look()).isEmpty();
    watched.shop.pass(Duration.ofSeconds(1));
    assertThat(watched.look()).containsExactly("channel.stale: shop");
    heard(shop);
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysThatTheDaysBudgetLetsNobodyAsk() {
    long shop = watched.channel("shop");
    heard(shop);
    watched.one(
        "update channel_account set calls_per_day = 20 where channel_id = :number returning 1",
        "",
        shop);
    spend(shop, 19);
    watched.shop.pass(Duration.ofHours(1));
    watched.look();
    assertThat(stale()).startsWith("'shop' has not answered for 59 minutes");
    spend(shop, 20);
    watched.look();
    assertThat(stale())
        .startsWith(
            "'shop' was due to be asked 59 minutes ago, and is not: the 20 calls of your budget for the day are spent.")
        .contains("from %s 00:00 UTC on".formatted(tomorrow()));
    watched.shop.pass(Duration.ofDays(1));
    watched.look();
    assertThat(stale()).as("the next day").startsWith("'shop' has not answered for 24 hours");
  }

  /** By the day in UTC, as budgets go. */
  private LocalDate tomorrow() {
    return LocalDate.ofInstant(watched.shop.clock().instant(), ZoneOffset.UTC).plusDays(1);
  }

  private String stale() {
    return watched.rows(true).getFirst().detail();
  }

  private void spend(long channel, long calls) {
    watched.one(
        """
        insert into channel_calls as kept (seller_id, channel_id, day, purpose, calls, failed)
        values (:seller, :number, cast(cast(:at as timestamptz) at time zone 'UTC' as date), 'poll', cast(:text as bigint), 0)
        on conflict (seller_id, channel_id, day, purpose) do update set calls = excluded.calls
        returning 1
        """,
        Long.toString(calls),
        channel);
  }

  private void heard(long channel) {
    watched.one(
        "update channel_account set orders_polled_at = :at where channel_id = :number returning 1",
        "",
        channel);
  }

  @Test
  void leavesChannelsAloneThatArePaused() {
    long shop = watched.channel("shop");
    watched.listing(shop, tea, 5, 2);
    watched.one(
        "update channel_account set state = 'paused' where channel_id = :number returning 1",
        "",
        shop);
    watched.shop.pass(Duration.ofDays(1));
    assertThat(watched.look()).isEmpty();
  }

  private void order(long channel, String what) {
    watched.one(
        """
        with made as (
          insert into sales_order (seller_id, channel_id, external_id, lines_parked, units_missing, created_at, updated_at)
          values (:seller, :number, :text, case when :text = 'parked' then 1 else 0 end,
            case when :text = 'missing' then 2 else 0 end, :at, :at)
          returning order_id),
        component as (
          insert into order_component (seller_id, order_id, line, product_id, place, units, missing, missing_since)
          select :seller, order_id, '1', 1, 0, 2, 2, :at from made where :text = 'missing')
        select order_id from made
        """,
        what,
        channel);
  }

  @Test
  void saysThatALineIsNotKnownForTooLong() {
    order(watched.channel("shop"), "parked");
    heardForEver();
    watched.shop.pass(Duration.ofHours(1));
    assertThat(watched.look()).isEmpty();
    watched.shop.pass(Duration.ofSeconds(1));
    assertThat(watched.look()).containsExactly("order.parked: shop");
    watched.one(
        "update sales_order set lines_parked = 0 where seller_id = :seller returning 1", "", 0);
    assertThat(watched.look()).isEmpty();
  }

  @Test
  void saysThatAnOrderWaitsForStockForTooLong() {
    order(watched.channel("shop"), "missing");
    heardForEver();
    watched.shop.pass(Duration.ofDays(1));
    assertThat(watched.look()).isEmpty();
    watched.shop.pass(Duration.ofSeconds(1));
    assertThat(watched.look()).containsExactly("order.backordered: shop");
    assertThat(watched.rows(true).getFirst().detail())
        .startsWith("1 order of 'shop' waiting for stock");
    watched.one(
        "update sales_order set units_missing = 0 where seller_id = :seller returning 1", "", 0);
    assertThat(watched.look()).isEmpty();
  }

  private void heardForEver() {
    watched.one(
        "update channel_account set orders_polled_at = :at + interval '10 days' where seller_id = :seller returning 1",
        "",
        0);
  }

  @Test
  void anotherSellersAreLeftAlone() {
    watched.rule(AlertKind.STOCK_LOW, 10);
    watched.receive("TEA", 3, "berlin");
    watched.look();
    try (Watched other = new Watched(DATABASE)) {
      assertThat(other.look()).isEmpty();
    }
    assertThat(watched.look()).containsExactly(low());
  }
}
