/** The ledger and the catalogue in memory, for tests of use cases. */
@NullMarked
package dev.onhand.engine.testing;

import org.jspecify.annotations.NullMarked;
