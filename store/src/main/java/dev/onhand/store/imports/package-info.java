/** What imports ask of the database: products and locations by the thousand. */
@NullMarked
package dev.onhand.store.imports;

import org.jspecify.annotations.NullMarked;
