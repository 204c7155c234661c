package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import dev.onhand.gates.bad.mockito.Mockito;

@Breaks("tests do not mock")
final class MocksNeighbour {
  Runnable mock() {
    return Mockito.mock(() -> {});
  }
}
