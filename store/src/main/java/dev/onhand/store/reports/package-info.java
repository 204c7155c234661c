/** Reports in PostgreSQL: each a short definition with its statement beside it. */
@NullMarked
package dev.onhand.store.reports;

import org.jspecify.annotations.NullMarked;
