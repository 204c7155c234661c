package dev.onhand.gates.bad.engine;

import dev.onhand.gates.bad.Breaks;
import org.springframework.util.StringUtils;

@Breaks("engine is plain Java")
final class UsesSpring {
  boolean has(String text) {
    return StringUtils.hasText(text);
  }
}
