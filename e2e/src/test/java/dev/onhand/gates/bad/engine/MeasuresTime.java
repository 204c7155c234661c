package dev.onhand.gates.bad.engine;

import dev.onhand.gates.bad.Breaks;

@Breaks("clock and chance are handed in")
final class MeasuresTime {
  long now() {
    return System.nanoTime();
  }
}
