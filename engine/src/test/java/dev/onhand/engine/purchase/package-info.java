/** Tests of what purchase orders do without a database. */
@NullMarked
package dev.onhand.engine.purchase;

import org.jspecify.annotations.NullMarked;
