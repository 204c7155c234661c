package dev.onhand.gates.modules.stock.internal;

/** What the module keeps to itself. */
public class StockRows {}
