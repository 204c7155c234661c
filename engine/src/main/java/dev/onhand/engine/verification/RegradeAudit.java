package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/**
 * Compares the two sides of regrades: as many units as leave as one product are there as another,
 * at the same location, and one side is not reversed without the other. The sides know each other
 * by their keys: the one that leaves has the regrade's own, which is the reference of both, and the
 * other has {@value #SECOND} after it.
 */
public interface RegradeAudit {

  /** What the key of the second side ends with. */
  String SECOND = "/in";

  /** By the regrade's key. */
  List<Discrepancy> differences(SellerId seller);
}
