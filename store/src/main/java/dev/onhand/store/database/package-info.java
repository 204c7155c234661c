/**
 * PostgreSQL as Onhand runs it: embedded or external, its roles, pools and transactions. No
 * business tables are known here.
 */
@NullMarked
package dev.onhand.store.database;

import org.jspecify.annotations.NullMarked;
