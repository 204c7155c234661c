package dev.onhand.gates.bad.store;

import dev.onhand.gates.bad.Breaks;
import java.util.UUID;

@Breaks("clock and chance are handed in")
final class DrawsId {
  UUID id() {
    return UUID.randomUUID();
  }
}
