package dev.onhand.core.order;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What planning sees of the books, as they are at the moment of the decision. */
public interface OrderBooks {

  Optional<Stocked> findProduct(Sku sku);

  /** The products that have a GTIN, which is not the placeholder: usually one. */
  List<Stocked> products(Gtin gtin);

  /**
   * What the listing is matched to from which an item was sold.
   *
   * @return empty: it names none, or one that is not known, or is of no product or of the
   *     placeholder
   */
  Optional<Goods> listed(Item item);

  /**
   * What an item is.
   *
   * @param units of the product in one of the item
   */
  record Goods(Stocked product, long units) {}

  /** What a bundle is made of; empty for a product that is none. */
  List<Order.Component> components(ProductId product);

  Level level(ProductId product, LocationId location);

  /** The locations that orders may be sourced from. */
  List<Site> sites();

  /**
   * What other orders wait for of a product and come first for, before a line of the order that is
   * planned.
   *
   * @return in the order in which they are filled
   */
  List<Claim> claims(ProductId product, String line);

  /** The locations at which what waits is filled: those of all orders. */
  Set<LocationId> claimable();

  /** Any location, sold from or not. */
  Optional<LocationId> findLocation(String code);
}
