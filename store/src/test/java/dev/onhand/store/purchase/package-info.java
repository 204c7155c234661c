/** Tests of purchase orders on PostgreSQL. */
@NullMarked
package dev.onhand.store.purchase;

import org.jspecify.annotations.NullMarked;
