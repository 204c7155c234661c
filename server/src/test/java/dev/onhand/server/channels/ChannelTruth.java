package dev.onhand.server.channels;

import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.orders.JdbcReservationBooks;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.verification.JdbcFindings;
import dev.onhand.store.verification.JdbcLevelAudit;
import dev.onhand.store.verification.JdbcPurchaseAudit;
import dev.onhand.store.verification.JdbcRegradeAudit;
import dev.onhand.store.verification.JdbcSealAudit;
import dev.onhand.store.verification.JdbcTransferAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what Onhand holds with what the shops hold. */
final class ChannelTruth {

  private final ChannelRig rig;
  private final Map<String, Account> shops;
  private final Map<String, Map<String, Long>> contents;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param shops by the code of their channel
   * @param contents units of each product in one of what is sold, by SKU
   */
  ChannelTruth(
      ChannelRig rig, Map<String, Account> shops, Map<String, Map<String, Long>> contents) {
    this.rig = rig;
    this.shops = shops;
    this.contents = contents;
  }

  /** What does not agree, in words; all of it has to come to rest before. */
  List<String> differences(Map<String, Long> received) throws InterruptedException {
    compare(received);
    listings().forEach(this::compareHistory);
    verify();
    return List.copyOf(wrong);
  }

  /** Whether shops and stock agree; nothing is said of how it came to that. */
  boolean agrees(Map<String, Long> received) {
    compare(received);
    return wrong.isEmpty();
  }

  private void compare(Map<String, Long> received) {
    wrong.clear();
    Map<String, Long> available = available();
    listings().forEach(listing -> compare(listing, available));
    compareOrders();
    compareStock(received, available);
  }

  /** Listings that show, or are believed to show, what they should not. */
  List<String> listingDifferences() {
    wrong.clear();
    Map<String, Long> available = available();
    listings().forEach(listing -> compare(listing, available));
    return List.copyOf(wrong);
  }

  List<Listing> listings() {
    return rig.listings
        .list(
            rig.shop.seller(),
            new ListingFilter(null, null, null),
            PageRequest.first(PageRequest.LIMIT_MAX))
        .rows();
  }

  private void compare(Listing listing, Map<String, Long> available) {
    String name = listing.channel() + "/" + listing.remote().ref().sku();
    Optional<dev.onhand.sandbox.shop.Listing> real = real(listing);
    boolean isEnded = listing.remote().state() == dev.onhand.connector.RemoteListing.State.ENDED;
    check(isEnded == real.isEmpty(), "%s: ended is %s, gone is %s", name, isEnded, real.isEmpty());
    if (isEnded || real.isEmpty()) {
      check(!isEnded || hasAlert("listing.missing"), "%s: ended without an alert", name);
      return;
    }
    if (listing.trouble().refused() != null
        && listing.desired() != null
        && !Objects.equals(listing.shown().quantity(), listing.desired().quantity())) {
      check(hasAlert("listing.refused"), "%s: refused without an alert", name);
      return;
    }
    long shows = Math.max(0, real.get().quantity() - real.get().held());
    long wanted = wanted(listing.match() == null ? name : soldAs(listing), available);
    Long desired = listing.desired() == null ? null : listing.desired().quantity();
    check(Objects.equals(desired, wanted), "%s: desires %s, not %d", name, desired, wanted);
    check(shows == wanted, "%s: shows %d, not %d (%s)", name, shows, wanted, listing);
    check(
        Objects.equals(listing.shown().quantity(), shows),
        "%s: is believed to show %s, and shows %d",
        name,
        listing.shown().quantity(),
        shows);
    if (shows != wanted || !Objects.equals(listing.shown().quantity(), shows)) {
      wrong.add("what happened to it: " + told(listing) + "\nthere: " + journal(listing));
    }
  }

