package dev.onhand.store.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.NewPurchase;
import dev.onhand.engine.purchase.PurchaseOrder.Kind;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.model.Quantity;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import dev.onhand.store.verification.JdbcDuplicates;
import dev.onhand.store.verification.JdbcPurchaseAudit;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What purchase orders say beside what movements say. */
class PurchaseAuditIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Receiving receiving;
  private long first;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 1, new PurchaseReceivedWriter());
    JdbcPurchaseRows rows = new JdbcPurchaseRows(shop.transactions());
    receiving = new Receiving(new LedgerCalls(shop.ledger(), Duration.ofSeconds(30)), rows);
    shop.location("berlin");
    shop.product("mug");
    Purchases purchases = new Purchases(rows);
    first = make(purchases, "PO-1");
    make(purchases, "PO-2");
    receive("a", 4);
    receive("b", 3);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private long make(Purchases purchases, String reference) {
    NewPurchase wish =
        new NewPurchase(
            Kind.PURCHASE_ORDER,
            reference,
            null,
            LocationRef.code("berlin"),
            null,
            null,
            List.of(new NewPurchase.Line(null, ProductRef.sku("mug"), 10, null)));
    Edit edit = new Edit("tester", shop.clock().instant(), null);
    return ((PurchaseResult.Done) purchases.create(shop.seller(), wish, edit)).order().head().id();
  }

  private void receive(String key, long units) {
    Delivery.Line line =
        new Delivery.Line(null, ProductRef.sku("mug"), Quantity.of(units), null, State.AVAILABLE);
    assertThat(
            receiving.receive(asking(), first, key, new Delivery(List.of(line), false, null, null)))
        .isInstanceOf(PurchaseResult.Done.class);
  }

  private Receiving.Asking asking() {
    return new Receiving.Asking(shop.seller(), "tester", null, Run.LIVE);
  }

  private List<String> differences() {
    return new JdbcPurchaseAudit(shop.transactions())
        .differences(shop.seller()).stream()
            .map(one -> one.state() + " of " + one.stored() + ", must be " + one.calculated())
            .toList();
  }

  private void damage(String sql) throws Exception {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql + " and seller_id = " + shop.seller().value());
    }
  }

  @Test
  void isCleanAfterReceiptsAndReversals() {
    assertThat(differences()).isEmpty();
    assertThat(receiving.reverse(asking(), first, 1, Command.Mode.WISH, "counted twice"))
        .isInstanceOf(PurchaseResult.Done.class);
    assertThat(differences()).isEmpty();
  }

  @Test
  void namesALineThatSaysMoreThanItsMovements() throws Exception {
    damage(
        "update purchase_order_line set received = 9, incoming = 1 where purchase_order_id = "
            + first);
    assertThat(differences())
        .containsExactly(
            "received of purchase order PO-1, line 1: 9, must be 7",
            "incoming of purchase order PO-1, line 1: 1, must be 3");
  }

  @Test
  void namesSumsOfAnOrderThatAreNotThoseOfItsLines() throws Exception {
    damage("update purchase_order set units_expected = 11 where purchase_order_id = " + first);
    assertThat(differences()).containsExactly("expected of purchase order PO-1: 11, must be 10");
  }

  @Test
  void namesAReceiptThatWasReversedPastItsOrder() {
    long movement =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc ->
                    jdbc.sql("select movements[1] from purchase_receipt_line where receipt = 2")
                        .query(Long.class)
                        .single());
    shop.record(
        new Command.Reverse(
            new MovementKey("by-hand"),
            new dev.onhand.core.ledger.MovementId(movement),
            Command.Mode.WISH,
            Details.of(Cause.of(Cause.Kind.PERSON), "tester")));
    assertThat(differences()).contains("received of purchase order PO-1, line 1: 7, must be 4");
  }

  @Test
  void whatIsPostedByHandBeyondALineIsADuplicate() {
    post("within", 3);
    assertThat(duplicates()).isEmpty();
    post("beyond", 1);
    assertThat(duplicates())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.cause())
                  .isEqualTo(new Cause(Cause.Kind.PURCHASE_ORDER, "PO-1", "1"));
              assertThat(group.movements()).hasSize(2);
              assertThat(group.quantity()).isEqualTo(4);
              assertThat(group.expected()).isEqualTo(3);
            });
  }

  private List<Duplicates.Group> duplicates() {
    return new JdbcDuplicates(shop.transactions()).find(shop.seller(), null, 10).groups();
  }

  private void post(String key, long units) {
    shop.record(
        Command.Move.of(
            key,
            "mug",
            Reason.PURCHASE,
            units,
            "berlin",
            Details.of(new Cause(Cause.Kind.PURCHASE_ORDER, "PO-1", "1"), "tester")));
  }
}
