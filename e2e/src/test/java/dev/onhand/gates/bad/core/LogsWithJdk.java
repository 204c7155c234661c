package dev.onhand.gates.bad.core;

import dev.onhand.gates.bad.Breaks;
import java.util.logging.Logger;

@Breaks("core is pure")
final class LogsWithJdk {
  void log() {
    Logger.getLogger("core").info("moved");
  }
}
