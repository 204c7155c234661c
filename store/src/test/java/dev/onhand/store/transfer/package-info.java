/** Tests of transfers on PostgreSQL. */
@NullMarked
package dev.onhand.store.transfer;

import org.jspecify.annotations.NullMarked;
