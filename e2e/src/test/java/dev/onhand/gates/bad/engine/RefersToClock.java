package dev.onhand.gates.bad.engine;

import dev.onhand.gates.bad.Breaks;
import java.time.Instant;
import java.util.function.Supplier;

@Breaks("clock and chance are handed in")
final class RefersToClock {
  Supplier<Instant> now() {
    return Instant::now;
  }
}
