package dev.onhand.bench;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.Orders;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.orders.JdbcOrderStates;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many buyers of one product, of which there is not enough, without HTTP. */
final class Buyers {

  private static final int BUYERS = 32;
  private static final int IN_STOCK = 100;

  private final Sandbox sandbox;
  private final Report report;

  Buyers(Sandbox sandbox, Report report) {
    this.sandbox = sandbox;
    this.report = report;
  }

  void run(int seconds) throws Exception {
    SellerId seller = sandbox.seller(1);
    try (Committer committer =
        Committer.start(
            sandbox.database().app(),
            CommitterSettings.DEFAULT,
            List.of(new JdbcOrderStates()),
            CommitObserver.NONE,
            InstantSource.system())) {
      Orders orders = new Orders(committer);
      race(orders, seller, "warm-up", "P2", 2_000 * seconds);
      Command.Move stock =
          Command.Move.of(
              "buyers-stock",
              "P1",
              Reason.PURCHASE,
              IN_STOCK,
              Sandbox.LOCATION,
              Details.of(Cause.of(Cause.Kind.PURCHASE_ORDER, "po"), "token:bench"));
      committer.submit(CommandList.each(seller, List.of(stock))).get();
      AtomicInteger reserved = new AtomicInteger();
      Measure race = race(orders, seller, "buyer", "P1", 4_000 * seconds, reserved);
      report.rate(
          "32 racing buyers of one product, decisions (100 in stock, %d reserved)"
              .formatted(reserved.get()),
          race,
          4_000);
      report.add(
          "of 100 units reserved",
          Integer.toString(reserved.get()),
          "exactly 100",
          reserved.get() == IN_STOCK);
    }
  }

  private static Measure race(Orders orders, SellerId seller, String prefix, String sku, int pieces)
      throws Exception {
    return race(orders, seller, prefix, sku, pieces, new AtomicInteger());
  }

  private static Measure race(
      Orders orders, SellerId seller, String prefix, String sku, int pieces, AtomicInteger reserved)
      throws Exception {
    Freshness freshness = new Freshness(null, null, Instant.now());
    return Measure.of(
        BUYERS,
        pieces,
        number -> {
          var result =
              orders
                  .deliver(
                      seller,
                      new Order.Name("race", prefix + "-" + number),
                      OrderSnapshot.of(
                          "processing", freshness, List.of(OrderSnapshot.Line.of("1", sku, 1))),
                      "token:bench")
                  .get();
          reserved.addAndGet(result.reservedCount());
        });
  }
}
