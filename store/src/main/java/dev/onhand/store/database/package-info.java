/**
 * PostgreSQL as Onhand runs it: embedded or external, its settings, roles, migrations, pools and
 * transactions, what a failed statement means and when to try again. No business tables are known
 * here, but for {@code movement}, whose rows nobody may change.
 */
@NullMarked
package dev.onhand.store.database;

import org.jspecify.annotations.NullMarked;
