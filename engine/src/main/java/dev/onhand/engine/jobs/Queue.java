package dev.onhand.engine.jobs;

import java.util.Arrays;
import java.util.Optional;

/** The queues, each with workers of its own. */
public enum Queue {
  /** Verification of the ledger and synchronisation of levels from movements. */
  STOCK_SYNC("stock-sync"),
  /** Comparing what channels show with what they should. */
  RECONCILE("reconcile");

  private final String code;

  Queue(String code) {
    this.code = code;
  }

  /** As people write it. */
  public String code() {
    return code;
  }

  public static Optional<Queue> find(String code) {
    return Arrays.stream(values()).filter(queue -> queue.code.equals(code)).findFirst();
  }
}
