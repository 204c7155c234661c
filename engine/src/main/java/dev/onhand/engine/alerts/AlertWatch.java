package dev.onhand.engine.alerts;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.util.Set;

/**
 * Opens and closes the alerts that rules watch for. Looking again changes nothing while nothing
 * changes; of two who look at once, one does after the other.
 */
public interface AlertWatch {

  /** So many alerts of a kind are open at most; the next follow as these close. */
  int OPEN_MAX = 1_000;

  /** By whom they are closed. */
  String ACTOR = "system:alerts";

  /** Looks at channels, orders, and at all stock that changed since this was asked last. */
  void look(SellerId seller);

  /** Looks at the stock of products at once, for what just changed. */
  void lookAt(SellerId seller, Set<ProductId> products);
}
