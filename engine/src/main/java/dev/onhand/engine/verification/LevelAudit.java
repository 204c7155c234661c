package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Levels, checkpoints and movements side by side. */
public interface LevelAudit {

  /** A look at all products takes this many at a time. */
  int PRODUCTS_MAX = 200;

  /**
   * What to write for one product.
   *
   * @param levels what the levels at these locations are to be
   * @param checkpoints whether to write its level checkpoints anew
   * @param segments whether to write its segments anew
   * @param findings what was wrong and is repaired, to be kept in the same commit
   */
  record Repair(
      Map<LocationId, ProductReplay.Sum> levels,
      boolean checkpoints,
      boolean segments,
      List<Discrepancy> findings) {

    public static final Repair NONE = new Repair(Map.of(), false, false, List.of());
  }

  /** Who has something repaired, and in which job. */
  record Author(String actor, @Nullable Long jobId) {}

  /**
   * What a quick look at levels found.
   *
   * @param levels how many were compared
   * @param movements how many came after the checkpoints
   * @param products those that must be looked at closely, in the order of ids
   */
  record Differing(long levels, long movements, List<ProductId> products) {}

  /** How a product is called. */
  record ProductName(String sku, String name) {}

  /** All products there are or could be, about so many in each span. */
  List<ProductSpan> spans(SellerId seller, int products);

  /**
   * Products of a span whose levels are not what their checkpoints and the movements since then add
   * up to, or are marked wrongly; all of one moment. It is quick, and says nothing of why.
   */
  Differing differing(SellerId seller, ProductSpan span);

  /** Facts of each product of a span that has any, in the order of ids, all of one moment. */
  void examine(SellerId seller, ProductSpan span, Consumer<ProductFacts> visitor);

  /**
   * Reads the facts of products again with their levels locked, so that nothing can come between,
   * and writes what the decision says of each; all in one transaction.
   *
   * @param products at most {@value #PRODUCTS_MAX}
   * @param decision from the facts of each product; may be called more than once for one
   */
  void repair(
      SellerId seller,
      List<ProductId> products,
      Author author,
      Function<ProductFacts, Repair> decision);

  /**
   * The products that have movements, in the order of ids.
   *
   * @param since only those with a movement that happened or was recorded at or after this; null:
   *     all
   */
  List<ProductId> productsWithMovements(SellerId seller, @Nullable Instant since);

  /** The names of products; those that do not exist are left out. */
  Map<ProductId, ProductName> productNames(SellerId seller, Collection<ProductId> products);

  /** The codes of locations; those that do not exist are left out. */
  Map<LocationId, String> locationCodes(SellerId seller, Collection<LocationId> locations);
}
