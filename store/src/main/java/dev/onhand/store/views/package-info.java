/** Saved views, in PostgreSQL. */
@NullMarked
package dev.onhand.store.views;

import org.jspecify.annotations.NullMarked;
