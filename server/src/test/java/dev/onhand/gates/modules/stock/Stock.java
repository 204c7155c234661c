package dev.onhand.gates.modules.stock;

/** What the module offers. */
public interface Stock {}
