package dev.onhand.gates.bad.sandbox;

import dev.onhand.core.ledger.Decider;
import dev.onhand.gates.bad.Breaks;

@Breaks("sandbox stands alone")
final class AsksTheLedger {
  Class<?> judge() {
    return Decider.class;
  }
}
