package dev.onhand.store.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.NewPurchase;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Discrepancy;
import dev.onhand.engine.purchase.PurchaseOrder.Kind;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.PurchasePatch;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.model.Quantity;
import dev.onhand.store.stock.JdbcStock;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReceivingIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

  private TestShop shop;
  private JdbcPurchaseRows rows;
  private Purchases purchases;
  private Receiving receiving;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new PurchaseReceivedWriter());
    rows = new JdbcPurchaseRows(shop.transactions());
    purchases = new Purchases(rows);
    receiving = new Receiving(new LedgerCalls(shop.ledger(), Duration.ofSeconds(30)), rows);
    shop.location("berlin");
    shop.location("paris");
    shop.product("mug");
    shop.product("tee");
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  @Test
  void isKeptAsItWasMade() {
    PurchaseOrder made = make("PO-1", line("mug", 500), line("tee", 20));
    assertThat(rows.find(shop.seller(), made.head().id())).contains(made);
    assertThat(rows.findId(shop.seller(), "PO-1")).contains(made.head().id());
    assertThat(made.head().totals()).isEqualTo(new PurchaseOrder.Totals(520, 0, 520, 0));
    assertThat(purchases.create(shop.seller(), wish("PO-1", line("mug", 1)), edit()))
        .isEqualTo(new PurchaseResult.ReferenceTaken("PO-1"));
  }

  @Test
  void receivesInPartsUntilAllIsThere() {
    PurchaseOrder made = make("PO-1", line("mug", 500), line("tee", 20));
    PurchaseOrder partly = received(receive(made, "a", arrived("mug", 120)));
    assertThat(partly.head().status()).isEqualTo(Status.OPEN);
    assertThat(partly.head().totals().incoming()).isEqualTo(400);
    assertThat(available("mug", "berlin")).isEqualTo(120);
    PurchaseOrder all = received(receiving.receive(asking(), made.head().id(), "b", rest()));
    assertThat(all.head().status()).isEqualTo(Status.RECEIVED);
    assertThat(rows.find(shop.seller(), made.head().id())).contains(all);
    assertThat(available("mug", "berlin")).isEqualTo(500);
    assertThat(available("tee", "berlin")).isEqualTo(20);
    assertThat(receiving.receive(asking(), made.head().id(), "c", rest()))
        .isInstanceOf(PurchaseResult.Blocked.class);
  }

  @Test
  void takesInMoreAndOtherThanWasExpected() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    PurchaseOrder after = received(receive(made, "a", arrived("mug", 12), arrived("tee", 3)));
    assertThat(after.lines())
        .extracting(line -> line.discrepancy(after.head().status()))
        .containsExactly(Discrepancy.OVER, Discrepancy.UNEXPECTED);
    assertThat(after.head().totals().differing()).isEqualTo(2);
    assertThat(available("tee", "berlin")).isEqualTo(3);
    PurchaseFilter differing =
        new PurchaseFilter(null, null, ProductRef.sku("tee"), null, null, true);
    assertThat(rows.list(shop.seller(), differing, PageRequest.first(5)).rows())
        .containsExactly(after.head());
  }

  @Test
  void closesShortWithAReason() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    received(receive(made, "a", arrived("mug", 7)));
    assertThat(purchases.close(shop.seller(), made.head().id(), null, edit()))
        .isInstanceOf(PurchaseResult.Blocked.class);
    PurchaseOrder closed =
        received(purchases.close(shop.seller(), made.head().id(), "lost at sea", edit()));
    assertThat(closed.head().totals()).isEqualTo(new PurchaseOrder.Totals(10, 7, 0, 1));
    assertThat(closed.lines().getFirst().discrepancy(Status.CLOSED)).isEqualTo(Discrepancy.SHORT);
    assertThat(receive(made, "late", arrived("mug", 3))).isInstanceOf(PurchaseResult.Blocked.class);
    assertThat(available("mug", "berlin")).isEqualTo(7);
  }

  @Test
  void theSameReceiptFromSixteenThreadsCountsOnce() throws Exception {
    PurchaseOrder made = make("PO-1", line("mug", 500));
    List<PurchaseResult> results =
        atOnce(16, i -> () -> receive(made, "delivery-note-881", arrived("mug", 200)));
    assertThat(results)
        .allSatisfy(result -> assertThat(result).isInstanceOf(PurchaseResult.Done.class))
        .filteredOn(result -> !((PurchaseResult.Done) result).again())
        .hasSize(1);
    assertThat(available("mug", "berlin")).isEqualTo(200);
    assertThat(rows.receipts(shop.seller(), made.head().id())).hasSize(1);
    assertThat(receive(made, "delivery-note-881", arrived("mug", 201)))
        .isEqualTo(new PurchaseResult.KeyUsedDifferently("delivery-note-881"));
  }

  @Test
  void differentReceiptsAtOnceAllCount() throws Exception {
    PurchaseOrder made = make("PO-1", line("mug", 160));
    atOnce(16, i -> () -> receive(made, "pallet-" + i, arrived("mug", 10)))
        .forEach(ReceivingIT::received);
    PurchaseOrder after = rows.find(shop.seller(), made.head().id()).orElseThrow();
    assertThat(after.head().totals()).isEqualTo(new PurchaseOrder.Totals(160, 160, 0, 0));
    assertThat(after.head().status()).isEqualTo(Status.RECEIVED);
    assertThat(after.head().receipts()).isEqualTo(16);
    assertThat(available("mug", "berlin")).isEqualTo(160);
  }

  @Test
  void tellsWhoSawAnOlderVersion() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    received(receive(made, "a", arrived("mug", 1)));
    Receiving.Asking old = new Receiving.Asking(shop.seller(), "tester", 1L, Run.LIVE);
    assertThat(receiving.receive(old, made.head().id(), "b", rest()))
        .isEqualTo(new PurchaseResult.Stale(2));
  }

  @Test
  void unpacksPacks() {
    ProductId box = shop.product("box");
    ProductId mug =
        rows.findProducts(shop.seller(), List.of(ProductRef.sku("mug")))
            .get(ProductRef.sku("mug"))
            .id();
    shop.transactions()
        .run(
            shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        insert into bundle_component (seller_id, bundle_id, component_id, units)
                        values (:seller, :box, :mug, 6)
                        """)
                    .param("seller", shop.seller().value())
                    .param("box", box.value())
                    .param("mug", mug.value())
                    .update());
    PurchaseOrder made = make("PO-1", line("box", 10));
    PurchaseOrder after = received(receive(made, "a", arrived("box", 4)));
    assertThat(after.lines().getFirst().received()).isEqualTo(4);
    assertThat(available("mug", "berlin")).isEqualTo(24);
    assertThat(available("box", "berlin")).isZero();
  }

  @Test
  void takesBackAReceiptThatWasWrong() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    Delivery.Line broken =
        new Delivery.Line("1", null, Quantity.of(2), LocationRef.code("paris"), State.DAMAGED);
    received(receive(made, "a", arrived("mug", 8), broken));
    assertThat(level("mug", "paris")).extracting(found -> found.level().damaged()).isEqualTo(2L);
    PurchaseResult.Done reversed = (PurchaseResult.Done) reverse(made, Command.Mode.WISH);
    assertThat(reversed.order().head().status()).isEqualTo(Status.OPEN);
    assertThat(reversed.order().head().totals().incoming()).isEqualTo(10);
    assertThat(available("mug", "berlin")).isZero();
    assertThat(level("mug", "paris")).extracting(found -> found.level().onHand()).isEqualTo(0L);
    assertThat(((PurchaseResult.Done) reverse(made, Command.Mode.WISH)).again()).isTrue();
    assertThat(received(receive(made, "b", arrived("mug", 9))).head().receipts()).isEqualTo(2);
  }

  @Test
  void takesBackWhatIsGoneOnlyAsAFact() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    received(receive(made, "a", arrived("mug", 10)));
    shop.record(shop.move("mug", Reason.SALE, 4, "berlin"));
    assertThat(reverse(made, Command.Mode.WISH))
        .isInstanceOfSatisfying(
            PurchaseResult.Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Outcome.InsufficientStock.class));
    received(reverse(made, Command.Mode.FACT));
    assertThat(available("mug", "berlin")).isEqualTo(-4);
  }

  @Test
  void keepsWhatArrivedWhenLinesChange() {
    PurchaseOrder made = make("PO-1", line("mug", 10), line("tee", 5));
    received(receive(made, "a", arrived("mug", 4)));
    PurchaseResult gone =
        patch(made, List.of(new NewPurchase.Line("2", ProductRef.sku("tee"), 5, null)));
    assertThat(gone).isInstanceOf(PurchaseResult.Blocked.class);
    PurchaseResult other =
        patch(made, List.of(new NewPurchase.Line("1", ProductRef.sku("tee"), 5, null)));
    assertThat(other).isInstanceOf(PurchaseResult.Blocked.class);
    PurchaseOrder changed =
        received(patch(made, List.of(new NewPurchase.Line("1", ProductRef.sku("mug"), 6, null))));
    assertThat(changed.head().totals()).isEqualTo(new PurchaseOrder.Totals(6, 4, 2, 0));
    assertThat(rows.find(shop.seller(), made.head().id())).contains(changed);
  }

  @Test
  void findsNothingOfAnotherSeller() {
    PurchaseOrder made = make("PO-1", line("mug", 10));
    received(receive(made, "a", arrived("mug", 4)));
    try (TestShop other = TestShop.open(DATABASE, new PurchaseReceivedWriter())) {
      assertThat(rows.find(other.seller(), made.head().id())).isEmpty();
      assertThat(rows.findId(other.seller(), "PO-1")).isEmpty();
      assertThat(rows.receipts(other.seller(), made.head().id())).isEmpty();
      assertThat(rows.list(other.seller(), PurchaseFilter.ALL, PageRequest.first(5)).rows())
          .isEmpty();
      Receiving.Asking theirs = new Receiving.Asking(other.seller(), "thief", null, Run.LIVE);
      assertThat(receiving.receive(theirs, made.head().id(), "x", rest()))
          .isInstanceOf(PurchaseResult.Missing.class);
    }
  }

  private PurchaseOrder make(String reference, NewPurchase.Line... lines) {
    return received(purchases.create(shop.seller(), wish(reference, lines), edit()));
  }

  private static NewPurchase wish(String reference, NewPurchase.Line... lines) {
    return new NewPurchase(
        Kind.CONTAINER,
        reference,
        "Acme",
        LocationRef.code("berlin"),
        MORNING.plusSeconds(86_400),
        null,
        List.of(lines));
  }

  private PurchaseResult patch(PurchaseOrder order, List<NewPurchase.Line> lines) {
    return purchases.edit(
        shop.seller(),
        order.head().id(),
        new PurchasePatch(Patch.keep(), Patch.keep(), Patch.keep(), lines),
        edit());
  }

  private PurchaseResult receive(PurchaseOrder order, String key, Delivery.Line... lines) {
    return receiving.receive(
        asking(), order.head().id(), key, new Delivery(List.of(lines), false, null, null));
  }

  private PurchaseResult reverse(PurchaseOrder order, Command.Mode mode) {
    return receiving.reverse(asking(), order.head().id(), 1, mode, "counted twice");
  }

  private static Delivery rest() {
    return new Delivery(List.of(), true, null, null);
  }

  private static NewPurchase.Line line(String sku, long units) {
    return new NewPurchase.Line(null, ProductRef.sku(sku), units, null);
  }

  private static Delivery.Line arrived(String sku, long units) {
    return new Delivery.Line(null, ProductRef.sku(sku), Quantity.of(units), null, State.AVAILABLE);
  }

  private static Edit edit() {
    return new Edit("tester", MORNING, null);
  }

  private Receiving.Asking asking() {
    return new Receiving.Asking(shop.seller(), "tester", null, Run.LIVE);
  }

  private static PurchaseOrder received(PurchaseResult result) {
    assertThat(result).isInstanceOf(PurchaseResult.Done.class);
    return ((PurchaseResult.Done) result).order();
  }

  private static List<PurchaseResult> atOnce(int people, IntFunction<Callable<PurchaseResult>> work)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(people);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PurchaseResult>> running =
          IntStream.range(0, people)
              .mapToObj(work)
              .map(
                  one ->
                      threads.submit(
                          () -> {
                            start.await();
                            return one.call();
                          }))
              .toList();
      List<PurchaseResult> results = new ArrayList<>();
      for (Future<PurchaseResult> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private long available(String sku, String location) {
    StockLevel level = level(sku, location);
    return level == null ? 0 : level.level().available();
  }

  private @Nullable StockLevel level(String sku, String location) {
    return new JdbcStock(shop.transactions())
        .findLevel(shop.seller(), ProductRef.sku(sku), LocationRef.code(location))
        .orElse(null);
  }
}
