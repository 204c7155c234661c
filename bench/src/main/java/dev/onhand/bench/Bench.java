package dev.onhand.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/bench [--seconds N] [--scale S] [--keep DIR]
 * [in-process|bulk|reconcile|http|orders|volume|year|pages …]}: runs the benchmarks named, or all,
 * and prints the table.
 */
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = 10;
    double scale = 1;
    Path kept = null;
    Set<String> wanted = new LinkedHashSet<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--seconds")) {
        seconds = Integer.parseInt(arguments[++i]);
      } else if (arguments[i].equals("--scale")) {
        scale = Double.parseDouble(arguments[++i]);
      } else if (arguments[i].equals("--keep")) {
        kept = Path.of(arguments[++i]);
      } else {
        wanted.add(arguments[i]);
      }
    }
    Report report = new Report();
    if (wants(wanted, "in-process")) {
      try (Sandbox sandbox = new Sandbox()) {
        new InProcess(sandbox, report).run(seconds);
      }
    }
    if (wants(wanted, "bulk")) {
      try (Sandbox sandbox = new Sandbox()) {
        new Bulk(sandbox, report).run(1_000_000);
      }
    }
    if (wants(wanted, "reconcile")) {
      try (Sandbox sandbox = new Sandbox()) {
        new Reconciling(sandbox, report).run();
      }
    }
    Path root = Path.of(System.getProperty("onhand.root", "."));
    Path program = root.resolve("cli/target/onhand/bin/onhand");
    if (wants(wanted, "http")) {
      try (ShippedServer server = new ShippedServer(program)) {
        OverHttp http = new OverHttp(server, report);
        http.singles(seconds);
        http.batches(seconds);
      }
    }
    if (wants(wanted, "orders")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new OrdersOverHttp(server, report).run(seconds);
      }
      try (Sandbox sandbox = new Sandbox()) {
        new Buyers(sandbox, report).run(seconds);
      }
    }
    if (wants(wanted, "volume")) {
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).volume();
      }
    }
    if (wants(wanted, "year")) {
      Path year = root.resolve("../shared/data/online-retail");
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).yearAsMovements(year);
      }
      try (ShippedServer server = new ShippedServer(program)) {
        new OverHttp(server, report).yearAsOrders(year);
      }
    }
    if (wants(wanted, "pages")) {
      pages(program, new BigShop(scale), kept, report);
    }
    System.out.println();
    System.out.print(report.markdown());
  }

  /**
   * @param kept where the shop is, or is made and kept; null: it is made, and gone afterwards
   */
  private static void pages(Path program, BigShop shop, @Nullable Path kept, Report report)
      throws Exception {
    Path directory = kept == null ? Files.createTempDirectory("onhand-bench") : kept;
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

  private static boolean wants(Set<String> wanted, String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }
}
