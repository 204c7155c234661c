package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportCatalogue;
import dev.onhand.model.Sku;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The products and locations of one seller, in memory, made known to its ledger as they are made.
 */
public final class InMemoryCatalogue implements ImportCatalogue {

  private final InMemoryLedger ledger;
  private final Map<Sku, ProductId> ids = new LinkedHashMap<>();
  private final Map<Sku, ProductData> products = new LinkedHashMap<>();
  private final Map<String, LocationId> locations = new LinkedHashMap<>();

  public InMemoryCatalogue(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Set<Sku> knownSkus(SellerId seller, Collection<Sku> skus) {
    return skus.stream().filter(products::containsKey).collect(Collectors.toSet());
  }

  @Override
  public Set<String> knownLocations(SellerId seller, Collection<String> codes) {
    return codes.stream().filter(locations::containsKey).collect(Collectors.toSet());
  }

  @Override
  public Map<String, Sku> skusByFolded(SellerId seller, Collection<String> folded) {
    Map<String, Sku> found = new HashMap<>();
    products.keySet().stream()
        .filter(sku -> folded.contains(sku.folded()))
        .forEach(sku -> found.put(sku.folded(), sku));
    return found;
  }

  @Override
  public WorkingBooks books(SellerId seller, List<Command.Move> moves) {
    return ledger.firstSeller().books();
  }

  @Override
  public int ensureProducts(SellerId seller, List<ProductData> wanted) {
    int before = products.size();
    for (ProductData product : wanted) {
      if (products.putIfAbsent(product.sku(), product) == null) {
        ProductId id = new ProductId(products.size());
        ids.put(product.sku(), id);
        ledger.add(new Stocked(id, product.sku(), Stocked.Tracking.TRACKED, 0L));
      }
    }
    return products.size() - before;
  }

  @Override
  public int ensureLocations(SellerId seller, Collection<String> codes) {
    int before = locations.size();
    for (String code : codes) {
      if (!locations.containsKey(code)) {
        LocationId id = new LocationId(locations.size() + 1L);
        locations.put(code, id);
        ledger.add(id, code);
      }
    }
    return locations.size() - before;
  }

  public Collection<ProductData> products() {
    return products.values();
  }

  public Set<String> locations() {
    return locations.keySet();
  }

  /** On hand of a SKU at a location; 0 where there is no such product or location. */
  public long onHand(String sku, String location) {
    ProductId product = ids.get(new Sku(sku));
    LocationId where = locations.get(location);
    return product == null || where == null ? 0 : ledger.level(product, where).onHand();
  }
}
