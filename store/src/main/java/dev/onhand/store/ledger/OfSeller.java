package dev.onhand.store.ledger;

import dev.onhand.core.ledger.SellerId;
import java.util.Collection;
import java.util.List;

/** Something of one seller, among things of others. */
record OfSeller<T>(SellerId seller, T it) {

  /** Something else of the same seller. */
  <U> OfSeller<U> with(U other) {
    return new OfSeller<>(seller, other);
  }

  static <T> List<T> unwrap(Collection<OfSeller<T>> some) {
    return some.stream().map(OfSeller::it).toList();
  }
}
