package dev.onhand.store.batch;

import static dev.onhand.store.batch.BatchDesk.done;
import static dev.onhand.store.batch.BatchDesk.inTheWay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.batch.Unplaced;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Gtin MUGS = new Gtin("4006381333931");

  private TestShop shop;
  private BatchDesk desk;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new BatchLinePostedWriter());
    desk = new BatchDesk(shop);
    shop.location("berlin");
    shop.product(new ProductData(new Sku("mug"), MUGS, "Mug", Tracking.TRACKED, 0L));
    shop.product("tee");
    shop.product("cup");
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  @Test
  void addsWhatWasScannedOnceAndKeepsTheRecord() {
    shop.record(shop.move("mug", Reason.PURCHASE, 4, "berlin"));
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("1", "4006381333931", 1), desk.scanned("2", "mug", 2));
    desk.scan(batch, desk.scanned("3", "tee", 5), desk.scanned("4", "04006381333931", 1));
    BatchContents pushed = done(desk.push(batch));
    assertThat(pushed.batch().state()).isEqualTo(BatchState.PUSHED);
    assertThat(desk.onHand("mug")).isEqualTo(8);
    assertThat(desk.onHand("tee")).isEqualTo(5);
    assertThat(done(desk.push(batch)).lines()).isEqualTo(pushed.lines());
    assertThat(desk.onHand("mug")).isEqualTo(8);
    List<VerificationRecord> records = records(batch);
    assertThat(records).extracting(VerificationRecord::type).containsOnly("topup");
    assertThat(records)
        .extracting(VerificationRecord::from, VerificationRecord::change, VerificationRecord::to)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(4L, 4L, 8L),
            org.assertj.core.groups.Tuple.tuple(0L, 5L, 5L));
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.actor()).isEqualTo("ann");
              assertThat(record.notes()).isEqualTo("pallet 3");
              assertThat(record.pendingOrders()).isZero();
              assertThat(record.movement()).isNotNull();
            });
    assertThat(((BatchResult.Checked) desk.verify(batch)).open()).isEmpty();
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
  }

  @Test
  void aScanCountsOnceWithinAndAcrossBatches() {
    long first = desk.topUp();
    long second = desk.topUp();
    NewScan scan = desk.scanned("tap", "mug", 3);
    assertThat(desk.scan(first, scan, scan))
        .extracting(ScanAnswer::outcome)
        .containsExactly(ScanAnswer.Outcome.KEPT, ScanAnswer.Outcome.AGAIN);
    shop.pass(Duration.ofMinutes(1));
    assertThat(desk.scan(first, desk.scanned("tap", "mug", 3)).getFirst().outcome())
        .isEqualTo(ScanAnswer.Outcome.AGAIN);
    assertThat(desk.scan(second, scan).getFirst())
        .isEqualTo(
            new ScanAnswer("tap", ScanAnswer.Outcome.IN_OTHER_BATCH, first, new Sku("mug"), null));
    assertThat(desk.scan(second, desk.scanned("tap", "mug", 4)).getFirst().outcome())
        .isEqualTo(ScanAnswer.Outcome.ID_USED_DIFFERENTLY);
    done(desk.push(first));
    assertThat(desk.onHand("mug")).isEqualTo(3);
    assertThat(desk.push(second))
        .isEqualTo(new BatchResult.Blocked("Nothing was scanned.", List.of()));
  }

  @Test
  void aLateScanIsNotTakenInAndNotLost() {
    long batch = desk.topUp();
    NewScan early = desk.scanned("early", "mug", 3);
    NewScan late = desk.scanned("late", "mug", 2);
    desk.scan(batch, early);
    done(desk.push(batch));
    assertThat(desk.batches.scan(shop.seller(), batch, List.of(early, late), desk.by("ann")))
        .isEqualTo(new Batches.Scanning.TooLate(List.of("late")));
    assertThat(desk.scan(batch, early).getFirst().outcome()).isEqualTo(ScanAnswer.Outcome.AGAIN);
    long next = desk.topUp();
    desk.scan(next, early, late);
    done(desk.push(next));
    assertThat(desk.onHand("mug")).isEqualTo(5);
  }

  @Test
  void whatNothingIsKnownOfIsKeptAndInTheWayUntilItIsSettled() {
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("1", "mug", 1), desk.scanned("2", "new-thing", 2));
    assertThat(desk.contents(batch).unplaced())
        .containsExactly(new Unplaced("new-thing", Unplaced.Why.UNKNOWN_CODE, 2));
    assertThat(inTheWay(desk.push(batch))).containsExactly("new-thing");
    assertThat(desk.onHand("mug")).isZero();
    shop.product("new-thing");
    done(desk.push(batch));
    assertThat(desk.onHand("new-thing")).isEqualTo(2);
    assertThat(desk.rows.scans(shop.seller(), batch, PageRequest.first(10)).rows())
        .extracting(kept -> kept.scanned().why())
        .containsExactly(null, Unplaced.Why.UNKNOWN_CODE);
    long other = desk.topUp();
    desk.scan(other, desk.scanned("3", "mug", 1), desk.scanned("4", "typo", 1));
    desk.scan(other, desk.scanned("5", "typo", -1));
    done(desk.push(other));
    assertThat(desk.onHand("mug")).isEqualTo(2);
  }

  @Test
  void postsTheRestAfterACrashInTheMiddle() {
    long batch = desk.topUp();
    desk.scan(
        batch,
        desk.scanned("1", "mug", 1),
        desk.scanned("2", "tee", 2),
        desk.scanned("3", "cup", 4));
    assertThatThrownBy(
            () ->
                desk.posting(new DyingLedger(shop.ledger(), 1))
                    .push(shop.seller(), batch, desk.by("ann")))
        .isInstanceOf(LedgerUnavailableException.class);
    assertThat(desk.contents(batch).batch().state()).isEqualTo(BatchState.PUSHED);
    assertThat(desk.contents(batch).lines())
        .extracting(BatchLine::posted)
        .contains((BatchLine.Posted) null);
    assertThat(inTheWay(desk.verify(batch))).hasSize(2);
    assertThat(inTheWay(desk.complete(batch))).hasSize(2);
    done(desk.push(batch));
    assertThat(desk.onHand("mug") + desk.onHand("tee") + desk.onHand("cup")).isEqualTo(7);
    assertThat(records(batch)).hasSize(3);
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
  }

  @Test
  void eightScannersAndTwoWhoPushAtOnceTie() throws Exception {
    long batch = desk.topUp();
    List<Callable<Object>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread * 10;
      work.add(
          () -> {
            for (int i = first; i < first + 30; i++) { // most of them by several devices
              desk.scan(batch, desk.scanned("s" + i, i % 2 == 0 ? "mug" : "tee", 1 + i % 3));
            }
            return batch;
          });
    }
    BatchDesk.atOnce(work);
    long scanned = IntStream.range(0, 100).map(i -> 1 + i % 3).sum();
    List<Object> results =
        BatchDesk.atOnce(List.of(() -> desk.push(batch), () -> desk.push(batch)));
    assertThat(results)
        .allSatisfy(result -> assertThat(result).isInstanceOf(BatchResult.Done.class));
    assertThat(desk.onHand("mug") + desk.onHand("tee")).isEqualTo(scanned);
    assertThat(records(batch)).hasSize(2);
    assertThat(((BatchResult.Checked) desk.verify(batch)).open()).isEmpty();
  }

  @Test
  void whoScansWhileSomebodyPushesIsEitherInOrTold() throws Exception {
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("first", "mug", 1));
    AtomicInteger in = new AtomicInteger(1);
    List<Callable<Object>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String name = "t" + thread + "-";
      work.add(
          () -> {
            for (int i = 0; i < 20; i++) {
              List<NewScan> one = List.of(desk.scanned(name + i, "mug", 1));
              if (desk.batches.scan(shop.seller(), batch, one, desk.by("bob"))
                  instanceof Batches.Scanning.Done) {
                in.incrementAndGet();
              }
            }
            return name;
          });
    }
    work.add(() -> desk.push(batch));
    BatchDesk.atOnce(work);
    assertThat(desk.onHand("mug")).isEqualTo(in.get());
    assertThat(((BatchResult.Checked) desk.verify(batch)).open()).isEmpty();
  }

  @Test
  void aCountIsTrueOfItsMomentAndSellingGoesOn() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    shop.record(shop.move("tee", Reason.PURCHASE, 5, "berlin"));
    long batch = desk.count("mug", "tee");
    shop.pass(Duration.ofMinutes(1));
    Instant counted = shop.clock().instant();
    shop.pass(Duration.ofMinutes(1));
    shop.record(shop.move("mug", Reason.SALE, 3, "berlin"));
    shop.pass(Duration.ofHours(2));
    desk.scan(batch, desk.scanned("1", "mug", 9, counted), desk.scanned("2", "tee", 5, counted));
    shop.record(shop.move("mug", Reason.SALE, 2, "berlin"));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(10 - 3 - 2 - 1);
    assertThat(desk.line(batch, "mug").posted())
        .extracting(BatchLine.Posted::change)
        .isEqualTo(-1L);
    assertThat(desk.line(batch, "tee").posted()).extracting(BatchLine.Posted::change).isEqualTo(0L);
    assertThat(records(batch))
        .extracting(VerificationRecord::type, VerificationRecord::change)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("count", -1L),
            org.assertj.core.groups.Tuple.tuple("count", 0L));
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
  }

  @Test
  void whatMovedWhileItWasCountedIsCountedAgain() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    long batch = desk.count("mug");
    shop.pass(Duration.ofMinutes(1));
    desk.scan(batch, desk.scanned("1", "mug", 6));
    shop.pass(Duration.ofMinutes(1));
    shop.record(shop.move("mug", Reason.SALE, 1, "berlin"));
    shop.pass(Duration.ofMinutes(1));
    desk.scan(batch, desk.scanned("2", "mug", 4));
    assertThat(inTheWay(desk.approve(batch, "eve"))).containsExactly("mug");
    desk.scan(batch, new NewScan("3", "mug", new Scan(9, shop.clock().instant(), true)));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(9);
    assertThat(desk.line(batch, "mug").scanned()).isEqualTo(19);
  }

  @Test
  void aReviewerHasItCountedAgain() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    long batch = desk.count("mug");
    desk.scan(batch, desk.scanned("1", "mug", 2));
    shop.pass(Duration.ofMinutes(1));
    done(
        desk.batches.recount(shop.seller(), batch, List.of(ProductRef.sku("mug")), desk.by("eve")));
    assertThat(desk.approve(batch, "eve"))
        .isInstanceOfSatisfying(
            BatchResult.Blocked.class,
            blocked ->
                assertThat(blocked.lines().getFirst().why()).isEqualTo("it was not counted"));
    desk.scan(batch, desk.scanned("2", "mug", 10));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(10);
  }

  @Test
  void whoCountedMayNotApproveALargeCorrection() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    long batch = desk.start(BatchKind.COUNT, 2L, "mug");
    desk.scan(batch, desk.scanned("1", "mug", 7));
    assertThat(inTheWay(desk.approve(batch, "ann"))).containsExactly("mug");
    assertThat(desk.onHand("mug")).isEqualTo(10);
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(7);
  }

  @Test
  void whatIsNotPlannedIsNotCountedByTheWay() {
    shop.record(shop.move("tee", Reason.PURCHASE, 50, "berlin"));
    long batch = desk.count("mug");
    desk.scan(batch, desk.scanned("1", "mug", 1), desk.scanned("2", "tee", 1));
    assertThat(desk.contents(batch).unplaced())
        .containsExactly(new Unplaced("tee", Unplaced.Why.NOT_PLANNED, 1));
    assertThat(inTheWay(desk.approve(batch, "eve"))).containsExactly("tee");
    done(desk.batches.plan(shop.seller(), batch, List.of(ProductRef.sku("tee")), desk.by("ann")));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("tee")).isEqualTo(1);
  }

  @Test
  void aStockTakeIsOfAllOfALocation() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    shop.record(shop.move("tee", Reason.PURCHASE, 5, "berlin"));
    long batch = desk.start(BatchKind.STOCK_TAKE, null);
    assertThat(desk.contents(batch).lines())
        .extracting(line -> line.sku().value())
        .containsExactly("mug", "tee");
    desk.scan(batch, desk.scanned("1", "mug", 10), desk.scanned("2", "cup", 2));
    assertThat(inTheWay(desk.approve(batch, "eve"))).containsExactly("tee");
    desk.scan(batch, desk.scanned("3", "tee", 0));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(10);
    assertThat(desk.onHand("tee")).isZero();
    assertThat(desk.onHand("cup")).isEqualTo(2);
  }

  @Test
  void unitsThatAreMissingShowAsMissingAlsoWherePromised() {
    shop.record(shop.move("mug", Reason.PURCHASE, 3, "berlin"));
    shop.record(shop.move("mug", Reason.RESERVE, 3, "berlin"));
    long batch = desk.count("mug");
    desk.scan(batch, desk.scanned("1", "mug", 1));
    done(desk.approve(batch, "eve"));
    assertThat(desk.onHand("mug")).isEqualTo(1);
  }

  @Test
  void ofTwoWhoApproveAtOnceEachLineIsPostedOnce() throws Exception {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    shop.record(shop.move("tee", Reason.PURCHASE, 10, "berlin"));
    long batch = desk.count();
    desk.scan(batch, desk.scanned("1", "mug", 8), desk.scanned("2", "tee", 12));
    BatchDesk.atOnce(List.of(() -> desk.approve(batch, "eve"), () -> desk.approve(batch, "bob")));
    assertThat(desk.onHand("mug")).isEqualTo(8);
    assertThat(desk.onHand("tee")).isEqualTo(12);
    assertThat(records(batch)).hasSize(2);
  }

  @Test
  void onlyWhatWasNotPostedCanBeCancelled() {
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("1", "mug", 1));
    done(desk.batches.cancel(shop.seller(), batch, desk.by("ann")));
    assertThat(desk.push(batch)).isInstanceOf(BatchResult.Blocked.class);
    long other = desk.topUp();
    desk.scan(other, desk.scanned("2", "mug", 1));
    done(desk.push(other));
    assertThat(desk.batches.cancel(shop.seller(), other, desk.by("ann")))
        .isInstanceOf(BatchResult.Blocked.class);
    assertThat(desk.onHand("mug")).isEqualTo(1);
  }

  @Test
  void staysOpenUntilTheChannelTookIt() throws Exception {
    sql(
        """
        with c as (
          insert into channel (seller_id, code, name, created_at, updated_at)
          select s.seller_id, 'ebay', 'eBay', now(), now() from seller s where s.seller_id = %1$d
          returning seller_id, channel_id),
        a as (
          insert into channel_account (seller_id, channel_id, type, settings, state, state_since, takes_off, puts_back, quantity_max,
            created_at, updated_at)
          select seller_id, channel_id, 'ebay', '{}', 'active', now(), 'at_order', 'yes', 1000000, now(), now() from c)
        insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by, desired,
          desired_version, desired_at, shown, shown_from, shown_to, shown_changed_at, created_at, updated_at)
        select c.seller_id, c.channel_id, 'x-1', 'Mug', 'active', p.product_id, 'hand', 0, 1, now(), 0, now(), now(), now(),
          now(), now()
        from c join product p on p.seller_id = c.seller_id and p.sku = 'mug'
        """);
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("1", "mug", 6), desk.scanned("2", "tee", 1));
    done(desk.push(batch));
    BatchResult.Checked open = (BatchResult.Checked) desk.verify(batch);
    assertThat(open.open())
        .containsExactly(
            new BatchResult.OpenLine(
                "mug", "ebay", "listing x-1 should show 6 and is not told yet"));
    assertThat(inTheWay(desk.complete(batch))).containsExactly("mug");
    sql("update channel_account set shadow_since = now() where seller_id = %1$d");
    assertThat(inTheWay(desk.verify(batch))).as("another tool tells it").isEmpty();
    sql("update channel_account set shadow_since = null where seller_id = %1$d");
    sql("update listing set shown = desired where seller_id = %1$d");
    sql(
        """
        insert into listing_history (seller_id, listing_id, quantity_before, quantity_after, change_type, actor, at)
        select seller_id, listing_id, 0, 6, 'api_sync', 'ebay', now() from listing where seller_id = %1$d
        """);
    assertThat(((BatchResult.Checked) desk.verify(batch)).open()).isEmpty();
    assertThat(records(batch))
        .filteredOn(record -> record.where() != null)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.type()).isEqualTo("topup");
              assertThat(record.from()).isZero();
              assertThat(record.to()).isEqualTo(6);
              assertThat(record.movement()).isNotNull();
              assertThat(java.util.Objects.requireNonNull(record.where()).channel())
                  .isEqualTo("ebay");
              assertThat(record.where().entry()).isNotNull();
            });
    // and stands in the whole list once
    assertThat(
            new JdbcVerificationRecords(shop.transactions())
                .list(
                    shop.seller(),
                    new VerificationRecords.Filter(null, "ebay", null, null, null, null, null),
                    PageRequest.first(10))
                .rows())
        .hasSize(1);
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement work = connection.createStatement()) {
      work.execute(statement.formatted(shop.seller().value()));
    }
  }

  private List<VerificationRecord> records(long batch) {
    return new JdbcVerificationRecords(shop.transactions())
        .list(shop.seller(), VerificationRecords.Filter.ofBatch(batch), PageRequest.first(100))
        .rows();
  }
}
