package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import java.security.SecureRandom;

@Breaks("clock and chance are handed in")
final class DrawsSecret {
  int draw() {
    return new SecureRandom().nextInt();
  }
}
