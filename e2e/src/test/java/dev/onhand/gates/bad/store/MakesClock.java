package dev.onhand.gates.bad.store;

import dev.onhand.gates.bad.Breaks;
import java.time.InstantSource;

@Breaks("clock and chance are handed in")
final class MakesClock {
  InstantSource clock() {
    return InstantSource.system();
  }
}
