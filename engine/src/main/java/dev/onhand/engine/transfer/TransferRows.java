package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where transfers are looked up. They are written in the commit of their movements, as {@link
 * TransferSent} and {@link TransferChanged}.
 */
public interface TransferRows {

  Optional<Transfer> find(SellerId seller, long id);

  Optional<Transfer> findByReference(SellerId seller, String reference);

  /**
   * Transfers, newest first.
   *
   * @param status only those; null: all
   */
  Slice<Transfer> list(SellerId seller, Transfer.@Nullable Status status, PageRequest page);

  /** The location of that name. */
  Optional<Transfer.Place> findPlace(SellerId seller, LocationRef ref);

  /** Those of these products that exist. */
  Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs);
}
