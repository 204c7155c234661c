package dev.onhand.engine.imports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as a file shows it once.
 *
 * @param line of the file, on which it begins
 * @param rows how many records of the file it takes
 * @param delivery what is to be handed in; null: something is wrong with it
 * @param products that may have to be made, as far as the file says more of them than their SKU
 * @param errors what is wrong
 */
record FiledOrder(
    long line,
    int rows,
    Orders.@Nullable Delivery delivery,
    Map<Sku, ProductData> products,
    List<ImportError> errors) {

  static FiledOrder wrong(long line, int rows, List<ImportError> errors) {
    return new FiledOrder(line, rows, null, Map.of(), errors);
  }

  FiledOrder {
    products = Map.copyOf(products);
    errors = List.copyOf(errors);
  }

  /** As movements name it; null: something is wrong with it. */
  @Nullable String reference() {
    return delivery == null ? null : delivery.name().reference();
  }

  List<OrderSnapshot.Line> lines() {
    List<OrderSnapshot.Line> lines = delivery == null ? null : delivery.snapshot().lines();
    return lines == null ? List.of() : lines;
  }

  /** The SKUs on its lines. */
  Set<Sku> skus() {
    Set<Sku> skus = new LinkedHashSet<>();
    for (OrderSnapshot.Line each : lines()) {
      if (each.item().sku() != null) {
        skus.add(each.item().sku());
      }
    }
    return skus;
  }

  /** The product of a SKU, should it have to be made: counted, and never below zero. */
  ProductData newProduct(Sku sku) {
    return products.getOrDefault(
        sku,
        new ProductData(
            sku, null, sku.value(), Tracking.TRACKED, ProductData.defaultFloor(Tracking.TRACKED)));
  }

  /** The codes of locations it names. */
  Set<String> locations() {
    List<String> codes = new ArrayList<>();
    for (OrderSnapshot.Line each : lines()) {
      if (each.location() != null) {
        codes.add(each.location());
      }
      if (each.returnedTo() != null && each.returnedTo().location() != null) {
        codes.add(each.returnedTo().location());
      }
    }
    Set<String> checked = new LinkedHashSet<>();
    codes.forEach(code -> checked.add(LocationRef.code(code).toString()));
    return checked;
  }
}
