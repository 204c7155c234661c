package dev.onhand.engine.transfer;

import dev.onhand.engine.ledger.Companion;

/** The rows of a new transfer, written in the commit of the movements that send it. */
public record TransferSent(Transfer transfer) implements Companion {}
