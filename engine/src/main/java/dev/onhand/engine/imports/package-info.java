/**
 * Movements and orders from files: what a file looks like, what its lines mean, and how they reach
 * the ledger so that the same file twice has one effect. A file is read two or three times and
 * never held in memory. No database and no web here: products and locations are behind {@link
 * dev.onhand.engine.imports.ImportCatalogue}, movements behind {@link
 * dev.onhand.engine.ledger.Ledger}, orders behind {@link dev.onhand.engine.orders.Orders}. To
 * import what another shop exports, write a {@link dev.onhand.engine.imports.RetailMapping}; start
 * reading at {@link dev.onhand.engine.imports.OnlineRetail}.
 */
@NullMarked
package dev.onhand.engine.imports;

import org.jspecify.annotations.NullMarked;
