package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order.Component;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where purchase orders are kept. Receipts are written in the commit of their movements, as {@link
 * PurchaseReceived}.
 */
public interface PurchaseRows {

  Optional<PurchaseOrder> find(SellerId seller, long id);

  /** The id of the order of that reference. */
  Optional<Long> findId(SellerId seller, String reference);

  /**
   * Purchase orders without their lines, newest first.
   *
   * @throws IllegalArgumentException if the filter's product does not exist
   */
  Slice<PurchaseOrder.Head> list(SellerId seller, PurchaseFilter filter, PageRequest page);

  /** All receipts of an order, in their order. */
  List<Receipt> receipts(SellerId seller, long id);

  /**
   * Writes a new order, and gives it its id.
   *
   * @return empty if another has its reference
   */
  Optional<PurchaseOrder> create(SellerId seller, PurchaseOrder order);

  /**
   * Writes a changed order over the version before.
   *
   * @return false if it is not at that version any more
   */
  boolean save(SellerId seller, PurchaseOrder order);

  /** Those of these locations that exist. */
  Map<LocationRef, Place> findPlaces(SellerId seller, Collection<LocationRef> refs);

  /** Those of these products that exist. */
  Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs);

  /** What those of these products that are bundles or packs are made of. */
  Map<ProductId, List<Component>> components(SellerId seller, Collection<ProductId> products);
}
