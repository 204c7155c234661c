/** Who works what one node works at a time. */
@NullMarked
package dev.onhand.store.leases;

import org.jspecify.annotations.NullMarked;
