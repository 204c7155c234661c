package dev.onhand.store.batch;

import static dev.onhand.store.batch.BatchDesk.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A warehouse that is counted while it sells. The shelves are simulated beside the books; what is
 * counted is handed in up to four hours late and in any order, while goods go out and come in. In
 * the end the books say what is on the shelves.
 */
class LateCountersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final List<String> SKUS = List.of("mug", "tee", "cup");
  private static final int LATE_MINUTES_MAX = 240;
  private static final int STEP_MINUTES = 3;

  /** A scan that is on a device without a network. */
  private record OnDevice(Instant sentAt, NewScan scan) {}

  private final Map<String, Long> shelves = new HashMap<>();
  private final List<OnDevice> devices = new ArrayList<>();
  private int scans;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endsAtTheTrueNumber(long seed) throws Exception {
    Random random = new Random(seed);
    try (TestShop shop = TestShop.open(DATABASE, new BatchLinePostedWriter())) {
      BatchDesk desk = new BatchDesk(shop);
      shop.location("berlin");
      for (String sku : SKUS) {
        shop.product(sku);
        long book = 200 + random.nextInt(100);
        shop.record(shop.move(sku, Reason.OPENING_STOCK, book, "berlin"));
        shelves.put(sku, book + random.nextInt(61) - 30); // they are wrong by up to 30 either way
      }
      long batch = desk.count(SKUS.toArray(String[]::new));
      for (int minute = 0; minute < LATE_MINUTES_MAX + 60; minute += STEP_MINUTES) {
        shop.pass(Duration.ofMinutes(STEP_MINUTES));
        trade(shop, random);
        if (minute < 60 && random.nextInt(3) == 0) {
          count(shop, random);
        }
        if (random.nextInt(4) == 0) {
          handIn(shop, desk, batch);
        }
      }
      handIn(shop, desk, batch);
      for (String sku : SKUS) { // whoever was not counted yet is counted now
        shop.pass(Duration.ofSeconds(1));
        if (desk.line(batch, sku).observation().isEmpty()) {
          desk.scan(batch, desk.scanned("last-" + sku, sku, shelf(sku)));
        }
      }
      BatchResult approved = desk.approve(batch, "eve");
      assertThat(done(approved).lines()).allMatch(line -> line.posted() != null);
      trade(shop, random);
      for (String sku : SKUS) {
        assertThat(desk.onHand(sku)).as(sku).isEqualTo(shelf(sku));
      }
      try (Connection connection = DATABASE.superuser()) {
        assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
      }
    }
  }

  /** Goods go out, and sometimes come in, and the books are told at once. */
  private void trade(TestShop shop, Random random) {
    String sku = SKUS.get(random.nextInt(SKUS.size()));
    boolean comes = random.nextInt(5) == 0;
    long units = 1 + random.nextInt(comes ? 6 : 2);
    shelves.merge(sku, comes ? units : -units, Long::sum);
    shop.record(
        comes
            ? shop.move(sku, Reason.PURCHASE, units, "berlin")
            : shop.fact(sku, Reason.SALE, units, "berlin"));
  }

  /** Somebody counts a shelf, anew if it was counted before, on a device without a network. */
  private void count(TestShop shop, Random random) {
    String sku = SKUS.get(random.nextInt(SKUS.size()));
    Instant now = shop.clock().instant();
    if (random.nextInt(3)
        == 0) { // it breaks, and nobody says so: only who counts from now on sees it
      shelves.merge(sku, -1L, Long::sum);
    }
    devices.add(
        new OnDevice(
            now.plus(Duration.ofMinutes(random.nextInt(LATE_MINUTES_MAX))),
            new NewScan("late-" + scans++, sku, new Scan(shelf(sku), now, true))));
  }

  private void handIn(TestShop shop, BatchDesk desk, long batch) {
    Instant now = shop.clock().instant();
    for (OnDevice one : devices) {
      if (!one.sentAt().isAfter(now)) {
        desk.scan(batch, one.scan()); // again and again: the device never learns that it arrived
      }
    }
  }

  private long shelf(String sku) {
    return shelves.getOrDefault(sku, 0L);
  }
}
