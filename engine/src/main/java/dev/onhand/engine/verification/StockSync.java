package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.LevelAudit.ProductName;
import dev.onhand.engine.verification.LevelAudit.Repair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings stock levels to what all the movements of their products add up to. A level is only ever
 * the sum of all movements: a date chooses products, and never from when to add up.
 */
public final class StockSync {

  /** More rows of a report are not listed, but counted. */
  public static final int ROWS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StockSync.class);

  /**
   * What to bring up to date.
   *
   * @param product only this one; null: all
   * @param from only products with a movement that happened or was recorded since; null: all
   * @param force write every level of them anew, not only those that differ
   * @param dryRun only say what would change
   */
  public record Options(
      @Nullable ProductId product,
      @Nullable Instant from,
      boolean force,
      boolean dryRun,
      Author author) {}

  /**
   * A product whose levels are not what its movements add up to. (The difference can be zero, where
   * units are in the wrong state or place.)
   *
   * @param system units on hand by its levels
   * @param calculated units on hand by its movements: all that came in less all that went out
   * @param movements how many it has
   * @param updated whether its levels were written
   */
  public record Row(
      ProductId product,
      String sku,
      String name,
      long system,
      long calculated,
      long movements,
      boolean updated) {

    public long difference() {
      return system - calculated;
    }
  }

  /**
   * What was found and done.
   *
   * @param products how many were looked at
   * @param productsWithDiscrepancies how many of them differed
   * @param rows those that differed, at most {@value StockSync#ROWS_MAX}
   * @param updated how many products had their levels written
   * @param failures products that could not be brought up to date, a sentence each
   */
  public record Report(
      boolean dryRun,
      long products,
      long productsWithDiscrepancies,
      List<Row> rows,
      long updated,
      List<String> failures,
      Duration duration) {}

  private final LevelAudit levels;
  private final SealAudit seals;
  private final InstantSource clock;

  public StockSync(LevelAudit levels, SealAudit seals, InstantSource clock) {
    this.levels = levels;
    this.seals = seals;
    this.clock = clock;
  }

  /** Runs it for one seller. A product that fails is named in the report, and the others go on. */
  public Report run(SellerId seller, Options options) {
    Instant start = clock.instant();
    List<ProductId> products = select(seller, options);
    Run run = new Run(seller, options);
    for (int from = 0; from < products.size(); from += LevelAudit.PRODUCTS_MAX) {
      run.sync(products.subList(from, Math.min(products.size(), from + LevelAudit.PRODUCTS_MAX)));
    }
    Duration duration = Duration.between(start, clock.instant());
    LOG.info(
        "Stock synchronization completed: {} products, {} with discrepancies, {} updated",
        products.size(),
        run.discrepancies,
        run.updated);
    return new Report(
        options.dryRun(),
        products.size(),
        run.discrepancies,
        List.copyOf(run.rows),
        run.updated,
        List.copyOf(run.failures),
        duration);
  }

  private List<ProductId> select(SellerId seller, Options options) {
    ProductId one = options.product();
    if (one != null && options.from() == null) {
      return List.of(one);
    }
    List<ProductId> products = levels.productsWithMovements(seller, options.from());
    return one == null ? products : products.stream().filter(one::equals).toList();
  }

  /** What a product looked like before anything was written. */
  private record Before(long system, long calculated, long movements, ProductAudit audit) {

    static Before of(ProductFacts facts) {
      return new Before(
          facts.levels().stream().mapToLong(level -> level.units().onHand()).sum(),
          facts.replay().levels().values().stream().mapToLong(sum -> sum.units().onHand()).sum(),
          facts.replay().movements(),
          ProductAudit.of(facts, false));
    }

    boolean differs() {
      return audit.discrepancies().stream()
          .anyMatch(discrepancy -> discrepancy.kind() == Discrepancy.Kind.LEVEL);
    }
  }

  private final class Run {
    private final SellerId seller;
    private final Options options;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> failures = new LinkedHashSet<>();
    private long discrepancies;
    private long updated;
    private @Nullable Boolean sealsHold;

    Run(SellerId seller, Options options) {
      this.seller = seller;
      this.options = options;
    }

    void sync(List<ProductId> products) {
      Map<ProductId, Before> before = examine(products);
      List<ProductId> toWrite =
          before.entrySet().stream()
              .filter(entry -> options.force() || entry.getValue().differs())
              .map(Map.Entry::getKey)
              .toList();
      Set<ProductId> written = new HashSet<>();
      if (!options.dryRun() && !toWrite.isEmpty()) {
        write(toWrite, written);
      }
      updated += written.size();
      Map<ProductId, ProductName> names = levels.productNames(seller, before.keySet());
      before.forEach(
          (product, facts) -> {
            if (facts.differs()) {
              report(product, facts, names.get(product), written.contains(product));
            }
          });
    }

    private Map<ProductId, Before> examine(List<ProductId> products) {
      Set<ProductId> wanted = Set.copyOf(products);
      Map<ProductId, Before> before = new TreeMap<>();
      for (ProductSpan span : ProductSpan.covering(products)) {
        levels.examine(
            seller,
            span,
            facts -> {
              if (wanted.contains(facts.replay().product())) {
                before.put(facts.replay().product(), Before.of(facts));
              }
            });
      }
      return before;
    }

    /** If it fails for some, it is tried for each alone. */
    private void write(List<ProductId> products, Set<ProductId> written) {
      Set<ProductId> now = new HashSet<>();
      try {
        levels.repair(seller, products, options.author(), facts -> decide(facts, now));
        written.addAll(now);
      } catch (RuntimeException e) {
        if (products.size() > 1) {
          products.forEach(product -> write(List.of(product), written));
        } else {
          LOG.error("Stock synchronization of product {} failed", products.getFirst(), e);
          failures.add("product " + products.getFirst() + ": " + e.getMessage());
        }
      }
    }

    /** If movements are in doubt the seals are checked, once. */
    private ProductAudit audit(ProductFacts facts) {
      ProductAudit audit = ProductAudit.of(facts, Boolean.TRUE.equals(sealsHold));
      if (audit.inDoubt() && sealsHold == null) {
        sealsHold = SealCheck.holds(seals, seller);
        return ProductAudit.of(facts, sealsHold);
      }
      return audit;
    }

    private Repair decide(ProductFacts facts, Set<ProductId> written) {
      ProductAudit audit = audit(facts);
      ProductId product = facts.replay().product();
      if (audit.inDoubt()) {
        failures.add(
            "product %s: its movements are in doubt, so its levels were left as they are; run a full verification"
                .formatted(product));
        return Repair.NONE;
      }
      Map<LocationId, ProductReplay.Sum> toWrite = options.force() ? all(facts) : audit.levels();
      if (toWrite.isEmpty()) {
        return Repair.NONE;
      }
      written.add(product);
      List<Discrepancy> findings =
          audit.repaired().stream()
              .filter(discrepancy -> discrepancy.kind() == Discrepancy.Kind.LEVEL)
              .toList();
      return new Repair(toWrite, false, false, findings);
    }

    private static Map<LocationId, ProductReplay.Sum> all(ProductFacts facts) {
      Map<LocationId, ProductReplay.Sum> all = new TreeMap<>(facts.replay().levels());
      facts.levels().forEach(level -> all.putIfAbsent(level.location(), new ProductReplay.Sum()));
      return all;
    }

    private void report(
        ProductId product, Before before, @Nullable ProductName name, boolean wasWritten) {
      discrepancies++;
      Row row =
          new Row(
              product,
              name == null ? "" : name.sku(),
              name == null ? "" : name.name(),
              before.system(),
              before.calculated(),
              before.movements(),
              wasWritten);
      if (rows.size() < ROWS_MAX) {
        rows.add(row);
      }
      log(row);
    }
  }

  private static void log(Row row) {
    LOG.atLevel(row.updated() ? Level.INFO : Level.WARN)
        .addKeyValue("product_id", row.product())
        .addKeyValue("product_name", row.name())
        .addKeyValue("old_stock", row.system())
        .addKeyValue("new_stock", row.calculated())
        .addKeyValue("difference", row.calculated() - row.system())
        .log(row.updated() ? "Product stock updated" : "Stock discrepancy detected");
  }
}
