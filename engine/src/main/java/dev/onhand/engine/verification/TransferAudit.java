package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** Transfers and their movements side by side. */
public interface TransferAudit {

  /** The lines of transfers that say another number than their movements add up to. */
  List<Discrepancy> differences(SellerId seller);
}
