package dev.onhand.gates.bad.core;

import dev.onhand.gates.bad.Breaks;
import org.slf4j.LoggerFactory;

@Breaks("core is pure")
final class WritesLog {
  void log() {
    LoggerFactory.getLogger("core").info("moved");
  }
}
