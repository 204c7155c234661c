package dev.onhand.server.channels;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Brake;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A channel with forty listings that show what there is, 100 units and more of each. */
final class ManyListings implements AutoCloseable {

  static final int COUNT = 40;
  static final String CODE = "bm";
  private static final int ROUNDS_MAX = 20;

  /** Lets everything pass. */
  static final Brake OFF =
      new Brake(Brake.ABOVE_MAX, 100, 100, Brake.ABOVE_MAX, Brake.UNITS_PERCENT_MAX);

  final ChannelRig rig;
  final Account market;
  private final List<Listing> there = new ArrayList<>();

  ManyListings(TestDatabase database) throws InterruptedException {
    rig = new ChannelRig(database, 20261128);
    market = connect(CODE);
    for (int i = 0; i < COUNT; i++) {
      rig.stock(sku(i), units(i));
      there.add(market.shop().list(Item.of(sku(i)), 3));
    }
    run();
    rig.shop.pass(Duration.ofHours(2)); // it was long ago
  }

  /** Lets the accounts do what is due, also where the channel's limits make them wait for it. */
  void run() throws InterruptedException {
    for (int rounds = 0; rounds < ROUNDS_MAX; rounds++) {
      rig.run();
      if (rig.accounts.list(rig.shop.seller()).stream()
          .allMatch(one -> rig.listings.backlog(one.seller(), one.channel()).due() == 0)) {
        return;
      }
      rig.shop.pass(Duration.ofSeconds(5));
    }
  }

  /** Lets its account do the next few things; no listing is computed anew meanwhile. */
  void step() throws InterruptedException {
    for (int steps = 0; steps < 5; steps++) {
      rig.step(CODE);
    }
  }

  Account connect(String code) {
    return rig.connect(
        code,
        BackMarket.withToken("secret"),
        "backmarket",
        Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
  }

  /** With zeros in front, as a spreadsheet takes them off. */
  static String sku(int i) {
    return "%05d".formatted(100 + i);
  }

  static int units(int i) {
    return 100 + i;
  }

  String listing(int i) {
    return there.get(i).id();
  }

  int shown(int i) {
    return market.shop().find(listing(i)).orElseThrow().quantity();
  }

  /** What the channel shows, by SKU. */
  Map<String, Integer> shown() {
    Map<String, Integer> shown = new LinkedHashMap<>();
    for (int i = 0; i < COUNT; i++) {
      shown.put(sku(i), shown(i));
    }
    return shown;
  }

  /**
   * An order of the shop itself, of which no listing is told yet; the books are sealed after it.
   */
  void order(String id, int i, long units) {
    Instant now = rig.shop.clock().instant();
    TestShop.wait(
        rig.orders.deliver(
            rig.shop.seller(),
            new Order.Name("shop", id),
            new OrderSnapshot(
                "processing",
                new Freshness(now, null, now),
                List.of(OrderSnapshot.Line.of("1", sku(i), units)),
                null,
                null,
                0),
            "tester"));
    new JdbcSealer(rig.shop.transactions(), rig.shop.clock()).seal(rig.shop.seller());
  }

  void correct(Reason reason, int i, long units) {
    rig.record(reason, sku(i), units);
  }

  /** Of how many it is noted that orders explain what they should show. */
  long explained() {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        "select count(*) from listing where channel_id = :channel and explained_version = desired_version")
                    .param("channel", channel())
                    .query(Long.class)
                    .single());
  }

  long channel() {
    return rig.account(CODE).channel();
  }

  /** What the server's feed does after each commit. */
  void tellListings() {
    rig.listings.refreshAll(rig.shop.seller(), channel(), rig.shop.clock().instant());
  }

  Edit edit() {
    return new Edit("tester", rig.shop.clock().instant(), null);
  }

  void brake(Brake brake) {
    rig.held.setBrake(rig.shop.seller(), channel(), null, brake, edit());
  }

  List<HeldChange> held(HeldChange.State state) {
    return rig.held.list(rig.shop.seller(), CODE, state, PageRequest.first(50)).rows();
  }

  HeldChange waiting() {
    return held(HeldChange.State.WAITING).getFirst();
  }

  boolean approve(HeldChange change) {
    return rig.held.approve(rig.shop.seller(), change.id(), null, edit())
        == HeldChange.Decision.MADE;
  }

  boolean reject(HeldChange change) {
    return rig.held.reject(rig.shop.seller(), change.id(), null, edit())
        == HeldChange.Decision.MADE;
  }

  List<String> openAlerts() {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows().stream()
        .map(Alert::kind)
        .toList();
  }

  @Override
  public void close() {
    rig.close();
  }
}
