package dev.onhand.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/bench [--seconds N] [--scale S] [--keep DIR]
 * [in-process|bulk|reconcile|risk|siblings|limits|burst|http|orders|volume|year|pages …]}: runs the
 * benchmarks named, or all, and prints the table.
 */
public final class Bench {

  private Bench() {}

  /**
   * What was asked for.
   *
   * @param seconds how long a row takes, about
   * @param kept where the shop of the pages is, or is made and kept; null: it is gone afterwards
   * @param names of benchmarks; none: all
   */
  private record Wanted(int seconds, double scale, @Nullable Path kept, Set<String> names) {

    static Wanted of(String[] arguments) {
      int seconds = 10;
      double scale = 1;
      Path kept = null;
      Set<String> names = new LinkedHashSet<>();
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
          case "--scale" -> scale = Double.parseDouble(arguments[++i]);
          case "--keep" -> kept = Path.of(arguments[++i]);
          default -> names.add(arguments[i]);
        }
      }
      return new Wanted(seconds, scale, kept, names);
    }

    boolean has(String name) {
      return names.isEmpty() || names.contains(name);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Wanted wanted = Wanted.of(arguments);
    Report report = new Report();
    inProcess(wanted, report);
    Path root = Path.of(System.getProperty("onhand.root", "."));
    if (wanted.has("risk")) {
      new RiskOrder(RealMonth.read(root), report).run();
    }
    Path program = root.resolve("cli/target/onhand/bin/onhand");
    overHttp(wanted, program, root.resolve("../shared/data/online-retail"), report);
    if (wanted.has("pages")) {
      pages(program, new BigShop(wanted.scale()), wanted.kept(), report);
    }
    System.out.println();
    System.out.print(report.markdown());
  }

  private static void inProcess(Wanted wanted, Report report) throws Exception {
    if (wanted.has("in-process")) {
      try (Sandbox sandbox = new Sandbox()) {
        new InProcess(sandbox, report).run(wanted.seconds());
      }
    }
    if (wanted.has("bulk")) {
      try (Sandbox sandbox = new Sandbox()) {
        new Bulk(sandbox, report).run(1_000_000);
      }
    }
    if (wanted.has("reconcile")) {
      try (Sandbox sandbox = new Sandbox()) {
        new Reconciling(sandbox, report).run();
      }
    }
  }

  private static void overHttp(Wanted wanted, Path program, Path year, Report report)
      throws Exception {
    if (wanted.has("http")) {
      try (ShippedServer server = new ShippedServer(program)) {
        OverHttp http = new OverHttp(server, report);
        http.singles(wanted.seconds());
        http.batches(wanted.seconds());
      }
    }
    if (wanted.has("orders")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new OrdersOverHttp(server, report).run(wanted.seconds());
      }
      try (Sandbox sandbox = new Sandbox()) {
        new Buyers(sandbox, report).run(wanted.seconds());
      }
    }
    if (wanted.has("siblings")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new Siblings(server, report).run(wanted.seconds());
      }
    }
    if (wanted.has("limits")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new WithinLimits(server, report).run(wanted.seconds());
      }
    }
    if (wanted.has("burst")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new Burst(server, report).run();
      }
    }
    if (wanted.has("volume")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).volume();
      }
    }
    if (wanted.has("year")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).yearAsMovements(year);
      }
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).yearAsOrders(year);
      }
    }
  }

  /**
   * @param kept where the shop is, or is made and kept; null: it is made, and gone afterwards
   */
  private static void pages(Path program, BigShop shop, @Nullable Path kept, Report report)
      throws Exception {
    Path directory =
        kept == null ? Files.createTempDirectory("onhand-bench") : Files.createDirectories(kept);
    try {
      if (!Files.exists(directory.resolve("token"))) {
        ShippedServer.in(directory, program).close(); // which makes the seller
        shop.fill(directory);
      }
      try (ShippedServer server = ShippedServer.in(directory, program)) {
        new PageTimes(server, shop, report).run();
      }
    } finally {
      if (kept == null) {
        ShippedServer.remove(directory);
      }
    }
  }
}
