package dev.onhand.server.web;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.model.Sku;
import java.util.OptionalLong;

/**
 * How requests name products and locations: by id, or by SKU or code. No SKU or code looks like an
 * id ({@link #requireNoId}), so the two are never taken for each other.
 */
public final class Refs {

  private Refs() {}

  /**
   * @throws IllegalArgumentException if it can be neither
   */
  public static ProductRef product(String idOrSku) {
    OptionalLong id = PublicId.find(IdKind.PRODUCT, idOrSku);
    return id.isPresent() ? new ProductId(id.getAsLong()) : new ProductRef.BySku(new Sku(idOrSku));
  }

  /**
   * @throws IllegalArgumentException if it is no id of a product
   */
  public static ProductRef productById(String id) {
    return new ProductId(PublicId.get(IdKind.PRODUCT, id));
  }

  /**
   * @throws IllegalArgumentException if it can be neither
   */
  public static LocationRef location(String idOrCode) {
    OptionalLong id = PublicId.find(IdKind.LOCATION, idOrCode);
    return id.isPresent() ? new LocationId(id.getAsLong()) : LocationRef.code(idOrCode);
  }

  /** Refuses a SKU or code that could be taken for an id. */
  public static void requireNoId(IdKind kind, String what, String name) {
    if (PublicId.find(kind, name).isPresent()) {
      throw new IllegalArgumentException(
          "%s '%s' has the form of an id; choose one without the prefix %s"
              .formatted(what, name, kind.prefix()));
    }
  }
}
