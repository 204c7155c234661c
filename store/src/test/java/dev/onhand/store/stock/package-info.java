/** Tests of stock reads and floors on PostgreSQL. */
@NullMarked
package dev.onhand.store.stock;

import org.jspecify.annotations.NullMarked;
