package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** Where it is kept what verifications found. */
public interface Findings {

  void record(SellerId seller, List<Discrepancy> discrepancies, LevelAudit.Author author);
}
