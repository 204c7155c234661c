package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.core.listing.DriftPolicy.Action;
import dev.onhand.engine.channels.Account.State;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Reconciler;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Causes of differences that are seldom, and differences that are accepted by a process that dies.
 */
class DriftCausesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final String CODE = "bm";

  private ChannelRig rig;
  private Account market;
  private Listing phone;
  private Listing set;
  private Reconciling runs;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261130);
    runs = new Reconciling(rig, CODE);
    market =
        rig.connect(
            CODE,
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    rig.stock("PHONE", 10);
    rig.stock("TABLET", 6);
    rig.stock("CASE", 20);
    rig.bundle("SET", Map.of("CASE", 2L));
    phone = market.shop().list(Item.of("PHONE"), 0);
    set = market.shop().list(Item.of("SET"), 0);
    rig.run();
    runs.run(); // sees what it set
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** A bundle was changed, and nobody told its listings. */
  @Test
  void ownsUpToWhatItDidNotComputeAnew() throws InterruptedException {
    new JdbcBundles(rig.shop.transactions(), products())
        .set(rig.shop.seller(), ProductRef.sku("SET"), Map.of(product("CASE"), 4L), runs.edit());
    new JdbcSealer(rig.shop.transactions(), rig.shop.clock()).seal(rig.shop.seller());
    Reconciliation run = runs.run();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.OUR_FAULT);
              assertThat(one.desired()).isEqualTo(5);
            });
    assertThat(shown(set)).isEqualTo(5);
    assertThat(runs.differences(runs.run())).isEmpty();
  }

  /** What moved just now and is told by the very reading is nobody's fault. */
  @Test
  void takesAMovementThatIsNotToldYetForNoFault() throws InterruptedException {
    rig.shop.record(rig.shop.move("CASE", Reason.DAMAGE, 4, "main"));
    Reconciliation run = runs.run();

    assertThat(runs.differences(run)).noneMatch(one -> one.cause() == Drift.OUR_FAULT);
    assertThat(shown(set)).isEqualTo(8);
  }

  @Test
  void saysThatAListingIsOfAnotherProductNow() throws InterruptedException {
    setState(State.PAUSED);
    rig.shop.pass(Duration.ofSeconds(1));
    rig.listings.match(
        rig.shop.seller(), rig.listing(CODE, "PHONE").id(), product("TABLET"), 1, runs.edit());
    Reconciliation run = runs.run();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.MAPPING_CHANGED);
              assertThat(one.desired()).isEqualTo(6);
              assertThat(one.observed()).isEqualTo(10);
            });
  }

  /**
   * Its orders name a listing by a name that it got just now: it cannot be told that they are of
   * it, and the reading that finds its name finds it off by what they sold.
   */
  @Test
  void acceptsNoSaleOfAListingThatGotAnotherNameJustNow() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("PHONE"), 0);
    agree();
    sellRenamed(medusa, there);
    Reconciliation run = runs.run();
    settle();

    assertThat(desired("PHONE-BLACK")).as("it was sold once").isEqualTo(7);
    assertThat(offered(medusa, there)).isEqualTo(7);
    assertThat(runs.differences(run))
        .allMatch(one -> one.cause() == Drift.IN_FLIGHT && one.movement() == null);
  }

  /** The page that shows it was read before, and the end of the reading is after the sale. */
  @Test
  void acceptsNoSaleOfAListingThatGotAnotherNameWhileItWasRead() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("PHONE"), 0);
    IntStream.range(0, 250).forEach(i -> medusa.shop().list(Item.of("OTHER-" + i), 0));
    agree();
    runs.want();
    while (rig.account(runs.code()).reading().cursor() == null) {
      rig.step(runs.code());
    }
    sellRenamed(medusa, there);
    rig.shop.pass(Duration.ofSeconds(20));
    rig.run();
    rig.shop.pass(Duration.ofMinutes(20)); // longer than an order waits for its listing
    settle();
    runs.run();
    settle();

    assertThat(desired("PHONE-BLACK")).as("it was sold once").isEqualTo(7);
    assertThat(offered(medusa, there)).isEqualTo(7);
  }

  /** It had that name between two readings only: nothing tells whose name it was. */
  @Test
  void asksWhereAnOrderOfAnUnknownListingMayBeWhy() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("PHONE"), 0);
    agree();
    Order order = sellRenamed(medusa, there);
    medusa.shop().rename(there.id(), "PHONE-2");
    runs.run();
    settle();
    Reconciliation run = runs.run();
    settle();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(Action.ASK);
              assertThat(one.believed() - one.observed()).isEqualTo(3);
              assertThat(one.notes()).contains(order.id());
            });
    medusa.shop().rename(there.id(), "PHONE-BLACK");
    runs.run(); // finds the name
    runs.run(); // asks for orders of the last day, before it reads
    settle();
    assertThat(desired("PHONE-BLACK")).as("it was sold once").isEqualTo(7);
    assertThat(offered(medusa, there)).isEqualTo(7);
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.MISSED_EVENT);
              assertThat(one.movement()).isNull();
              assertThat(one.settledBy()).isEqualTo("orders");
            });
  }

  /**
   * Its listing is unknown, and the SKU it names is that of a product: it is promised from that
   * one's stock, and what is gone from the listing is no edit.
   */
  @Test
  void asksWhereAnOrderThatWasPromisedByItsSkuMayBeWhy() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("SHOP-1"), 0);
    rig.run();
    rig.listings.match(
        rig.shop.seller(), rig.listing("medusa", "SHOP-1").id(), product("PHONE"), 1, runs.edit());
    agree();
    setState(State.PAUSED);
    medusa.shop().rename(there.id(), "PHONE");
    Order order = medusa.shop().sell(there.id(), 3).orElseThrow();
    medusa.shop().rename(there.id(), "SHOP-2");
    rig.shop.pass(Duration.ofMinutes(20)); // longer than an order waits for its listing
    rig.receive("PHONE", 2);
    runs.run(); // finds no listing of that name
    Reconciliation run = runs.run();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(Action.ASK);
              assertThat(one.notes()).contains(order.id());
            });
    decide(Action.PUSH);
    setState(State.ACTIVE);
    settle();
    assertThat(desired("SHOP-2")).as("it was sold once").isEqualTo(9);
    assertThat(offered(medusa, there)).isEqualTo(9);
    runs.run();
    assertThat(unnamedSales()).as("all is read since").isZero();
  }

  private long unnamedSales() {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc -> jdbc.sql("select count(*) from unnamed_sale").query(Long.class).single());
  }

  /**
   * What an order sold is known as soon as its listing is found, and not only when it comes again:
   * nothing is left to accept.
   */
  @Test
  void booksNoSaleTwiceWhereAPersonAcceptsAsSoonAsItsListingIsFound() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("PHONE"), 0);
    agree();
    sellRenamed(medusa, there);
    medusa.shop().rename(there.id(), "PHONE-2");
    runs.run();
    settle();
    Reconciliation asked = runs.run();
    assertThat(runs.only(asked).action()).isEqualTo(Action.ASK);
    medusa.shop().rename(there.id(), "PHONE-BLACK");
    runs.run(); // finds the name
    rig.reapply();
    decide(Action.ACCEPT);
    settle();

    assertThat(desired("PHONE-BLACK")).as("it was sold once").isEqualTo(7);
    assertThat(offered(medusa, there)).isEqualTo(7);
  }

  private void setState(State state) {
    rig.accounts.setState(
        rig.shop.seller(),
        rig.account(runs.code()).channel(),
        state,
        null,
        rig.shop.clock().instant());
  }

  private void decide(Action action) {
    rig.reconciliations.decide(
        rig.shop.seller(),
        new Reconciliations.Decision(
            null, null, null, action, null, "tester", rig.shop.clock().instant()));
    rig.reconciler().follow(rig.account(runs.code()));
  }

  /** It says more units than an order can have. */
  @Test
  void asksWhereAnOrderThatCannotBeReadMayBeWhy() throws InterruptedException {
    Account medusa = twoWay();
    Listing there = medusa.shop().list(Item.of("PHONE"), 0);
    Listing other = medusa.shop().list(Item.of("OTHER"), 2_000_000_000);
    agree();
    Order order = medusa.shop().sell(other.id(), 1_500_000_000).orElseThrow();
    medusa.shop().edit(there.id(), 7);
    Reconciliation run = runs.run();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(Action.ASK);
              assertThat(one.notes()).contains(order.id());
            });
  }

  /** A channel whose orders name SKUs only, and whose numbers are taken over. */
  private Account twoWay() throws InterruptedException {
    runs = new Reconciling(rig, "medusa");
    Account medusa =
        rig.connect(
            runs.code(),
            Medusa.withKey("sk_1"),
            "medusa",
            Map.of("api_key", "sk_1", "location", "sloc_01M7SANDBOX0000000000000MAIN"));
    policy(Action.ACCEPT);
    return medusa;
  }

  /** All is told and read, and orders were asked for since. */
  private void agree() throws InterruptedException {
    rig.run();
    runs.run();
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
  }

  private static Order sellRenamed(Account medusa, Listing there) {
    medusa.shop().rename(there.id(), "PHONE-BLACK");
    return medusa.shop().sell(there.id(), 3).orElseThrow();
  }

  private static int offered(Account account, Listing there) {
    Listing now = account.shop().find(there.id()).orElseThrow();
    return now.quantity() - now.held();
  }

  private void settle() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      rig.shop.pass(Duration.ofMinutes(2));
      rig.run();
      rig.reapply();
      rig.tellListings("PHONE");
      rig.run();
    }
  }

  /**
   * Each that is accepted is a commit of its own: what was done is done, the rest is done after.
   */
  @Test
  void acceptsEachOnceThoughTheProcessDiesBetween() throws InterruptedException {
    policy(Action.ACCEPT, 1);
    market.shop().edit(phone.id(), 13);
    rig.stock("PEN", 4);
    Listing pen = market.shop().list(Item.of("PEN"), 0);
    Listing tablet = market.shop().list(Item.of("TABLET"), 0);
    rig.run();
    runs.run();
    runs.run(); // sees what it set
    market.shop().edit(phone.id(), 15);
    market.shop().edit(pen.id(), 9);
    market.shop().edit(tablet.id(), 11);
    Reconciliation run = runs.run();
    assertThat(run.state()).isEqualTo(Reconciliation.State.STAGED);
    assertThat(run.counts().raising()).isEqualTo(3);

    rig.reconciliations.decide(
        rig.shop.seller(),
        new Reconciliations.Decision(
            run.id(), null, null, null, null, "tester", rig.shop.clock().instant()));
    for (int calls = 0; calls < 3; calls++) {
      dies(calls);
      assertThat(runs.differences(run).stream().filter(one -> one.movement() != null))
          .as("in one commit with its movement")
          .hasSize(calls + 1)
          .allMatch(one -> one.settledAt() != null);
    }
    rig.reconciler().follow(rig.account(runs.code()));
    rig.run();

    assertThat(runs.differences(run)).extracting(Difference::movement).doesNotContainNull();
    assertThat(List.of(desired("PHONE"), desired("PEN"), desired("TABLET")))
        .containsExactly(15L, 9L, 11L);
    assertThat(List.of(shown(phone), shown(pen), shown(tablet))).containsExactly(15, 9, 11);
    assertThat(runs.found(run).state()).isEqualTo(Reconciliation.State.DONE);
  }

  /** A process that accepts what was decided, and dies when it has done so with one more. */
  private void dies(int done) {
    Life life = new Life();
    life.endAfter(1, false);
    Reconciler dying =
        new Reconciler(
            rig.reconciliations,
            life.lend(Listings.class, rig.listings),
            new LedgerCalls(rig.shop.ledger(), Duration.ofSeconds(30)),
            rig.alerts,
            rig.shop.clock());
    assertThatThrownBy(() -> dying.follow(rig.account(runs.code())))
        .as("with %d done before", done)
        .isInstanceOf(Life.EndedError.class);
  }

  private void policy(Action edited) {
    policy(edited, 10);
  }

  private void policy(Action edited, long above) {
    runs.setPolicy(new DriftPolicy(edited, Action.PUSH, edited, above, 5));
  }

  private JdbcProducts products() {
    return new JdbcProducts(rig.shop.transactions());
  }

  private ProductId product(String sku) {
    return products().find(rig.shop.seller(), ProductRef.sku(sku)).orElseThrow().id();
  }

  private long desired(String sku) {
    return Objects.requireNonNull(rig.listing(runs.code(), sku).desired()).quantity();
  }

  private int shown(Listing listing) {
    return market.shop().find(listing.id()).orElseThrow().quantity();
  }
}
