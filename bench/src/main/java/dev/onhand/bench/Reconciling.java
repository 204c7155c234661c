package dev.onhand.bench;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.ReadPage;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.store.channels.JdbcListings;
import dev.onhand.store.channels.JdbcReconciliations;
import dev.onhand.store.database.SellerTransactions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation of 100,000 listings, of which some were edited: what Onhand itself takes for it,
 * without the time of the channel.
 */
final class Reconciling {

  private static final int LISTINGS = 100_000;
  private static final int PAGE = 1_000;
  private static final int ONE_EDITED_OF = 125;
  private static final long CHANNEL = 1;
  private static final double SECONDS_MAX = 5;
  private static final double MEGABYTES_MAX = 400;
  private static final double BYTES_OF_MEGABYTE = 1e6;

  private final Sandbox sandbox;
  private final Report report;
  private final SellerId seller;
  private final Listings listings;
  private final Reconciliations reconciliations;
  private final InstantSource clock = InstantSource.system();

  Reconciling(Sandbox sandbox, Report report) {
    this.sandbox = sandbox;
    this.report = report;
    this.seller = sandbox.seller(1);
    SellerTransactions transactions = new SellerTransactions(sandbox.database().app());
    listings = new JdbcListings(transactions);
    reconciliations = new JdbcReconciliations(transactions);
  }

  void run() throws SQLException {
    fill();
    Lease lease = new Lease(1);
    read(lease, 1, 0); // the first reading, which also warms up
    analyze();
    read(lease, 2, 0);
    reconciliations.want(
        seller, CHANNEL, Reconciliation.Purpose.DEMAND, "token:bench", clock.instant());
    long peakBefore = usedAfterCollecting();
    long start = System.nanoTime();
    read(lease, 3, ONE_EDITED_OF);
    double seconds = (System.nanoTime() - start) / 1e9;
    double megabytes = (peak() - peakBefore) / BYTES_OF_MEGABYTE;
    Reconciliation.Counts found =
        reconciliations
            .list(seller, null, false, dev.onhand.engine.paging.PageRequest.first(1))
            .rows()
            .getFirst()
            .counts();
    if (found.listings() != LISTINGS || found.differing() != LISTINGS / ONE_EDITED_OF) {
      throw new IllegalStateException("another result than expected: " + found);
    }
    report.atMost(
        "reconciling 100,000 listings, 800 of them edited: own time, without the channel's",
        seconds,
        SECONDS_MAX,
        "s");
    report.atMost("the same: memory, at most", megabytes, MEGABYTES_MAX, "MB");
  }

  /** As the database does by itself within a minute. */
  private void analyze() throws SQLException {
    try (Connection connection = sandbox.superuser();
        PreparedStatement statement = connection.prepareStatement("analyze")) {
      statement.execute();
    }
  }

  private void fill() throws SQLException {
    try (Connection connection = sandbox.superuser();
        PreparedStatement statement =
            connection.prepareStatement(
                """
          insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
          select 1, 'L' || n, 'l' || n, 'Listed ' || n, 'listed ' || n, 'tracked', 0, now(), now()
          from generate_series(0, 99999) as n;
          insert into stock_level (seller_id, product_id, location_id, available, updated_at)
          select p.seller_id, p.product_id, l.location_id, 10, now()
          from product p join location l on l.seller_id = p.seller_id
          where p.seller_id = 1 and p.sku like 'L%';
          insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
          select 1, 1, 'bench', 'Bench', now(), now();
          insert into channel_account (seller_id, channel_id, type, settings, state, state_since, takes_off, puts_back,
            quantity_max, lease_node, lease_epoch, lease_until, created_at, updated_at)
          select 1, 1, 'bench', '{}', 'active', now(), 'at_order', 'yes', 2147483647, 'bench', 1, now() + interval '1 hour',
            now(), now();
          """)) {
      statement.execute();
    }
  }

  /** As the engine does it, page by page; which listings showed a number of somebody else's. */
  private void read(Lease lease, long run, int oneEditedOf) {
    reconciliations.begin(seller, CHANNEL, lease, run, clock.instant());
    for (int from = 0; from < LISTINGS; from += PAGE) {
      Instant now = clock.instant();
      listings.read(
          seller, CHANNEL, lease, new ReadPage(run, page(from, oneEditedOf), now, now, true));
    }
    listings.endRead(seller, CHANNEL, lease, run, clock.instant());
    listings.catchUp(seller, movement -> false, Long.MAX_VALUE, clock.instant());
    Instant computedAt = clock.instant();
    listings.refreshAll(seller, CHANNEL, computedAt);
    reconciliations.end(seller, CHANNEL, lease, run, computedAt);
  }

  private static List<RemoteListing> page(int from, int oneEditedOf) {
    List<RemoteListing> page = new ArrayList<>(PAGE);
    for (int i = from; i < from + PAGE; i++) {
      boolean isEdited = oneEditedOf > 0 && i % oneEditedOf == 0;
      long edited = i % 2 == 0 ? 8 : 12;
      page.add(listing(i, isEdited ? edited : 10));
    }
    return page;
  }

  private static RemoteListing listing(int number, long quantity) {
    @Nullable String none = null;
    return new RemoteListing(
        new ListingRef("id-" + number, "L" + number),
        List.of(),
        none,
        "Listed " + number,
        none,
        RemoteListing.State.ACTIVE,
        quantity);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** Bytes; forgets the peak so far. */
  private static long usedAfterCollecting() {
    ManagementFactory.getMemoryMXBean().gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes, garbage among them: more than is needed. */
  private static long peak() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
