package dev.onhand.engine.ledger;

/**
 * A row that is written in the same commit as the movements it goes with, and only if they are
 * recorded. Each type has one table and one writer in the store.
 */
public interface Companion {}
