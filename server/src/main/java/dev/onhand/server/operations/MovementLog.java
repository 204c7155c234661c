package dev.onhand.server.operations;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.log.LogLine;
import dev.onhand.engine.log.LogLines;
import dev.onhand.store.ledger.CommitObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes each movement into the log, for those who want it there too; the journal has them all. On
 * a thread of its own, so that commits do not wait for it, until so much waits that they must.
 */
final class MovementLog implements CommitObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.movements");

  private static final int COMMITS_WAITING_MAX = 1_000;
  private static final int END_SECONDS_MAX = 10;

  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(COMMITS_WAITING_MAX),
          Thread.ofPlatform().name("movement-log").daemon().factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    writer.execute(() -> recorded.forEach(movement -> write(seller, movement)));
  }

  /** Names of products may change, so lines have their ids alone. */
  private static void write(SellerId seller, Movement movement) {
    for (LogLine line : LogLines.of(movement, "").reversed()) {
      LoggingEventBuilder event = LOG.atInfo().addKeyValue("seller_id", seller.value());
      for (Map.Entry<String, Object> entry : line.context().entrySet()) {
        if (!entry.getValue().equals("")) {
          event = event.addKeyValue(entry.getKey(), entry.getValue());
        }
      }
      event.log(line.message());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("the last movements are not in the log; they are in the journal");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
