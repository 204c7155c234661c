package dev.onhand.gates.bad.connectors.sample;

import dev.onhand.gates.bad.Breaks;

@Breaks("connectors catch nothing")
final class TriesAgain {
  void twice(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      call.run();
    }
  }
}
