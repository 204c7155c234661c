package dev.onhand.gates.bad.core;

import dev.onhand.gates.bad.Breaks;
import java.time.Instant;

@Breaks("clock and chance are handed in")
final class ReadsClock {
  Instant now() {
    return Instant.now();
  }
}
