/**
 * Products and locations: what is stocked and where. Identity is an internal number; SKU and code
 * are labels that may change.
 */
@NullMarked
package dev.onhand.engine.catalogue;

import org.jspecify.annotations.NullMarked;
