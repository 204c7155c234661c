package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;

@Breaks("tests do not sleep")
final class SleepsInTest {
  void wait(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
