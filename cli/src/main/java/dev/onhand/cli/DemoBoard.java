package dev.onhand.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A table that is painted over itself while things go on. Where nobody watches a terminal a line is
 * written now and then.
 */
final class DemoBoard {

  private static final Duration PAINT_EVERY = Duration.ofSeconds(1);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  private final Surroundings of;
  private final boolean isQuiet;
  private Instant next = Instant.MIN;
  private int painted;

  DemoBoard(Surroundings of, boolean isQuiet) {
    this.of = of;
    this.isQuiet = isQuiet;
  }

  /** Whether it is time to show how things stand. */
  boolean isDue() {
    return !isQuiet && !of.clock().instant().isBefore(next);
  }

  void show(String headline, List<JsonNode> rows) {
    next = of.clock().instant().plus(of.screen().err() ? PAINT_EVERY : LINE_EVERY);
    PrintStream out = of.streams().err();
    if (!of.screen().err()) {
      out.println("  " + headline);
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(headline);
    lines.addAll(Table.of(rows, DemoScore.SHOP, of.zone(), of.screen().columns()));
    clear();
    lines.forEach(out::println);
    out.flush();
    painted = lines.size();
  }

  /** Takes the table away. */
  void clear() {
    if (painted > 0) {
      of.streams().err().print("\033[" + painted + "A\033[J");
      painted = 0;
    }
  }
}
