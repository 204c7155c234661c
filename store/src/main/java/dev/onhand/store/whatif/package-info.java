/** What happened, read from PostgreSQL to be lived through again. */
@NullMarked
package dev.onhand.store.whatif;

import org.jspecify.annotations.NullMarked;
