package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many units of a SKU are at a source. The default source is the shop's stock; what a client
 * writes elsewhere, or of a SKU that is unknown, stays as a row that sells nothing.
 */
final class Sources {
  static final String DEFAULT = "default";

  /** Belongs to no stock. */
  static final String OUTLET = "outlet";

  /** One source item. */
  record Row(String sku, String source, int quantity, int status) {}

  private final Site site;
  private final Map<String, Row> others = new LinkedHashMap<>();

  Sources(Site site) {
    this.site = site;
  }

  static boolean isKnown(String source) {
    return source.equals(DEFAULT) || source.equals(OUTLET);
  }

  void set(Row row) {
    Optional<Listing> listing =
        row.source().equals(DEFAULT) ? site.shop().findBySku(row.sku()) : Optional.empty();
    if (listing.isEmpty()) {
      others.put(row.source() + "/" + row.sku(), row);
      return;
    }
    site.push(listing.get(), row.quantity());
    boolean isWithheld = listing.get().state() == Listing.State.WITHHELD;
    if (row.status() == 0 && listing.get().state() == Listing.State.ONLINE) {
      site.shop().withhold(listing.get().id());
    } else if (row.status() == 1 && isWithheld) {
      site.shop().resume(listing.get().id());
    }
  }

  List<Row> rows(List<Listing> listings) {
    List<Row> rows = new ArrayList<>();
    for (Listing listing : listings) {
      int status = listing.state() == Listing.State.WITHHELD ? 0 : 1;
      rows.add(new Row(listing.sku(), DEFAULT, listing.quantity(), status));
    }
    rows.addAll(others.values());
    return rows;
  }
}
