package dev.onhand.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.transfer.Arrival;
import dev.onhand.engine.transfer.NewTransfer;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.Transfer.Status;
import dev.onhand.engine.transfer.TransferResult;
import dev.onhand.engine.transfer.TransferResult.LineProblem;
import dev.onhand.engine.transfer.Transfers;
import dev.onhand.engine.transfer.Units;
import dev.onhand.model.Quantity;
import dev.onhand.store.stock.JdbcStock;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import dev.onhand.store.verification.JdbcTransferAudit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransfersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final AtomicInteger requests = new AtomicInteger();

  private TestShop shop;
  private Transfers transfers;
  private JdbcTransferRows rows;
  private Stock stock;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new TransferSentWriter(), new TransferChangedWriter());
    rows = new JdbcTransferRows(shop.transactions());
    transfers = new Transfers(new LedgerCalls(shop.ledger(), Duration.ofSeconds(30)), rows);
    stock = new JdbcStock(shop.transactions());
    shop.location("berlin");
    shop.location("paris");
    shop.product("mug");
    shop.product("tee");
    shop.record(
        shop.move("mug", Reason.PURCHASE, 10, "berlin"),
        shop.move("tee", Reason.PURCHASE, 5, "berlin"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void sendsAllLines() {
    Transfer sent = done(send("T-1", units("mug", 4), units("tee", 5)));
    assertThat(sent.status()).isEqualTo(Status.IN_TRANSIT);
    assertThat(rows.find(shop.seller(), sent.id())).contains(sent);
    assertThat(level("mug", "berlin").available()).isEqualTo(6);
    assertThat(level("mug", "paris").inTransit()).isEqualTo(4);
    assertThat(level("mug", "paris").onHand()).isZero();
    assertThat(level("tee", "berlin").available()).isZero();
  }

  @Test
  void sendsNothingWhereOneLineIsNotThere() {
    TransferResult result = send("T-1", units("mug", 4), units("tee", 6));
    assertThat(result)
        .isInstanceOfSatisfying(
            TransferResult.Refused.class,
            refused -> {
              assertThat(refused.refusal()).isInstanceOf(Outcome.InsufficientStock.class);
              assertThat(refused.line()).isEqualTo(new TransferResult.LineRef("lines", 1));
            });
    assertThat(level("mug", "berlin").available()).isEqualTo(10);
    assertThat(rows.findByReference(shop.seller(), "T-1")).isEmpty();
  }

  @Test
  void receivesInPartsUntilAllHasArrived() {
    Transfer sent = done(send("T-1", units("mug", 4), units("tee", 5)));
    Transfer partly = done(receive(sent, List.of(units("mug", 3)), List.of()));
    assertThat(partly.status()).isEqualTo(Status.PARTLY_RECEIVED);
    assertThat(partly.version()).isEqualTo(2);
    assertThat(level("mug", "paris").available()).isEqualTo(3);
    assertThat(level("mug", "paris").inTransit()).isEqualTo(1);
    Transfer all = done(receive(partly, List.of(units("mug", 1), units("tee", 5)), List.of()));
    assertThat(all.status()).isEqualTo(Status.RECEIVED);
    assertThat(rows.find(shop.seller(), sent.id())).contains(all);
    assertThat(level("tee", "paris").available()).isEqualTo(5);
    assertThat(receive(all, List.of(units("mug", 1)), List.of()))
        .isEqualTo(new TransferResult.NothingInTransit(Status.RECEIVED));
  }

  @Test
  void writesOffWhatGotLost() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    Transfer closed = done(receive(sent, List.of(units("mug", 3)), List.of(units("mug", 1))));
    assertThat(closed.status()).isEqualTo(Status.CLOSED);
    assertThat(closed.lines().getFirst().lost()).isEqualTo(1);
    assertThat(level("mug", "paris")).isEqualTo(levelOf(3, 0, level("mug", "paris")));
  }

  @Test
  void refusesMoreThanIsInTransit() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    assertThat(receive(sent, List.of(units("mug", 3)), List.of(units("mug", 2))))
        .isInstanceOfSatisfying(
            TransferResult.BadLine.class,
            bad -> {
              assertThat(bad.problem()).isEqualTo(LineProblem.MORE_THAN_IN_TRANSIT);
              assertThat(bad.line()).isEqualTo(new TransferResult.LineRef("lost", 0));
              assertThat(bad.detail()).isEqualTo("Of 'mug' only 1 units are in transit, not 2.");
            });
    assertThat(level("mug", "paris").inTransit()).isEqualTo(4);
  }

  @Test
  void refusesProductsThatAreNotInIt() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    assertThat(problem(receive(sent, List.of(units("tee", 1)), List.of())))
        .isEqualTo(LineProblem.NOT_IN_TRANSFER);
    assertThat(problem(receive(sent, List.of(units("mug", 1), units("mug", 1)), List.of())))
        .isEqualTo(LineProblem.GIVEN_TWICE);
    assertThat(problem(send("T-2", units("mug", 1), units("mug", 1))))
        .isEqualTo(LineProblem.GIVEN_TWICE);
  }

  @Test
  void sendsBackWhatIsUnderWayWhenCancelled() {
    Transfer sent = done(send("T-1", units("mug", 4), units("tee", 5)));
    Transfer partly = done(receive(sent, List.of(units("mug", 3)), List.of()));
    Transfer cancelled = done(transfers.cancel(asking(), partly.id(), null, "no more room"));
    assertThat(cancelled.status()).isEqualTo(Status.CLOSED);
    assertThat(level("mug", "berlin").available()).isEqualTo(7);
    assertThat(level("tee", "berlin").available()).isEqualTo(5);
    assertThat(level("mug", "paris").inTransit()).isZero();
    assertThat(transfers.cancel(asking(), partly.id(), null, null))
        .isEqualTo(new TransferResult.NothingInTransit(Status.CLOSED));
  }

  @Test
  void isCancelledWhereNothingArrived() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    assertThat(done(transfers.cancel(asking(), sent.id(), null, null)).status())
        .isEqualTo(Status.CANCELLED);
    assertThat(level("mug", "berlin").available()).isEqualTo(10);
  }

  @Test
  void keepsOneTransferPerReference() {
    done(send("T-1", units("mug", 4)));
    assertThat(send("T-1", units("mug", 4))).isEqualTo(new TransferResult.ReferenceTaken("T-1"));
    assertThat(send("T-1", units("tee", 1))).isEqualTo(new TransferResult.ReferenceTaken("T-1"));
    assertThat(level("mug", "berlin").available()).isEqualTo(6);
  }

  @Test
  void refusesUnknownNames() {
    assertThat(
            transfers.send(
                asking(),
                new NewTransfer(
                    "T-1",
                    LocationRef.code("mars"),
                    LocationRef.code("paris"),
                    List.of(units("mug", 1)),
                    null)))
        .isEqualTo(
            new TransferResult.Refused(
                new Outcome.UnknownLocation(LocationRef.code("mars")), null));
    assertThat(send("T-1", units("hat", 1)))
        .isEqualTo(
            new TransferResult.Refused(
                new Outcome.UnknownProduct(ProductRef.sku("hat")),
                new TransferResult.LineRef("lines", 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> send("T-1"));
  }

  @Test
  void tellsWhoComesSecondThatItChanged() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    done(receive(sent, List.of(units("mug", 2)), List.of()));
    assertThat(
            transfers.receive(
                asking(), sent.id(), 1L, new Arrival(List.of(units("mug", 2)), List.of())))
        .isEqualTo(new TransferResult.Stale(2));
  }

  @Test
  void receivesOnceHoweverManyTryAtOnce() throws Exception {
    Transfer sent = done(send("T-1", units("mug", 4)));
    int people = 8;
    CyclicBarrier start = new CyclicBarrier(people);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TransferResult> receive =
          () -> {
            start.await();
            return transfers.receive(
                asking(),
                sent.id(),
                sent.version(),
                new Arrival(List.of(units("mug", 4)), List.of()));
          };
      List<TransferResult> results = new java.util.ArrayList<>();
      for (Future<TransferResult> result :
          threads.invokeAll(IntStream.range(0, people).mapToObj(i -> receive).toList())) {
        results.add(result.get());
      }
      assertThat(results).filteredOn(TransferResult.Done.class::isInstance).hasSize(1);
    }
    assertThat(level("mug", "paris").available()).isEqualTo(4);
    assertThat(level("mug", "paris").inTransit()).isZero();
  }

  @Test
  void countsARequestOnceThoughItComesAgainLater() {
    Transfer sent = done(send("T-1", units("mug", 4)));
    Transfers.Asking asking = asking();
    Arrival arrival = new Arrival(List.of(units("mug", 2)), List.of());
    done(transfers.receive(asking, sent.id(), null, arrival));
    assertThat(transfers.receive(asking, sent.id(), null, arrival))
        .isEqualTo(new TransferResult.TakenBefore());
    done(transfers.receive(asking(), sent.id(), null, arrival));
    assertThat(level("mug", "paris").available()).isEqualTo(4);
  }

  @Test
  void keepsNothingOfADryRun() {
    Transfers.Asking dry =
        new Transfers.Asking(shop.seller(), "tester", "dry", Run.DRY, transfer -> List.of());
    Transfer shown = done(transfers.send(dry, order("T-1", units("mug", 4))));
    assertThat(shown.lines().getFirst().inTransit()).isEqualTo(4);
    assertThat(rows.findByReference(shop.seller(), "T-1")).isEmpty();
    Transfer sent = done(send("T-1", units("mug", 4)));
    Transfer received =
        done(
            transfers.receive(
                dry, sent.id(), null, new Arrival(List.of(units("mug", 4)), List.of())));
    assertThat(received.status()).isEqualTo(Status.RECEIVED);
    assertThat(rows.find(shop.seller(), sent.id())).contains(sent);
  }

  @Test
  void agreesWithItsMovements() {
    Transfer sent = done(send("T-1", units("mug", 6), units("tee", 5)));
    done(receive(sent, List.of(units("mug", 1), units("tee", 2)), List.of(units("mug", 1))));
    done(receive(sent, List.of(units("mug", 2)), List.of(units("tee", 1))));
    done(transfers.cancel(asking(), sent.id(), null, null));
    assertThat(new JdbcTransferAudit(shop.transactions()).differences(shop.seller())).isEmpty();
  }

  @Test
  void listsNewestFirst() {
    Transfer first = done(send("T-1", units("mug", 1)));
    Transfer second = done(send("T-2", units("mug", 1)));
    Transfer third =
        done(transfers.cancel(asking(), done(send("T-3", units("mug", 1))).id(), null, null));
    assertThat(rows.list(shop.seller(), null, PageRequest.first(2)).rows())
        .containsExactly(third, second);
    assertThat(rows.list(shop.seller(), Status.IN_TRANSIT, PageRequest.first(2)).rows())
        .containsExactly(second, first);
    assertThat(rows.list(shop.seller(), null, new PageRequest(1, null, first.id())).rows())
        .containsExactly(second);
  }

  @Test
  void findsNothingOfAnotherSeller() {
    Transfer sent = done(send("T-1", units("mug", 1)));
    try (TestShop other = TestShop.open(DATABASE)) {
      assertThat(rows.find(other.seller(), sent.id())).isEmpty();
      assertThat(rows.findByReference(other.seller(), "T-1")).isEmpty();
    }
  }

  private static Level levelOf(long available, long inTransit, Level rest) {
    return new Level(
        available, 0, 0, 0, 0, inTransit, rest.floor(), rest.belowFloorSince(), rest.version());
  }

  private TransferResult send(String reference, Units... lines) {
    return transfers.send(asking(), order(reference, lines));
  }

  private static NewTransfer order(String reference, Units... lines) {
    return new NewTransfer(
        reference,
        LocationRef.code("berlin"),
        LocationRef.code("paris"),
        List.of(lines),
        "by the red lorry");
  }

  private TransferResult receive(Transfer transfer, List<Units> received, List<Units> lost) {
    return transfers.receive(asking(), transfer.id(), null, new Arrival(received, lost));
  }

  private Transfers.Asking asking() {
    return new Transfers.Asking(
        shop.seller(), "tester", "r" + requests.incrementAndGet(), Run.LIVE, transfer -> List.of());
  }

  private static Units units(String sku, long quantity) {
    return new Units(ProductRef.sku(sku), Quantity.of(quantity));
  }

  private static Transfer done(TransferResult result) {
    assertThat(result).isInstanceOf(TransferResult.Done.class);
    return ((TransferResult.Done) result).transfer();
  }

  private static LineProblem problem(TransferResult result) {
    return ((TransferResult.BadLine) result).problem();
  }

  private Level level(String sku, String location) {
    return stock
        .findLevel(shop.seller(), ProductRef.sku(sku), LocationRef.code(location))
        .map(StockLevel::level)
        .orElse(Level.empty(0L));
  }
}
