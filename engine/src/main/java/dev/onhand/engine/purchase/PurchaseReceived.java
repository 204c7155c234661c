package dev.onhand.engine.purchase;

import dev.onhand.engine.ledger.Companion;

/**
 * The rows of a purchase order after a receipt, or after one was reversed, written in the commit of
 * the movements.
 *
 * @param order as it is then, one version on
 */
public record PurchaseReceived(PurchaseOrder order, Receipt receipt) implements Companion {}
