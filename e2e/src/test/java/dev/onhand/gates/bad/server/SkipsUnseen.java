package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

@Breaks("skips are seen")
final class SkipsUnseen {
  @BeforeAll
  static void look() {
    Assumptions.assumeTrue(false, "not today");
  }
}
