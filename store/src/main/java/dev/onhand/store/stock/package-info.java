/** Questions about stock, answered from levels, checkpoints and the journal. */
@NullMarked
package dev.onhand.store.stock;

import org.jspecify.annotations.NullMarked;
