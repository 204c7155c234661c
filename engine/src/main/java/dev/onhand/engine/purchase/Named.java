package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order.Component;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the names in a request stand for, of one seller. */
record Named(PurchaseRows rows, SellerId seller) {

  Map<LocationRef, Place> places(Collection<LocationRef> refs) {
    return refs.isEmpty() ? Map.of() : rows.findPlaces(seller, refs);
  }

  Map<ProductRef, Stocked> products(Collection<ProductRef> refs) {
    return refs.isEmpty() ? Map.of() : rows.findProducts(seller, refs);
  }

  Map<ProductId, List<Component>> components(Collection<ProductId> products) {
    return rows.components(seller, products);
  }
}
