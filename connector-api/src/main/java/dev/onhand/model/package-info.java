/**
 * The words that connectors and the ledger share: SKUs, GTINs and quantities, each valid by
 * construction. Nothing here knows of a database, a channel or the clock.
 */
@NullMarked
package dev.onhand.model;

import org.jspecify.annotations.NullMarked;
