package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.model.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The seller's products and locations, by the names that files use. Each call is one round trip,
 * however many names it has (some thousands), but for {@link #books}, which is a few.
 */
public interface ImportCatalogue {

  /** Those of these SKUs that are a product's. */
  Set<Sku> knownSkus(SellerId seller, Collection<Sku> skus);

  /** Those of these codes that are a location's. */
  Set<String> knownLocations(SellerId seller, Collection<String> codes);

  /**
   * Products whose SKU a person would take for another: the same but for case and blanks.
   *
   * @param folded SKUs as {@link Sku#folded} gives them
   * @return by folded SKU, one product's SKU; nothing where there is none
   */
  Map<String, Sku> skusByFolded(SellerId seller, Collection<String> folded);

  /**
   * The books as far as these movements touch them: their products, locations and levels, and the
   * movements that are in the journal under their keys. Nothing is locked.
   *
   * @param moves with SKUs and location codes; what there is none of is not in the books
   */
  WorkingBooks books(SellerId seller, List<Command.Move> moves);

  /**
   * Makes those products that do not exist; one that exists stays as it is.
   *
   * @param products each SKU once
   * @return how many were made
   */
  int ensureProducts(SellerId seller, List<ProductData> products);

  /**
   * Makes those locations that do not exist: sellable warehouses, named by their code.
   *
   * @return how many were made
   */
  int ensureLocations(SellerId seller, Collection<String> codes);
}
