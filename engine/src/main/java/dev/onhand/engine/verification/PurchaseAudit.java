package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** Compares what lines of purchase orders say with the movements of their receipts. */
public interface PurchaseAudit {

  /** By order and line, the oldest order first. */
  List<Discrepancy> differences(SellerId seller);
}
