package dev.onhand.engine.imports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names in a file the catalogue knows. What it said is remembered, within a limit, so that
 * most lines cost no question.
 */
final class Names {

  private static final int REMEMBERED_MAX = 50_000;

  private final ImportCatalogue catalogue;
  private final SellerId seller;
  private final Set<Sku> knownSkus = new HashSet<>();
  private final Set<String> knownLocations = new HashSet<>();

  /** SKUs the file brings, by what a person would take for the same. */
  private final Map<String, Sku> newByFolded = new HashMap<>();

  Names(ImportCatalogue catalogue, SellerId seller) {
    this.catalogue = catalogue;
    this.seller = seller;
  }

  /** The names of some lines that the catalogue lacks, each with the first line that needs it. */
  record Unknown(Map<Sku, Planned> products, Set<String> locations) {

    boolean isEmpty() {
      return products.isEmpty() && locations.isEmpty();
    }

    /** The first name of a line that is unknown, or null. */
    @Nullable ImportError errorFor(Planned planned) {
      if (products.containsKey(planned.sku())) {
        return new ImportError(
            planned.line(),
            "sku",
            "unknown_product",
            "There is no product '%s'. Create it first, or import with create."
                .formatted(planned.sku()));
      }
      for (LocationRef ref : planned.locations()) {
        if (locations.contains(ref.toString())) {
          return new ImportError(
              planned.line(),
              columnOf(ref, planned),
              "unknown_location",
              "There is no location '%s'. Create it first, or import with create.".formatted(ref));
        }
      }
      return null;
    }

    /** The first name of a line that is unknown and must not be made, or null. */
    @Nullable ImportError errorFor(Planned planned, ImportRules rules) {
      String column = "sku";
      try {
        if (products.containsKey(planned.sku())) {
          rules.requireNewSku(planned.sku());
        }
        for (LocationRef ref : planned.locations()) {
          column = columnOf(ref, planned);
          if (locations.contains(ref.toString())) {
            rules.requireNewLocation(ref.toString());
          }
        }
        return null;
      } catch (IllegalArgumentException e) {
        return BadLineException.value(column, e).toError(planned.line());
      }
    }

    private static String columnOf(LocationRef ref, Planned planned) {
      return ref == planned.command().to() ? "to_location" : "location";
    }
  }

  Unknown unknownIn(List<Planned> lines) {
    Map<Sku, Planned> products = new LinkedHashMap<>();
    Set<String> locations = new HashSet<>();
    for (Planned line : lines) {
      if (!knownSkus.contains(line.sku())) {
        products.putIfAbsent(line.sku(), line);
      }
      for (LocationRef ref : line.locations()) {
        if (!knownLocations.contains(ref.toString())) {
          locations.add(ref.toString());
        }
      }
    }
    if (!products.isEmpty()) {
      Set<Sku> known = catalogue.knownSkus(seller, products.keySet());
      products.keySet().removeAll(known);
      remember(knownSkus, known);
    }
    if (!locations.isEmpty()) {
      Set<String> known = catalogue.knownLocations(seller, locations);
      locations.removeAll(known);
      remember(knownLocations, known);
    }
    return new Unknown(products, locations);
  }

  /** Makes them, and counts in the tally how many were made. */
  void create(Unknown unknown, FileKind kind, Tally tally) {
    if (!unknown.locations.isEmpty()) {
      tally.locationsCreated += catalogue.ensureLocations(seller, unknown.locations);
      remember(knownLocations, unknown.locations);
    }
    if (!unknown.products.isEmpty()) {
      List<ProductData> products = new ArrayList<>(unknown.products.size());
      unknown.products.values().forEach(planned -> products.add(kind.newProduct(planned)));
      tally.productsCreated += catalogue.ensureProducts(seller, products);
      remember(knownSkus, unknown.products.keySet());
    }
  }

  /** Warns of SKUs to be made that look like another's, in the catalogue or in the file. */
  void warnOfTwins(Collection<Sku> newSkus, Tally tally) {
    Map<String, Sku> firsts = new LinkedHashMap<>();
    for (Sku sku : newSkus) {
      Sku before = newByFolded.putIfAbsent(sku.folded(), sku);
      if (before == null) {
        firsts.put(sku.folded(), sku);
      } else {
        warnOfTwin(sku, before, tally);
      }
    }
    Map<String, Sku> existing = catalogue.skusByFolded(seller, firsts.keySet());
    firsts.forEach(
        (folded, sku) -> {
          Sku twin = existing.get(folded);
          if (twin != null) {
            warnOfTwin(sku, twin, tally);
          }
        });
    if (newByFolded.size() > REMEMBERED_MAX) {
      newByFolded.clear();
    }
  }

  private static void warnOfTwin(Sku sku, Sku twin, Tally tally) {
    tally.warn(
        "SKU '%s' differs from '%s' only in case or blanks. Are they the same product?"
            .formatted(sku, twin));
  }

  private static <T> void remember(Set<T> known, Collection<T> names) {
    if (known.size() + names.size() > REMEMBERED_MAX) {
      known.clear();
    }
    known.addAll(names);
  }
}
