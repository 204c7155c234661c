/** Products and locations in PostgreSQL. Each call is one transaction, or joins the caller's. */
@NullMarked
package dev.onhand.store.catalogue;

import org.jspecify.annotations.NullMarked;
