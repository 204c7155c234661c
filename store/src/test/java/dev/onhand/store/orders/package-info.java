/** Facts about orders on PostgreSQL. */
@NullMarked
package dev.onhand.store.orders;

import org.jspecify.annotations.NullMarked;