  private String told(Listing listing) {
    return rig
        .listings
        .history(rig.shop.seller(), listing.id(), PageRequest.first(12))
        .rows()
        .reversed()
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private String journal(Listing listing) {
    return shops.get(listing.channel()).shop().journal().stream()
        .filter(entry -> isCalled(listing, entry.after().id()))
        .map(
            entry ->
                "%s %s %s: %d, of which %d are held"
                    .formatted(
                        entry.at(),
                        entry.cause(),
                        entry.reference(),
                        entry.after().quantity(),
                        entry.after().held()))
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private Optional<dev.onhand.sandbox.shop.Listing> real(Listing listing) {
    return shops.get(listing.channel()).shop().listings().stream()
        .filter(one -> isCalled(listing, one.id()))
        .findFirst();
  }

  static boolean isCalled(Listing listing, String id) {
    return listing.remote().ref().externalId().equals(id)
        || listing.remote().aliases().contains(id);
  }

  /** By which SKU its contents are known, which it had when it was made. */
  private static String soldAs(Listing listing) {
    return listing.match().units() > 1
        ? listing.match().sku() + "-" + listing.match().units()
        : listing.match().sku();
  }

  private long wanted(String sku, Map<String, Long> available) {
    return contents.get(sku).entrySet().stream()
        .mapToLong(one -> Math.max(0, available.get(one.getKey())) / one.getValue())
        .min()
        .orElseThrow();
  }

  private boolean hasAlert(String kind) {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(200)).rows().stream()
        .anyMatch(alert -> alert.kind().equals(kind));
  }

  private void compareHistory(Listing listing) {
    List<ListingChange> changes =
        rig.listings
            .history(rig.shop.seller(), listing.id(), PageRequest.first(PageRequest.LIMIT_MAX))
            .rows()
            .reversed();
    String name = listing.channel() + "/" + listing.remote().ref().sku();
    Long before = changes.isEmpty() ? null : changes.getFirst().before();
    for (ListingChange change : changes) {
      check(
          Objects.equals(before, change.before()),
          "%s: history entry %s begins at %s, the one before ends at %s",
          name,
          change,
          change.before(),
          before);
      before = change.after();
    }
    check(
        Objects.equals(before, listing.shown().quantity()),
        "%s: its history ends at %s, it is believed to show %s",
        name,
        before,
        listing.shown().quantity());
  }

  private void compareOrders() {
    Map<String, Long> wanted = new TreeMap<>();
    for (Map.Entry<String, Account> shop : shops.entrySet()) {
      for (Order order : shop.getValue().shop().orders()) {
        for (Line line : order.lines()) {
          contents
              .get(firstSku(shop.getValue(), line))
              .forEach(
                  (sku, units) ->
                      wanted.merge(
                          shop.getKey() + "/" + order.id() + "/" + sku,
                          units * line.kept(),
                          Long::sum));
        }
      }
    }
    wanted.values().removeIf(units -> units == 0);
    Map<String, Long> held = held();
    wanted.forEach(
        (name, units) ->
            check(
                held.getOrDefault(name, 0L).equals(units),
                "order %s: the buyer wants %d, %s are held",
                name,
                units,
                held.get(name)));
    held.keySet().removeAll(wanted.keySet());
    check(held.isEmpty(), "held for nobody: %s", held);
  }

  /** Listings may be renamed; what they are stays. */
  private static String firstSku(Account account, Line line) {
    return account.shop().journal().stream()
        .filter(entry -> entry.cause() == Cause.LISTED && entry.after().id().equals(line.listing()))
        .findFirst()
        .orElseThrow()
        .after()
        .sku();
  }

  /** Units reserved, fulfilled or missing, by channel, order and product. */
  private Map<String, Long> held() {
    Map<String, Long> held = new TreeMap<>();
    rig.shop
        .transactions()
        .run(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select c.code || '/' || o.external_id || '/' || p.sku as name, cast(sum(x.units) as bigint) as units
                        from (
                          select order_id, product_id, reserved + fulfilled as units from order_doing
                          where seller_id = :seller
                          union all
                          select order_id, product_id, missing from order_component
                          where seller_id = :seller) as x
                        join sales_order o on o.seller_id = :seller and o.order_id = x.order_id
                        join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
                        join product p on p.seller_id = :seller and p.product_id = x.product_id
                        group by 1 having sum(x.units) > 0
                        """)
                    .param("seller", rig.shop.seller().value())
                    .query((row, number) -> held.put(row.getString("name"), row.getLong("units")))
                    .list());
    return held;
  }

  private Map<String, Long> available() {
    return level("available");
  }

  private Map<String, Long> level(String column) {
    Map<String, Long> levels = new TreeMap<>();
    rig.shop
        .transactions()
        .run(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select p.sku, cast(sum(l.%s) as bigint) as units
                        from stock_level l
                        join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
                        where l.seller_id = :seller group by 1
                        """
                            .formatted(column))
                    .param("seller", rig.shop.seller().value())
                    .query((row, number) -> levels.put(row.getString("sku"), row.getLong("units")))
                    .list());
    return levels;
  }

  private void compareStock(Map<String, Long> received, Map<String, Long> available) {
    Map<String, Long> taken = new TreeMap<>();
    rig.shop
        .transactions()
        .run(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select p.sku, cast(sum(d.reserved + d.fulfilled) as bigint) as units
                        from order_doing d
                        join product p on p.seller_id = d.seller_id and p.product_id = d.product_id
                        where d.seller_id = :seller group by 1
                        """)
                    .param("seller", rig.shop.seller().value())
                    .query((row, number) -> taken.put(row.getString("sku"), row.getLong("units")))
                    .list());
    received.forEach(
        (sku, units) ->
            check(
                available.get(sku) == units - taken.getOrDefault(sku, 0L),
                "%s: %d came, %s are held for orders, %s are available",
                sku,
                units,
                taken.get(sku),
                available.get(sku)));
  }

  private void verify() throws InterruptedException {
    var transactions = rig.shop.transactions();
    var clock = rig.shop.clock();
    Verification.Ports ports =
        new Verification.Ports(
            new JdbcLevelAudit(transactions, clock),
            new JdbcSealAudit(transactions),
            new JdbcTransferAudit(transactions),
            new JdbcPurchaseAudit(transactions),
            new JdbcRegradeAudit(transactions),
            new JdbcReservationBooks(transactions, clock),
            new JdbcCheckpoints(transactions),
            new JdbcFindings(transactions, clock),
            rig.alerts);
    var report =
        new Verification(ports, clock, 1)
            .run(
                rig.shop.seller(),
                VerificationOptions.lookOnly(new LevelAudit.Author("tester", null)));
    check(report.isClean(), "the books are not clean: %s", report);
  }

  /** How often a shop took a number though a newer one had been sent to that listing. */
  long staleOverwrites() {
    return listings().stream()
        .mapToLong(
            listing ->
                rig.sent.staleOverwrites(listing, shops.get(listing.channel()).shop().journal()))
        .sum();
  }

  private void check(boolean holds, String words, Object... values) {
    if (!holds) {
      wrong.add(words.formatted(values));
    }
  }
}
