/**
 * The way to PostgreSQL: the embedded server, settings, roles, migrations, connection pools, what a
 * failed statement means and when to try again. Nothing here knows a business table, but for {@code
 * movement}, whose rows nobody may change.
 */
@NullMarked
package dev.onhand.store.database;

import org.jspecify.annotations.NullMarked;
