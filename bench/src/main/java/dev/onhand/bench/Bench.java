package dev.onhand.bench;

import java.util.Set;

/**
 * {@code bin/bench [--seconds N] [in-process|volume|http|import …]}: runs the benchmarks named, or
 * all, and prints the table.
 */
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = 10;
    Set<String> wanted = new java.util.LinkedHashSet<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--seconds")) {
        seconds = Integer.parseInt(arguments[++i]);
      } else {
        wanted.add(arguments[i]);
      }
    }
    Report report = new Report();
    if (wanted.isEmpty() || wanted.contains("in-process")) {
      try (Sandbox sandbox = new Sandbox()) {
        new InProcess(sandbox, report).run(seconds);
      }
    }
    System.out.println();
    System.out.print(report.markdown());
  }
}
