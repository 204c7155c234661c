package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movement that a file asks for.
 *
 * @param line the line that does; 0: the file as a whole (its opening stock)
 * @param name what the product is called, should it have to be made; null: as its SKU
 * @param rule for a retailer's file, what was made of the line
 * @param customer who bought it or sent it back, as the file names them; null: not known
 */
record Planned(
    long line,
    Command.Move command,
    @Nullable String name,
    @Nullable Gtin gtin,
    @Nullable String rule,
    @Nullable String customer) {

  String key() {
    return command.key().value();
  }

  Sku sku() {
    return ((ProductRef.BySku) command.product()).sku();
  }

  /** Where its units are, and where they go if that is another location. */
  List<LocationRef> locations() {
    LocationRef to = command.to();
    return to == null ? List.of(command.location()) : List.of(command.location(), to);
  }

  /**
   * The product, should it have to be made: counted, and never below zero.
   *
   * @param calledSo its name; null: its SKU
   */
  ProductData newProduct(@Nullable String calledSo) {
    String name = calledSo == null ? sku().value() : calledSo;
    return new ProductData(
        sku(), gtin, name, Tracking.TRACKED, ProductData.defaultFloor(Tracking.TRACKED));
  }
}
