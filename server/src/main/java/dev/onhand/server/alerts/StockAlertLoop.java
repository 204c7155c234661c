package dev.onhand.server.alerts;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertWatch;
import dev.onhand.server.loops.PausedLoop;
import dev.onhand.server.movements.ChangedProducts;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the stock that this node just changed, so that what runs low is seen within a second.
 * What it misses is found by the minute's round.
 */
final class StockAlertLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StockAlertLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** With more, the minute's round is cheaper. */
  private static final int PRODUCTS_MAX = 5_000;

  private final ChangedProducts changed;
  private final AlertWatch watch;
  private final PausedLoop loop = new PausedLoop("stock-alerts", PAUSE, this::lookAtAll);

  StockAlertLoop(ChangedProducts changed, AlertWatch watch) {
    this.changed = changed;
    this.watch = watch;
  }

  void start() {
    loop.start();
  }

  private void lookAtAll() throws InterruptedException {
    changed
        .take(PAUSE.toNanos())
        .forEach(
            (seller, moved) -> {
              if (moved.products().size() <= PRODUCTS_MAX) {
                look(seller, moved.products());
              }
            });
  }

  private void look(SellerId seller, Set<ProductId> products) {
    try {
      watch.lookAt(seller, products);
    } catch (RuntimeException e) {
      LOG.debug("stock of seller {} is looked at later", seller.value(), e);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
