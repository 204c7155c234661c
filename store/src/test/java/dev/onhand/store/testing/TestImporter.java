package dev.onhand.store.testing;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.OnlineRetail;
import dev.onhand.engine.imports.OrderText;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.imports.JdbcImportCatalogue;
import dev.onhand.store.imports.JdbcImportedOrders;
import dev.onhand.store.journal.JdbcJournal;
import dev.onhand.store.orders.JdbcOrderFailures;
import dev.onhand.store.orders.JdbcOrders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** An importer of movements and of the retailer's year, which knows no orders as text. */
public final class TestImporter {

  private TestImporter() {}

  public static Importer of(
      PlanningLedger ledger, SellerTransactions transactions, InstantSource clock) {
    OrderText none =
        (seller, json, now) -> {
          throw new OrderText.MalformedException(null, List.of());
        };
    Orders orders = new Orders(ledger);
    return new Importer(
        new Importer.Ports(
            ledger,
            orders,
            new FailedOrders(
                new JdbcOrderFailures(transactions),
                orders,
                new LedgerCalls(ledger, Duration.ofSeconds(30)),
                new JdbcAlerts(transactions, clock),
                Outcome.Refused::detail,
                clock),
            new Returns(ledger, new JdbcJournal(transactions), new JdbcOrders(transactions)),
            new JdbcImportCatalogue(transactions, clock),
            new JdbcImportedOrders(transactions),
            none),
        clock,
        List.of(new OnlineRetail()),
        Importer.Settings.DEFAULT);
  }
}
