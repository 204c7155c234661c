/** Reads what a product's numbers are made of. */
@NullMarked
package dev.onhand.store.explain;

import org.jspecify.annotations.NullMarked;
