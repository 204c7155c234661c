package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy.Kind;
import dev.onhand.engine.verification.LevelAudit.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes all levels and checkpoints of a seller anew from the movements. What is no sum of
 * movements stays as it is: a level's own floor, its version.
 */
public final class Rebuild {

  /**
   * What was done.
   *
   * @param products how many had their levels and checkpoints written
   * @param inDoubt products that were left as they are, for their movements do not fit each other
   */
  public record Report(long products, List<ProductId> inDoubt) {}

  private final LevelAudit levels;
  private final Checkpoints checkpoints;

  public Rebuild(LevelAudit levels, Checkpoints checkpoints) {
    this.levels = levels;
    this.checkpoints = checkpoints;
  }

  /** Rebuilds one seller's. Verify the seals first: this takes the journal as it is. */
  public Report run(SellerId seller, LevelAudit.Author author) {
    List<ProductId> products = levels.productsWithMovements(seller, null);
    Map<ProductId, Boolean> done = new TreeMap<>();
    for (int from = 0; from < products.size(); from += LevelAudit.PRODUCTS_MAX) {
      levels.repair(
          seller,
          products.subList(from, Math.min(products.size(), from + LevelAudit.PRODUCTS_MAX)),
          author,
          facts -> {
            ProductAudit audit = ProductAudit.of(facts, true);
            done.put(facts.replay().product(), !audit.inDoubt());
            return audit.inDoubt() ? Repair.NONE : all(facts, audit);
          });
    }
    checkpoints.forgetDays(seller);
    while (checkpoints.advance(seller)) {
      // until all that is sealed is in the checkpoints
    }
    List<ProductId> inDoubt = new ArrayList<>();
    done.forEach(
        (product, isDone) -> {
          if (!isDone) {
            inDoubt.add(product);
          }
        });
    return new Report(done.size() - inDoubt.size(), inDoubt);
  }

  private static Repair all(ProductFacts facts, ProductAudit audit) {
    Map<LocationId, ProductReplay.Sum> all = new TreeMap<>(facts.replay().levels());
    facts.levels().forEach(level -> all.putIfAbsent(level.location(), new ProductReplay.Sum()));
    List<Discrepancy> levelsOnly =
        audit.repaired().stream().filter(found -> found.kind() == Kind.LEVEL).toList();
    return new Repair(all, true, true, levelsOnly);
  }
}
