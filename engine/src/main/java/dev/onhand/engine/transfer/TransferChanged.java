package dev.onhand.engine.transfer;

import dev.onhand.engine.ledger.Companion;

/**
 * The rows of a transfer after a change, written in the commit of the movements that make it.
 *
 * @param transfer as it is then, one version on
 */
public record TransferChanged(Transfer transfer) implements Companion {}
